import { asInstant } from '../../json/instant.ts';
import type { OpenPartition } from '../../singer/bookmark.ts';
import type { Walk } from '../walk.ts';
import { familyStreams } from './family.ts';
import type { Partition } from './partition.ts';
import { instantOf, LONG_AGO } from './reading.ts';

/**
 * Brings the bookmarks up to the partitions there are, before any of them is read. Those without one get '', since a run
 * without a state may be merged into an old one, whose bookmarks must not come back.
 */
export function knowPartitions(walk: Walk, partitions: readonly Partition[]): void {
  const run = { startedAt: asInstant(walk.startedAt()), startDate: walk.config.startDate };
  for (const name of familyStreams(walk)) {
    const bookmark = walk.state.of(name);
    const { keys, open, swept } = bookmark;
    const isFresh = !bookmark.own && bookmark.legacy === undefined;
    keys.add('partitions');
    if (isFresh && name !== 'tasks') keys.add('open').add('refused');
    for (const { key } of partitions) {
      const known = bookmark.partitions.get(key);
      const { since, stopped } = standing(known ?? '', open.get(key), run);
      if (since !== known) bookmark.partitions.set(key, since);
      if (open.has(key) || (isFresh && name !== 'tasks')) open.set(key, stopped);
      // Whoever sets a bookmark back wants what lies below unchanged tasks from then on too, whenever that was looked through;
      // where a clock was ahead, the run after it has set it back. Fixed width and UTC: the text's order is the time's.
      if ((swept.get(key) ?? '') > since) swept.set(key, since);
    }
  }
}

/** Where a stream stands in a partition. */
interface Standing {
  /** Its bookmark there; '' where it begins at `start_date`, or at the beginning. */
  readonly since: string;
  /** Where a run was stopped inside, if this one goes on there. */
  readonly stopped: OpenPartition | undefined;
}

/**
 * A run goes on where one was stopped if the bookmark is still that with which that one began. Whoever has set it since wants
 * all from then on once more (contract, 'State'), also what was out when that run was stopped.
 * @param bookmark as it is in the state
 * @param stopped where a run was stopped inside
 * @param run.startedAt epoch ms
 */
function standing(
  bookmark: string,
  stopped: OpenPartition | undefined,
  run: { readonly startedAt: number; readonly startDate: string | undefined },
): Standing {
  if (stopped === undefined) return { since: bookmark, stopped };
  // Set to a moment behind the one that run began with: what lies between came out only as far as it got.
  if (bookmark > stopped.since) {
    // It knew of no start_date, or began before there was one; '' would be the one there is now.
    const isWhole = stopped.since === '' && run.startDate !== undefined;
    return { since: isWhole ? LONG_AGO : stopped.since, stopped: undefined };
  }
  // The clock of a run that began after this one was ahead: nobody knows until when what it read was out.
  if (instantOf(stopped.at) > run.startedAt) return { since: bookmark, stopped: undefined };
  // '' says start_date, except beside a place in the whole list, which is never given up.
  const began = bookmark === '' && stopped.since !== '' ? instantOf(run.startDate ?? '') : instantOf(bookmark);
  return { since: bookmark, stopped: began === instantOf(stopped.since) ? stopped : undefined };
}
