import { Ajv } from 'ajv';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { settingsSchema } from '../../src/config/json-schema.ts';
import { isAllowedUrl } from '../../src/config/url.ts';
import { type Formats, fits } from '../../src/json/fits.ts';

type Schema = Readonly<Record<string, unknown>>;

const FORMATS: Formats = { 'date-time': (text) => /^\d{4}-\d{2}-\d{2}$/.test(text), uri: isAllowedUrl };

/** Near what the settings take, and near what they do not. */
const values = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.oneof(fc.integer({ min: -2, max: 102 }), fc.double(), fc.maxSafeInteger()),
    fc.constantFrom(
      '',
      'a',
      '12',
      '1201',
      'text',
      'people',
      'https://example.com',
      'http://x',
      '2026-01-31',
      '\u{1f600}',
    ),
    fc.string(),
    fc.constantFrom(true, false, null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('gid', 'type', 'priority', 'Not a name', '__proto__', 'toString'), tie('value'), {
      maxKeys: 3,
    }),
    fc.dictionary(
      fc.constantFrom('priority', 'x_1', 'Not a name'),
      fc.record(
        {
          gid: fc.constantFrom('1', '1201', '1201', 1, 'x'),
          type: fc.constantFrom('text', 'date', 'people', 'colour'),
          more: fc.constantFrom(undefined, undefined, null, 'text'),
        },
        { requiredKeys: ['gid'] },
      ),
      { maxKeys: 2 },
    ),
  ),
})).value;

const schemas = Object.entries(settingsSchema()['properties'] as Readonly<Record<string, Schema>>);

test.each(schemas)('%s: what fits is right by ajv', (_, schema) => {
  const validate = new Ajv({ keywords: ['secret'], formats: FORMATS }).compile(schema);
  fc.assert(
    fc.property(values, (value) => {
      if (fits(schema, value, FORMATS)) expect(validate(value)).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

const RIGHT: Readonly<Record<string, readonly unknown[]>> = {
  access_token: ['0/0123456789abcdef'],
  start_date: ['2026-01-31'],
  workspaces: [[], ['1201']],
  include_archived_projects: [true, false],
  subtask_sweep_hours: [0, 1.5],
  custom_field_columns: [{}, { priority: { gid: '1201', type: 'enum' } }],
  page_size: [1, 100],
  max_concurrent_requests: [50],
  requests_per_minute: [0.1, 1500],
  request_timeout: [300],
  api_url: ['https://app.asana.com/api/1.0', 'http://127.0.0.1:1'],
  user_agent: ['tap-asana/1'],
};

test('nearly every right config fits without ajv', () => {
  for (const [key, each] of Object.entries(RIGHT)) {
    for (const value of each) expect([key, fits(settingsSchema(), { [key]: value }, FORMATS)]).toEqual([key, true]);
  }
});

test.each([
  ['a keyword that it does not know', { type: 'string', maxLength: 9 }, 'text'],
  ['a format that it does not know', { type: 'string', format: 'ipv4' }, '127.0.0.1'],
  ['a type that it does not know', { type: ['string', 'null'] }, null],
  ['a value that a pattern is not about', { pattern: '^3' }, 3],
  ['a value of another type', { type: 'string' }, 1],
  ['a text that a least number is not about', { minimum: 0 }, '1'],
  ['a text that a greatest number is not about', { maximum: 9 }, '1'],
  ['a list that a least length is not about', { minLength: 1 }, [1, 2]],
  ['a value that a least number is not about', { exclusiveMinimum: 0 }, '1'],
  ['a value that names are not about', { propertyNames: { pattern: '^0' } }, ['a']],
  ['so few characters that they may be fewer still', { type: 'string', minLength: 2 }, 'abc'],
])('%s is left to ajv', (_, schema, value) => {
  expect(fits(schema, value, FORMATS)).toBe(false);
});

test('what is nested too deeply for it is left to ajv', () => {
  const schema = { definitions: { each: { items: { $ref: '#/definitions/each' } } }, $ref: '#/definitions/each' };
  let value: unknown[] = [];
  expect(fits(schema, value)).toBe(true);
  for (let depth = 0; depth < 100_000; depth += 1) value = [value];
  expect(fits(schema, value)).toBe(false);
});
