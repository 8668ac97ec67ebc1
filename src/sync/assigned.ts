import { type Row, rowGid } from '../asana/pages.ts';
import type { StreamName } from '../streams/table.ts';
import { EVERYTHING, instantOf, type Reading } from './reading.ts';
import type { Partition, Walk } from './walk.ts';

/**
 * Whether a row of an assigned list is left to others: assigned lists come after the projects, and what belongs to a
 * project that is complete in this run is out, or was out before.
 * @param row with `parent.gid` and `projects.gid`
 */
export function isPassedOver(walk: Walk, row: Row, name: StreamName, reading: Reading | undefined): boolean {
  if (reading === undefined) return true;
  if (rowGid(row['parent'] as Row | null) !== undefined) return isJudged(walk, row, reading);
  const projects = Array.isArray(row['projects']) ? (row['projects'] as Row[]) : [];
  const gids = projects.map((project) => rowGid(project)).filter((gid) => gid !== undefined);
  if (gids.some((gid) => walk.progress.isComplete(name, gid))) return true;
  return gids.length > 0 && gids.every((gid) => walk.leftOut.has(gid));
}

/**
 * A subtask belongs to the partition of its root. If it was met there and judged by a later bookmark than this list's,
 * nothing new can be said of it; judged by the same, the list may still know of a change that `modified_at` does not show.
 */
function isJudged(walk: Walk, row: Row, reading: Reading): boolean {
  const gid = rowGid(row);
  const judgedFrom = gid === undefined ? undefined : walk.ledger.find(gid)?.judgedFrom;
  if (judgedFrom === undefined) return false;
  return judgedFrom === EVERYTHING || judgedFrom > instantOf(reading.since);
}

/** @returns the partition of what is assigned to a user in a workspace */
export function assignedPartition(workspace: string, user: string): Partition {
  return {
    key: `${workspace}/${user}`,
    kind: 'assigned',
    workspace,
    // Asana wants both or neither (specification, GET /tasks).
    params: { assignee: user, workspace },
  };
}
