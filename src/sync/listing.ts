import type { Config } from '../config/config.ts';
import type { StreamName } from '../streams/table.ts';
import type { Plan } from './plan.ts';
import type { Reading } from './reading.ts';
import { streamFields } from './stream-fields.ts';
import type { Partition } from './walk.ts';

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

/** @returns `opt_fields`: what the list's streams have selected, and what the walk goes by */
export function listingFields(listing: Listing, partition: Partition, plan: Plan, config: Config): string[] {
  const isAssigned = partition.kind === 'assigned';
  const extra = ['gid'];
  if (plan.family.descends) extra.push('num_subtasks');
  if (isAssigned) extra.push('modified_at', 'parent.gid', 'projects.gid');
  const emitted = listing.streams.filter((name) => name === 'tasks' || (name === 'subtasks' && isAssigned));
  const fields = emitted.flatMap((name) => streamFields(name, plan.selection, config, extra));
  return [...new Set([...fields, ...(emitted.length === 0 ? extra : [])])].sort();
}
