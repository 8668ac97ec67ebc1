import type { Node } from './ledger.ts';
import { EVERYTHING, NOTHING } from './reading.ts';

/**
 * What is wanted of a task and of everything below it. Thresholds are epoch ms: what was modified from then on comes
 * out; EVERYTHING and NOTHING are the infinities.
 */
export interface Want {
  /** One bit for each child stream whose list of the task itself is wanted. */
  readonly children: number;
  /** For the subtasks below it. */
  readonly rows: number;
  /** For each child stream, whose children below it. */
  readonly below: readonly number[];
  /** For each child stream: what was created before this is left out (`start_date`). */
  readonly cut: readonly number[];
}

/** @returns whether the task's subtasks have to be listed for it */
export function descends(want: Want): boolean {
  return want.rows < NOTHING || want.below.some((threshold) => threshold < NOTHING);
}

/** @returns whether a child stream's list of the task is out, as far back as it is wanted */
export function isChildCovered(node: Node, want: Want, index: number): boolean {
  const bit = 1 << index;
  if ((node.childrenDone & bit) === 0) return false;
  return (node.childrenCut & bit) === 0 || want.cut[index] !== EVERYTHING;
}

/** @returns whether nothing is left to be read of the task itself (what lies below it is another matter) */
export function isCovered(node: Node, want: Want): boolean {
  if ((node.childrenDone & want.children) !== want.children) return false;
  if ((node.childrenCut & want.children) !== 0) {
    if (want.cut.some((_, index) => (want.children & (1 << index)) !== 0 && !isChildCovered(node, want, index)))
      return false;
  }
  if (!node.hasSubtasks || !descends(want)) return true;
  return node.listedFrom !== undefined && node.listedFrom <= want.rows;
}

/** @returns what is wanted of a subtask, judged by when it was modified */
export function wantOf(kid: Node, want: Want): Want {
  let children = 0;
  want.below.forEach((threshold, index) => {
    if (threshold < NOTHING && kid.modified >= threshold) children |= 1 << index;
  });
  return children === want.children ? want : { ...want, children };
}
