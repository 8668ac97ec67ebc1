import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { settingsSchema } from '../../src/config/json-schema.ts';
import { settingKeys } from '../../src/config/settings.ts';
import { version } from '../../src/version.ts';

const properties = settingsSchema()['properties'] as Record<string, Record<string, unknown>>;

test('every setting has a title, a description and a type', () => {
  expect(Object.keys(properties)).toEqual(settingKeys);
  for (const property of Object.values(properties)) {
    expect(property).toMatchObject({
      title: expect.any(String),
      description: expect.any(String),
      type: expect.any(String),
    });
  }
});

test('tokens and secrets are marked as such, and nothing else', () => {
  const secret = Object.keys(properties).filter((key) => properties[key]?.['secret'] === true);
  expect(secret).toEqual(['access_token', 'client_secret', 'refresh_token']);
  for (const key of secret) expect(properties[key]).toMatchObject({ writeOnly: true });
});

test("the program's version is the package's", () => {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  expect(JSON.parse(text)).toMatchObject({ version });
});
