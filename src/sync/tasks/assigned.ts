import { gidOf, rowGid } from '../../asana/gid.ts';
import type { Row } from '../../asana/pages.ts';
import type { StreamName } from '../../streams/table.ts';
import { homesOf } from '../flat/projects.ts';
import type { Walk } from '../walk.ts';
import type { Listing } from './listing.ts';
import type { Partition } from './partition.ts';
import { EVERYTHING } from './reading.ts';
import { wantedBit } from './want.ts';

/**
 * Whether a row of an assigned list is left to others: assigned lists come after the projects, and what belongs to a
 * project that is complete in this run is out, or was out before. Not where the project may have begun at a `start_date` that
 * is later than what this list has to read from.
 * @param row with `parent.gid` and `projects.gid`
 * @param since from when on the stream reads this partition; '' is from the beginning
 */
export function isPassedOver(walk: Walk, row: Row, name: StreamName, listing: Listing, since: string): boolean {
  const start = walk.config.startDate ?? '';
  const isFull = walk.plan.family.full.has(name);
  if (rowGid(row['parent']) !== undefined) {
    // With a place of its own, this list may want more than whoever met the subtask, whose place is another.
    const begins = since === start || isFull;
    return listing.since === '' && begins && isSettled(walk, row, name);
  }
  // Fixed width and UTC on both sides: the text's order is the time's.
  const isEarlier = since < start && !isFull;
  const gids = homesOf(row);
  if (!isEarlier && gids.some((gid) => walk.progress.isComplete(name, gid))) return true;
  return gids.length > 0 && gids.every((gid) => walk.leftOut.has(gid));
}

/**
 * What lies below a row that is passed over is left to its project, which may not have been swept in this run.
 * @returns until when it has been, as bookmarks are written; undefined where that is this run
 */
export function sweptElsewhere(walk: Walk, row: Row, name: StreamName): string | undefined {
  const { swept } = walk.state.of(name);
  // Each run sweeps everything, unless `subtask_sweep_hours` is set: nothing to find out row by row.
  if (swept.size === 0) return undefined;
  return latestOf(walk, row, name, (gid) => swept.get(gid));
}

/**
 * A project that was gone on with behind a row has what lies below it as of the run that was stopped there, not of this one.
 * @returns when that run began, RFC 3339; undefined where what is passed over is as of this run
 */
export function readElsewhere(walk: Walk, row: Row, name: StreamName): string | undefined {
  return latestOf(walk, row, name, (gid) => walk.progress.startOf(name, gid, gidOf(row)));
}

/** @returns the latest moment that a row's complete projects have; undefined where one has none, which is as of this run */
function latestOf(
  { progress }: Walk,
  row: Row,
  name: StreamName,
  momentOf: (project: string) => string | undefined,
): string | undefined {
  const moments = homesOf(row)
    .filter((gid) => progress.isComplete(name, gid))
    .map(momentOf);
  return moments.includes(undefined) ? undefined : moments.sort().at(-1);
}

/** Whether a stream has all of a subtask that it wants, since it looked under the task above it in this run. */
function isSettled({ ledger, plan }: Walk, row: Row, name: StreamName): boolean {
  const gid = rowGid(row);
  const settled = gid === undefined ? undefined : ledger.find(gid)?.settled;
  return settled !== undefined && (settled & wantedBit(plan.family, name)) !== 0;
}

/** @returns the partition of what is assigned to a user in a workspace */
export function assignedPartition(workspace: string, user: string): Partition {
  return {
    key: `${workspace}/${user}`,
    kind: 'assigned',
    workspace,
    // Asana wants both or neither (specification, GET /tasks).
    params: { assignee: user, workspace },
    archivedAt: EVERYTHING,
  };
}
