import type { StreamName } from '../../streams/table.ts';
import type { Reading } from './reading.ts';

/** One `GET /tasks` of a partition. */
export interface Listing {
  /** `modified_since`; '' is the whole list. */
  readonly since: string;
  /** Streams whose changed list this is; none for a list that is only swept. */
  readonly streams: readonly StreamName[];
  /** Whether every row with subtasks is looked under, changed or not. */
  readonly sweeps: boolean;
}

/**
 * One list for the streams whose bookmarks are equal, and the whole one where something has to be swept.
 * @param readings by stream
 * @param descending the streams that read what lies below tasks
 */
export function listingsOf(
  readings: ReadonlyMap<StreamName, Reading>,
  descending: readonly StreamName[],
  sweepDue: boolean,
): Listing[] {
  const bySince = new Map<string, StreamName[]>();
  for (const [name, { since }] of readings) bySince.set(since, [...(bySince.get(since) ?? []), name]);
  const sweeps = sweepDue && descending.some((name) => (readings.get(name)?.since ?? '') !== '');
  if (sweeps && !bySince.has('')) bySince.set('', []);
  return [...bySince].map(([since, streams]) => ({ since, streams, sweeps: sweeps && since === '' }));
}
