import type { ParentKind, StreamRow } from '../streams/define.ts';
import type { ObjectSchema, PropertySchema } from '../streams/schema.ts';
import type { Catalog, CatalogEntry, MetadataEntry } from './catalog.ts';

/** The stream whose rows a stream is listed under, as newer singer-io taps name it. */
const PARENT_STREAMS: Readonly<Record<ParentKind, string | undefined>> = {
  account: undefined,
  workspace: 'workspaces',
  organization: 'workspaces',
  project: 'projects',
  team: 'teams',
  portfolio: 'portfolios',
  goal: 'goals',
  user: 'users',
  task: 'tasks',
};

/**
 * Makes the catalog. Metadata is given for every property at every level: Meltano invents `inclusion: automatic` for one
 * without, and then nobody can deselect it.
 * @param table the streams, in the catalog's order
 * @param schemas by stream, without `x-` keys; a stream without one is left out
 */
export function discover(
  table: Readonly<Record<string, StreamRow>>,
  schemas: Readonly<Record<string, ObjectSchema>>,
): Catalog {
  return {
    streams: Object.entries(table).flatMap(([id, row]) => {
      const schema = schemas[id];
      return schema === undefined ? [] : [catalogEntry(id, row, schema)];
    }),
  };
}

function catalogEntry(id: string, row: StreamRow, schema: ObjectSchema): CatalogEntry {
  const isAutomatic = (name: string) => row.key.includes(name) || row.replicationKey === name;
  return {
    tap_stream_id: id,
    stream: id,
    key_properties: row.key,
    replication_method: row.replicationKey === undefined ? 'FULL_TABLE' : 'INCREMENTAL',
    ...(row.replicationKey !== undefined && { replication_key: row.replicationKey }),
    schema,
    metadata: [{ breadcrumb: [], metadata: streamMetadata(row) }, ...propertyEntries(schema, [], isAutomatic)],
  };
}

function streamMetadata(row: StreamRow): Readonly<Record<string, unknown>> {
  const parent = PARENT_STREAMS[row.parent];
  return {
    inclusion: 'available',
    'selected-by-default': row.selectedByDefault,
    'table-key-properties': row.key,
    'forced-replication-method': row.replicationKey === undefined ? 'FULL_TABLE' : 'INCREMENTAL',
    ...(row.replicationKey !== undefined && {
      'valid-replication-keys': [row.replicationKey],
      'replication-key': row.replicationKey,
    }),
    ...(parent !== undefined && { 'parent-tap-stream-id': parent }),
  };
}

function propertyEntries(
  schema: PropertySchema,
  path: readonly string[],
  isAutomatic: (name: string) => boolean,
): MetadataEntry[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const breadcrumb = [...path, 'properties', name];
    const inclusion = path.length === 0 && isAutomatic(name) ? 'automatic' : 'available';
    return [{ breadcrumb, metadata: { inclusion } }, ...propertyEntries(property, breadcrumb, () => false)];
  });
}
