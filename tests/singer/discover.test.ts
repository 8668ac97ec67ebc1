import { expect, test } from 'vitest';
import { discover } from '../../src/singer/discover.ts';
import type { StreamRow } from '../../src/streams/define.ts';
import type { PropertySchema } from '../../src/streams/schema.ts';
import { loadSchema, withoutExtensions } from '../../src/streams/schema.ts';
import { parentStream, streamNames, streams } from '../../src/streams/table.ts';

const row: StreamRow = {
  description: '',
  parent: 'project',
  list: { path: '/tasks' },
  key: ['gid'],
  replicationKey: 'modified_at',
  selectedByDefault: true,
  cost: '',
};
const text = { type: ['null', 'string'] } as const;
const schema = {
  type: 'object',
  properties: {
    gid: { type: 'string' },
    modified_at: { type: ['null', 'string'], format: 'date-time' },
    assignee: { type: ['null', 'object'], properties: { gid: text } },
    followers: { type: ['null', 'array'], items: { type: ['null', 'object'], properties: { gid: text } } },
  },
} as const;

test('an incremental stream, in the words and the order that Meltano needs', () => {
  expect(JSON.stringify(discover({ tasks: row }, { tasks: schema }, parentStream), null, 1)).toBe(
    JSON.stringify(
      {
        streams: [
          {
            tap_stream_id: 'tasks',
            stream: 'tasks',
            key_properties: ['gid'],
            replication_method: 'INCREMENTAL',
            replication_key: 'modified_at',
            schema,
            metadata: [
              {
                breadcrumb: [],
                metadata: {
                  inclusion: 'available',
                  'selected-by-default': true,
                  'table-key-properties': ['gid'],
                  'forced-replication-method': 'INCREMENTAL',
                  'valid-replication-keys': ['modified_at'],
                  'replication-key': 'modified_at',
                  'parent-tap-stream-id': 'projects',
                },
              },
              { breadcrumb: ['properties', 'gid'], metadata: { inclusion: 'automatic' } },
              { breadcrumb: ['properties', 'modified_at'], metadata: { inclusion: 'automatic' } },
              { breadcrumb: ['properties', 'assignee'], metadata: { inclusion: 'available' } },
              { breadcrumb: ['properties', 'assignee', 'properties', 'gid'], metadata: { inclusion: 'available' } },
              { breadcrumb: ['properties', 'followers'], metadata: { inclusion: 'available' } },
            ],
          },
        ],
      },
      null,
      1,
    ),
  );
});

test('a full table has no replication key anywhere', () => {
  const { replicationKey: _, ...full } = { ...row, parent: 'account' as const, selectedByDefault: false };
  const [entry] = discover({ workspaces: full }, { workspaces: schema }, parentStream).streams;
  expect(entry).toMatchObject({ replication_method: 'FULL_TABLE' });
  expect(entry).not.toHaveProperty('replication_key');
  expect(entry?.metadata[0]?.metadata).toEqual({
    inclusion: 'available',
    'selected-by-default': false,
    'table-key-properties': ['gid'],
    'forced-replication-method': 'FULL_TABLE',
  });
});

test('a stream without a schema is left out', () => {
  expect(discover({ tasks: row }, {}, parentStream).streams).toEqual([]);
});

test('every property of every real stream has its metadata, and no note of our own gets out', () => {
  const schemas = Object.fromEntries(streamNames.map((name) => [name, withoutExtensions(loadSchema(name))]));
  const catalog = discover(streams, schemas, parentStream);
  expect(catalog.streams.map((entry) => entry.stream)).toEqual(streamNames);
  expect(JSON.stringify(catalog)).not.toContain('"x-');
  for (const entry of catalog.streams) {
    const described = entry.metadata.map(({ breadcrumb }) => breadcrumb.join('.'));
    expect(described).toEqual(['', ...paths(entry.schema, '')]);
    expect(new Set(described).size).toBe(described.length);
  }
});

function paths({ properties = {} }: PropertySchema, at: string): string[] {
  return Object.entries(properties).flatMap(([name, property]) => {
    const path = `${at}${at === '' ? '' : '.'}properties.${name}`;
    return [path, ...paths(property, path)];
  });
}
