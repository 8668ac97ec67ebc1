import { asInstant } from '../instant.ts';
import { inParallel } from './concurrent.ts';
import { Descent } from './descent.ts';
import { familyStreams } from './family.ts';
import { EVERYTHING, NOTHING } from './reading.ts';
import type { Walk } from './walk.ts';
import type { Want } from './want.ts';

/**
 * Asks again for the children of tasks that were refused in earlier runs, from their beginning: how much of them was
 * out by then is not known.
 */
export async function askRefused(walk: Walk): Promise<void> {
  const { children, subtasks } = walk.plan.family;
  const cut = walk.config.startDate === undefined ? EVERYTHING : asInstant(walk.config.startDate);
  // Whose workspace it was is forgotten; '' is one that nothing was closed in.
  const descent = new Descent(walk, '', () => {});
  const gids = new Set(familyStreams(walk).flatMap((name) => [...walk.state.of(name).refused]));
  const lister = subtasks ? 'subtasks' : children[0];
  await inParallel(gids, walk.config.maxConcurrentRequests, async (gid) => {
    const isLister = lister !== undefined && walk.state.of(lister).refused.has(gid);
    let bits = 0;
    children.forEach((name, index) => {
      if (walk.state.of(name).refused.has(gid)) bits |= 1 << index;
    });
    const want: Want = {
      children: bits,
      rows: isLister && subtasks ? cut : NOTHING,
      below: children.map(() => (isLister ? cut : NOTHING)),
      cut: children.map(() => cut),
    };
    const node = walk.ledger.meet(gid);
    node.hasSubtasks ||= isLister;
    await descent.visit(node, want);
  });
}
