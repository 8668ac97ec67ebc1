import type { StreamName } from '../../streams/table.ts';
import type { Node } from '../ledger.ts';
import type { FamilyPlan } from '../plan.ts';
import { EVERYTHING, NOTHING } from './reading.ts';

/**
 * What is wanted of a task and of everything below it. Thresholds are epoch ms: what was modified from then on comes
 * out; EVERYTHING and NOTHING are the infinities.
 */
export interface Want {
  /** One bit for each child stream whose list of the task itself is wanted. */
  readonly children: number;
  /** For the subtasks below it. */
  readonly subtasks: number;
  /** For each child stream, whose children below it. */
  readonly below: readonly number[];
  /** For each child stream: what was created before this is left out (`start_date`). */
  readonly cut: readonly number[];
}

/** @returns whether the task's subtasks have to be listed for it */
export function descends(want: Want): boolean {
  return want.subtasks < NOTHING || want.below.some((threshold) => threshold < NOTHING);
}

/** @returns one bit for each stream that wants what lies below: `subtasks`, then the child streams in their order */
export function wantedBelow(want: Want): number {
  const own = want.subtasks < NOTHING ? SUBTASKS : 0;
  return want.below.reduce((bits, threshold, index) => (threshold < NOTHING ? bits | childBit(index) : bits), own);
}

/** @returns a stream's bit of those */
export function wantedBit({ children }: FamilyPlan, name: StreamName): number {
  return name === 'subtasks' ? SUBTASKS : childBit(children.indexOf(name));
}

const SUBTASKS = 1;

function childBit(index: number): number {
  return 2 << index;
}

/** @returns one bit for each child stream whose list of the task is not out as far back as it is wanted */
export function childrenLeft({ childrenDone, childrenFrom }: Node, { children, cut }: Want): number {
  const done = children & childrenDone;
  let left = children & ~done;
  // Nearly always who wanted them before has wanted them from the same moment on.
  if (done === 0 || childrenFrom === cut) return left;
  for (const [index, from] of cut.entries()) {
    if (from < (childrenFrom[index] ?? EVERYTHING)) left |= done & (1 << index);
  }
  return left;
}

/** A child stream's list of the task is out as far back as it was wanted. */
export function childrenOut(node: Node, { cut }: Want, index: number): void {
  const from = cut[index] ?? EVERYTHING;
  // One array for all tasks that are wanted alike: there may be 100,000 of them.
  if (node.childrenDone === 0) node.childrenFrom = cut;
  else if (node.childrenFrom[index] !== from) node.childrenFrom = node.childrenFrom.with(index, from);
  node.childrenDone |= 1 << index;
}

/** @returns whether nothing is left to be read of the task itself (what lies below it is another matter) */
export function isCovered(node: Node, want: Want): boolean {
  if (childrenLeft(node, want) !== 0) return false;
  if (!node.hasSubtasks || !descends(want)) return true;
  return node.listedFrom !== undefined && node.listedFrom <= want.subtasks;
}

/** @returns what is wanted of a subtask, judged by when it was modified */
export function wantOf(kid: Node, want: Want): Want {
  let children = 0;
  want.below.forEach((threshold, index) => {
    if (threshold < NOTHING && kid.modified >= threshold) children |= 1 << index;
  });
  return children === want.children ? want : { ...want, children };
}
