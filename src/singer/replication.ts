import type { StreamRow } from '../streams/define.ts';
import type { ForeignEntry, ReplicationMethod } from './catalog.ts';
import { type MetadataMap, metadataAt } from './selected.ts';

/** @returns how a stream is read unless a catalog says otherwise */
export function ownMethod(row: StreamRow): ReplicationMethod {
  return row.replicationKey === undefined ? 'FULL_TABLE' : 'INCREMENTAL';
}

/**
 * How a catalog wants a stream read. What a person sets is in the metadata (`replication-method`); the word on the stream
 * itself is the one that discovery printed, or Meltano's copy; the SDK takes a changed `forced-…` for a wish too.
 * @param warn takes what could not be followed
 */
export function replicationMethod(
  entry: ForeignEntry,
  map: MetadataMap,
  row: StreamRow,
  warn: (message: string) => void,
): ReplicationMethod {
  const ours = ownMethod(row);
  const root = metadataAt(map, []);
  warnOfOtherKey(root['replication-key'] ?? entry.replication_key, row, entry.tap_stream_id, warn);
  const wished = wish(root['replication-method'], entry.replication_method, root['forced-replication-method']);
  if (wished === undefined || wished === ours) return ours;
  if (wished === 'FULL_TABLE') return 'FULL_TABLE';
  const reason = wished === 'INCREMENTAL' ? 'Asana has no date to follow it by' : 'there is no such method here';
  warn(`${entry.tap_stream_id}: replication method ${wished} is ignored, ${reason}; it is read as ${ours}`);
  return ours;
}

/** The person's word; without one, whichever of the other two was changed to a full table. */
function wish(own: unknown, onStream: unknown, forced: unknown): string | undefined {
  const words = [own, onStream, forced].map((word) => (typeof word === 'string' ? word.trim().toUpperCase() : ''));
  const said = words.filter((word) => word !== '');
  if (words[0] !== '') return words[0];
  return said.includes('FULL_TABLE') ? 'FULL_TABLE' : said[0];
}

function warnOfOtherKey(key: unknown, row: StreamRow, id: string, warn: (message: string) => void): void {
  if (typeof key !== 'string' || key === '' || row.replicationKey === undefined || key === row.replicationKey) return;
  warn(`${id}: replication key ${key} is ignored; Asana can only be followed by ${row.replicationKey}`);
}
