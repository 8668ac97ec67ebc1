import { expect, test } from 'vitest';
import { replicationMethod } from '../../src/singer/replication.ts';
import { metadataMap } from '../../src/singer/selected.ts';
import { metadata, row } from './catalogs.ts';

const { replicationKey: _, ...fullRow } = row;

function method(root: Readonly<Record<string, unknown>>, keys: Readonly<Record<string, unknown>> = {}, of = row) {
  const warnings: string[] = [];
  const entries = metadata({ '': root });
  const entry = { tap_stream_id: 'tasks', schema: {}, metadata: entries, ...keys };
  return [replicationMethod(entry, metadataMap(entries), of, (warning) => warnings.push(warning)), warnings];
}

test.each([
  [{}, {}, 'INCREMENTAL'],
  [{ 'replication-method': 'FULL_TABLE' }, {}, 'FULL_TABLE'],
  [{ 'replication-method': ' full_table ' }, {}, 'FULL_TABLE'],
  [{ 'replication-method': 'FULL_TABLE' }, { replication_method: 'INCREMENTAL' }, 'FULL_TABLE'],
  [{ 'replication-method': 'INCREMENTAL' }, { replication_method: 'FULL_TABLE' }, 'INCREMENTAL'],
  [{}, { replication_method: 'FULL_TABLE' }, 'FULL_TABLE'],
  [{ 'forced-replication-method': 'FULL_TABLE' }, { replication_method: 'INCREMENTAL' }, 'FULL_TABLE'],
  [{ 'forced-replication-method': 'INCREMENTAL' }, { replication_method: null }, 'INCREMENTAL'],
  [{ 'replication-key': '' }, { replication_key: 'modified_at' }, 'INCREMENTAL'],
  [{ 'replication-key': 'modified_at' }, { replication_key: 'modified_at' }, 'INCREMENTAL'],
])('%j, %j: %s', (root, keys, expected) => {
  expect(method(root, keys)).toEqual([expected, []]);
});

test('a full table cannot be followed, and says so', () => {
  expect(method({ 'replication-method': 'INCREMENTAL' }, {}, fullRow)).toEqual([
    'FULL_TABLE',
    ['tasks: replication method INCREMENTAL is ignored, Asana has no date to follow it by; it is read as FULL_TABLE'],
  ]);
});

test('a method that does not exist is ignored, and says so', () => {
  expect(method({ 'replication-method': 'LOG_BASED' })).toEqual([
    'INCREMENTAL',
    ['tasks: replication method LOG_BASED is ignored, there is no such method here; it is read as INCREMENTAL'],
  ]);
});

test('another key is ignored, and says so', () => {
  expect(method({ 'replication-key': 'created_at' })).toEqual([
    'INCREMENTAL',
    ['tasks: replication key created_at is ignored; Asana can only be followed by modified_at'],
  ]);
  expect(method({}, { replication_key: 'created_at' })).toEqual(method({ 'replication-key': 'created_at' }));
  expect(method({ 'replication-key': 'created_at' }, {}, fullRow)).toEqual(['FULL_TABLE', []]);
});
