import type { ParentKind, StreamRow } from '../streams/define.ts';
import type { ObjectSchema, PropertySchema } from '../streams/schema.ts';
import type { Catalog, CatalogEntry, MetadataEntry } from './catalog.ts';
import { ownMethod } from './replication.ts';

/** The stream whose rows are the parents of a kind. */
type ParentStream = (kind: ParentKind) => string | undefined;

/**
 * Makes the catalog. Metadata is given for every property at every level: Meltano invents `inclusion: automatic` for one
 * without, and then nobody can deselect it.
 * @param table the streams, in the catalog's order
 * @param schemas by stream, without `x-` keys; a stream without one is left out
 * @param parentStream names the stream that a stream is listed under, as newer singer-io taps do
 */
export function discover(
  table: Readonly<Record<string, StreamRow>>,
  schemas: Readonly<Record<string, ObjectSchema>>,
  parentStream: ParentStream,
): Catalog {
  return {
    streams: Object.entries(table).flatMap(([id, row]) => {
      const schema = schemas[id];
      return schema === undefined ? [] : [catalogEntry(id, row, schema, parentStream(row.parent))];
    }),
  };
}

function catalogEntry(id: string, row: StreamRow, schema: ObjectSchema, parent: string | undefined): CatalogEntry {
  const isAutomatic = (name: string) => row.key.includes(name) || row.replicationKey === name;
  return {
    tap_stream_id: id,
    stream: id,
    key_properties: row.key,
    replication_method: ownMethod(row),
    ...(row.replicationKey !== undefined && { replication_key: row.replicationKey }),
    schema,
    metadata: [{ breadcrumb: [], metadata: streamMetadata(row, parent) }, ...propertyEntries(schema, [], isAutomatic)],
  };
}

function streamMetadata(row: StreamRow, parent: string | undefined): Readonly<Record<string, unknown>> {
  return {
    inclusion: 'available',
    'selected-by-default': row.selectedByDefault,
    'table-key-properties': row.key,
    'forced-replication-method': ownMethod(row),
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
