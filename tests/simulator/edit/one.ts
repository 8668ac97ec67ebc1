import type { Change, Ref } from '../../../src/sandbox/edit/change.ts';
import type { Kind } from '../../../src/sandbox/world/gid.ts';
import { storeOf, type World } from '../../../src/sandbox/world/world.ts';
import type { Dice } from '../dice.ts';

/** Thrown where the world has nothing that such a change could be made to. */
export class NothingThere extends Error {}

/** Makes up a change of one kind: its objects are taken from the world as it is now. */
export type Chooser = (world: World, dice: Dice, now: number) => Change;

/** One of those there are; the first that is still there from a place that chance names, so that others do not matter. */
export function one(world: World, dice: Dice, kind: Kind): Ref {
  const store = storeOf(world, kind);
  const end = store?.end() ?? 0;
  const start = dice.int(0, Math.max(0, end - 1));
  for (let step = 0; step < end; step += 1) {
    const index = (start + step) % end;
    if (store?.has(index) === true) return `${kind}:${index}`;
  }
  throw new NothingThere(kind);
}
