import type { StreamRow } from '../streams/define.ts';
import type { ForeignCatalog, ForeignEntry, ReplicationMethod } from './catalog.ts';
import { SchemaMerger } from './merge-schema.ts';
import { ownMethod, replicationMethod } from './replication.ts';
import { isStreamSelected, metadataMap } from './selected.ts';
import type { SchemaPair, SelectedStream, Selection } from './selection.ts';
import { columnWarnings } from './selection-warnings.ts';

/**
 * Reads what a user wants. Without a catalog that is every stream selected by default, whole (as the Singer SDK does);
 * with one, what it selects, and a property that its schema does not have does not come out.
 * @param table the streams, in the order in which they will be announced
 * @param schemaOf gives a stream's whole schema; asked for selected streams alone
 * @param warn takes what could not be followed, a line each
 */
export function readSelection<Name extends string>(
  catalog: ForeignCatalog | undefined,
  table: Readonly<Record<Name, StreamRow>>,
  schemaOf: (stream: Name) => SchemaPair,
  warn: (message: string) => void,
): Selection {
  const entries = new Map(catalog?.streams.map((entry) => [entry.tap_stream_id, entry]));
  warnOfUnknownStreams(entries, table, warn);
  const selection = new Map<string, SelectedStream>();
  for (const [id, row] of Object.entries<StreamRow>(table) as [Name, StreamRow][]) {
    const entry = entries.get(id);
    const isSelected = catalog === undefined ? row.selectedByDefault : entry !== undefined && isStreamSelected(entry);
    if (!isSelected) continue;
    const whole = schemaOf(id);
    selection.set(
      id,
      entry === undefined ? selectedStream(id, row, whole, ownMethod(row)) : byEntry(entry, row, whole, warn),
    );
  }
  if (selection.size === 0) warn('no stream is selected; mark streams in the catalog with "selected": true');
  return selection;
}

function byEntry(
  entry: ForeignEntry,
  row: StreamRow,
  ours: SchemaPair,
  warn: (message: string) => void,
): SelectedStream {
  const metadata = metadataMap(entry.metadata);
  const automatic = new Set(row.replicationKey === undefined ? row.key : [...row.key, row.replicationKey]);
  const merger = new SchemaMerger(metadata, automatic);
  const merged = merger.stream(ours, entry.schema);
  for (const warning of columnWarnings(entry.tap_stream_id, merger.findings)) warn(warning);
  const method = replicationMethod(entry, metadata, row, warn);
  return selectedStream(entry.tap_stream_id, row, merged, method);
}

function selectedStream(
  id: string,
  row: StreamRow,
  schemas: SchemaPair,
  replicationMethod: ReplicationMethod,
): SelectedStream {
  return {
    id,
    ...schemas,
    keyProperties: row.key,
    replicationMethod,
    ...(row.replicationKey !== undefined && { replicationKey: row.replicationKey }),
  };
}

function warnOfUnknownStreams(
  entries: ReadonlyMap<string, ForeignEntry>,
  table: Readonly<Record<string, StreamRow>>,
  warn: (message: string) => void,
): void {
  for (const [id, entry] of entries) {
    if (Object.hasOwn(table, id) || !isStreamSelected(entry)) continue;
    warn(`stream ${id} of the catalog does not exist here and is passed over`);
  }
}
