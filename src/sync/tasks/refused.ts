import { forgetRefused } from '../../singer/bookmark.ts';
import type { StreamName } from '../../streams/table.ts';
import { inParallel } from '../concurrent.ts';
import type { Walk } from '../walk.ts';
import { Descent } from './descent.ts';
import { familyStreams } from './family.ts';
import { EVERYTHING, instantOf, NOTHING } from './reading.ts';
import type { Want } from './want.ts';

/**
 * Asks again for the children of tasks that were refused in earlier runs, from their beginning, or from the `start_date` at
 * which the stream began then: how much of them was out by then is not known, nor whether it was the list of the task itself or
 * what lies below it.
 * @throws what ends the run
 */
export async function askRefused(walk: Walk): Promise<void> {
  const streams = familyStreams(walk).filter((name) => name !== 'tasks');
  const gids = new Set(streams.flatMap((name) => [...walk.state.of(name).refused]));
  await inParallel(gids, walk.config.maxConcurrentRequests, async (gid) => {
    let isWhole = true;
    // Whose workspace it was is forgotten; '' is one that nothing was closed in.
    const failed = () => {
      isWhole = false;
    };
    // Nor whether a list has the task by now: what is owed of it may be less than an assigned list wants of one below it.
    const descent = new Descent(walk, '', failed, false);
    const node = walk.ledger.meet(gid);
    node.hasSubtasks = true;
    // It is met again in its list.
    node.isShared = true;
    await descent.visit(node, wantOf(walk, gid));
    // What failed below would be forgotten with it; what was refused below is remembered there.
    if (!isWhole || node.isRefused) return;
    for (const name of streams) forgetRefused(walk.state.of(name), gid);
  });
}

function wantOf({ plan, state }: Walk, gid: string): Want {
  const { children, full, subtasks } = plan.family;
  const from = (name: StreamName): number => {
    const { cut, refused } = state.of(name);
    if (!refused.has(gid)) return NOTHING;
    return full.has(name) ? EVERYTHING : instantOf(cut.get(gid) ?? '');
  };
  const wanted = children.map(from);
  return {
    children: wanted.reduce((bits, at, index) => (at < NOTHING ? bits | (1 << index) : bits), 0),
    subtasks: subtasks ? from('subtasks') : NOTHING,
    below: wanted,
    cut: wanted,
  };
}
