import { expect, test } from 'vitest';
import { discoverCatalog } from '../../src/cli/discover-command.ts';
import type { Catalog } from '../../src/singer/catalog.ts';
import { FakeIo } from './fake-io.ts';

const discovered = (config: unknown): Catalog => discoverCatalog(['c'], new FakeIo([], { files: { c: config } }));

function columns(catalog: Catalog, stream: string): readonly string[] {
  const entry = catalog.streams.find(({ tap_stream_id }) => tap_stream_id === stream);
  return Object.keys(entry?.schema.properties ?? {});
}

const plain = discoverCatalog([], new FakeIo([]));

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
