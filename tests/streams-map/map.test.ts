import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { loadSchema, type ObjectSchema } from '../../src/streams/schema.ts';
import { isStreamName, streamNames } from '../../src/streams/table.ts';

interface Column {
  readonly name: string;
  readonly stream?: string;
  readonly path?: string;
  readonly why?: string;
}

interface Table {
  readonly connector: string;
  readonly table: string;
  readonly stream?: string;
  readonly why?: string;
  readonly columns: readonly Column[];
}

type Facts = Readonly<Record<string, Readonly<Record<string, string>>>>;
type Schemas = Readonly<Record<string, ObjectSchema>>;
type Places = Readonly<Record<string, Readonly<Record<string, { readonly columns?: object } | undefined>>>>;

const script = (path: string) => import(new URL(`../../scripts/docs/map/${path}`, import.meta.url).href);
const { mapOf, mapTables } = (await script('render.js')) as {
  mapOf(facts: Facts, schemas: Schemas, places?: Places): Table[];
  mapTables(map: readonly Table[]): string;
};
const { PLACES } = (await script('places.js')) as { PLACES: Places };
const { findPath, hasPath, snake } = (await script('resolve.js')) as {
  findPath(column: string, schema: ObjectSchema): string | undefined;
  hasPath(schema: ObjectSchema, path: readonly string[]): boolean;
  snake(name: string): string;
};

const facts = JSON.parse(readFileSync(new URL('../../scripts/docs/map/facts.json', import.meta.url), 'utf8')) as Facts;
const schemas = Object.fromEntries(streamNames.map((name) => [name, loadSchema(name)]));
const map = mapOf(facts, schemas);

describe.each(Object.keys(facts))('what %s documents', (connector) => {
  const tables = map.filter((row) => row.connector === connector);

  it('is a stream here, table by table, or is known to be none', () => {
    const lost = tables.filter(({ stream, why }) => why === undefined && !isStreamName(stream ?? ''));
    expect(lost.map(({ table }) => table)).toEqual([]);
  });

  it('has every column in a field of the schemas, or a reason why it cannot be had', () => {
    const lost = tables.flatMap(({ table, columns }) =>
      columns.filter(isLost).map(({ name, path }) => `${table}.${name} → ${path}`),
    );
    expect(lost).toEqual([]);
  });

  it('is named in the docs, table by table', () => {
    const docs = mapTables(map);
    for (const { table } of tables) expect(docs).toContain(`| \`${table}\` |`);
  });

  it('has no place for a table or a column that is not documented', () => {
    const idle = Object.entries(PLACES[connector] ?? {}).flatMap(([table, place]) => {
      const known = tables.find((row) => row.table === table);
      if (known === undefined) return [table];
      const names = known.columns.map(({ name }) => name);
      // `task` columns are shared by several tables.
      return Object.keys(place?.columns ?? {}).filter((name) => !names.includes(name) && !SHARED.has(name));
    });
    expect(idle).toEqual([]);
  });
});

const SHARED = new Set(['ResourceSubType', 'ProjectId', 'SectionId']);

function isLost({ stream, path, why }: Column): boolean {
  if (why !== undefined) return why === '';
  const schema = stream === undefined ? undefined : schemas[stream];
  return schema === undefined || path === undefined || !hasPath(schema, path.split('.'));
}

it('everything there was to map is mapped', () => {
  expect(map.length).toBe(65);
  expect(map.flatMap(({ columns }) => columns).length).toBe(1134);
});

test.each([
  ['HTMLNotes', 'html_notes'],
  ['ViewURL', 'view_url'],
  ['startOn', 'start_on'],
  ['CompletedByResourceType', 'completed_by_resource_type'],
])('%s is %s', (name, plain) => {
  expect(snake(name)).toBe(plain);
});

test.each([
  ['Id', 'tasks', 'gid'],
  ['OwnerName', 'projects', 'owner.name'],
  ['WorkspaceId', 'tasks', 'workspace.gid'],
  ['WorkspaceId', 'time_periods', 'workspace_gid'],
  ['RecurrenceType', 'tasks', undefined],
])('%s of %s is found at %s', (column, stream, path) => {
  expect(findPath(column, loadSchema(stream))).toBe(path);
});

it('a column that nobody knows a place for stops the test', () => {
  const [table] = mapOf({ nekt: { tasks: 'gid weather' } }, schemas, {});
  expect(table?.columns.filter(isLost)).toEqual([{ name: 'weather', stream: 'tasks', path: undefined }]);
});
