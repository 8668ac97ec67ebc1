import type { StreamRow } from '../streams/define.ts';
import type { ForeignCatalog, ForeignEntry } from './catalog.ts';
import { SchemaMerger } from './merge-schema.ts';
import { replicationMethod } from './replication.ts';
import { isStreamSelected, metadataMap } from './selected.ts';
import type { SchemaPair, SelectedStream, Selection } from './selection.ts';
import { columnWarnings } from './selection-warnings.ts';

/**
 * Reads what a user wants. Without a catalog that is every stream selected by default, whole (as the Singer SDK does);
 * with one, what it selects, and a property that its schema does not have does not come out.
 * @param table the streams, in the order in which they will be announced
 * @param schemas each stream's whole schema
 * @param warn takes what could not be followed, a line each
 */
export function readSelection(
  catalog: ForeignCatalog | undefined,
  table: Readonly<Record<string, StreamRow>>,
  schemas: Readonly<Record<string, SchemaPair>>,
  warn: (message: string) => void,
): Selection {
  const entries = new Map(catalog?.streams.map((entry) => [entry.tap_stream_id, entry]));
  warnOfUnknownStreams(entries, table, warn);
  const selection = new Map<string, SelectedStream>();
  for (const [id, row] of Object.entries(table)) {
    const whole = schemas[id];
    if (whole === undefined) continue;
    const entry = entries.get(id);
    const selected = catalog === undefined ? byDefault(id, row, whole) : entry && byEntry(entry, row, whole, warn);
    if (selected !== undefined) selection.set(id, selected);
  }
  if (selection.size === 0) warn('no stream is selected; mark streams in the catalog with "selected": true');
  return selection;
}

function byDefault(id: string, row: StreamRow, schemas: SchemaPair): SelectedStream | undefined {
  if (!row.selectedByDefault) return undefined;
  const method = row.replicationKey === undefined ? 'FULL_TABLE' : 'INCREMENTAL';
  return selectedStream(id, row, schemas, method);
}

function byEntry(
  entry: ForeignEntry,
  row: StreamRow,
  ours: SchemaPair,
  warn: (message: string) => void,
): SelectedStream | undefined {
  const metadata = metadataMap(entry.metadata);
  if (!isStreamSelected(entry, metadata)) return undefined;
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
  replicationMethod: SelectedStream['replicationMethod'],
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
    if (Object.hasOwn(table, id) || !isStreamSelected(entry, metadataMap(entry.metadata))) continue;
    warn(`stream ${id} of the catalog does not exist here and is passed over`);
  }
}
