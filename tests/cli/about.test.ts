import { expect, test } from 'vitest';
import { about } from '../../src/cli/about.ts';
import { settingKeys } from '../../src/config/settings.ts';
import { streamNames } from '../../src/streams/table.ts';

test("JSON has the Singer SDK's keys, every setting and every stream", () => {
  const facts = JSON.parse(about('json'));
  expect(Object.keys(facts)).toEqual([
    'name',
    'description',
    'version',
    'sdk_version',
    'supported_python_versions',
    'capabilities',
    'settings',
    'streams',
  ]);
  expect(facts).toMatchObject({
    name: 'tap-asana',
    version: '0.1.0',
    sdk_version: null,
    supported_python_versions: null,
    capabilities: ['about', 'catalog', 'discover', 'state', 'test', 'structured-logging', 'activate-version'],
    settings: { type: 'object' },
  });
  expect(Object.keys(facts.settings.properties)).toEqual(settingKeys);
  expect(facts.settings.properties.access_token).toMatchObject({ type: 'string', secret: true, writeOnly: true });
  expect(facts.settings.properties.page_size).toMatchObject({ type: 'integer', default: 100 });
  expect(facts.streams.map((stream: { name: string }) => stream.name)).toEqual(streamNames);
  expect(facts.streams).toContainEqual(
    expect.objectContaining({ name: 'tasks', replication_method: 'INCREMENTAL', replication_key: 'modified_at' }),
  );
});

test.each(['markdown', 'text'] as const)('%s has every setting and every stream', (format) => {
  const page = about(format);
  for (const name of [...settingKeys, ...streamNames]) expect(page).toContain(name);
});

test('a table of Markdown has as many cells in each row', () => {
  const rows = about('markdown')
    .split('\n')
    .filter((line) => line.startsWith('|'));
  const cells = rows.map((row) => row.replaceAll('\\|', '').split('|').length);
  expect(new Set(cells)).toEqual(new Set([6, 7]));
});
