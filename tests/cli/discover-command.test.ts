import { beforeEach, expect, test } from 'vitest';
import { discoverCatalog } from '../../src/cli/discover-command.ts';
import type { Catalog } from '../../src/singer/catalog.ts';
import { FakeIo } from './fake-io.ts';

const said: string[] = [];
const logger = { warning: (line: string) => void said.push(line) };
beforeEach(() => void said.splice(0));

const discovered = (config: unknown): Catalog =>
  discoverCatalog(['c'], new FakeIo([], { files: { c: config } }), logger);

function columns(catalog: Catalog, stream: string): readonly string[] {
  const entry = catalog.streams.find(({ tap_stream_id }) => tap_stream_id === stream);
  return Object.keys(entry?.schema.properties ?? {});
}

const plain = discoverCatalog([], new FakeIo([]), logger);

test('columns from custom fields are in the streams that have custom fields', () => {
  const catalog = discovered({ custom_field_columns: { points: { gid: '1', type: 'number' } } });
  for (const stream of ['tasks', 'subtasks', 'projects', 'portfolios']) {
    expect(columns(catalog, stream)).toEqual([...columns(plain, stream), 'points']);
  }
  expect(columns(catalog, 'users')).toEqual(columns(plain, 'users'));
  const tasks = catalog.streams.find((entry) => entry.stream === 'tasks');
  expect(tasks?.schema.properties['points']).toEqual({ type: ['null', 'number'] });
  expect(tasks?.metadata).toContainEqual({
    breadcrumb: ['properties', 'points'],
    metadata: { inclusion: 'available' },
  });
});

test('a column whose name is taken is left out alone', () => {
  const points = { points: { gid: '1', type: 'number' } };
  const both = { custom_field_columns: { ...points, notes: { gid: '2', type: 'text' } } };
  expect(discovered(both)).toEqual(discovered({ custom_field_columns: points }));
});

test.each([
  ['nothing', {}],
  ['no JSON', 'oops'],
  ['columns that are wrong', { custom_field_columns: { 'A B': 1 } }],
  ['a column whose name is taken', { custom_field_columns: { notes: { gid: '1', type: 'text' } } }],
])('a config with %s is no reason to fail', (_, config) => {
  expect(discovered(config)).toEqual(plain);
});

test('a config that cannot be read is warned of, with its name and why: its columns are not in the catalog', () => {
  const files = { broken: '{"access_token": "secret-1",', list: '[]', good: { access_token: 'secret-2' } };
  const sources = ['none.json', 'broken', 'list', 'secret-2', 'good', 'ENV'];
  expect(discoverCatalog(sources, new FakeIo([], { files }), logger)).toEqual(plain);
  const without = '; the catalog is made without it';
  expect(said).toEqual([
    `config file none.json cannot be read: there is no such file${without}`,
    expect.stringMatching(`^config file broken is not JSON.*${without}$`),
    `config file list must hold a JSON object${without}`,
    `config file *** cannot be read: there is no such file${without}`,
  ]);
  expect(said.join()).not.toContain('secret');
});

test('a config that can be read is not spoken of', () => {
  discovered({ custom_field_columns: 3, page_size: 'x' });
  expect(said).toEqual([]);
});
