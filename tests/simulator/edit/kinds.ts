import type { ChangeType, FurtherChangeType } from '../../../src/sandbox/edit/change.ts';

/** How often each kind of change is made where it is made at all. */
export const WEIGHTS: Readonly<Record<ChangeType, number>> = {
  'add-task': 8,
  'rename-task': 8,
  'describe-task': 2,
  'complete-task': 3,
  'assign-task': 5,
  'set-custom-field': 1,
  'delete-task': 3,
  'add-to-project': 5,
  'remove-from-project': 3,
  'move-task': 6,
  'set-parent': 7,
  'tag-task': 2,
  'untag-task': 1,
  'add-story': 9,
  'edit-story': 2,
  'delete-story': 1,
  'add-project': 2,
  'rename-project': 2,
  'archive-project': 2,
  'unarchive-project': 2,
  'delete-project': 1,
  'share-project': 6,
  'hide-project': 3,
  'refuse-project': 4,
  'add-section': 1,
  'rename-section': 1,
  'add-tag': 1,
  'rename-tag': 1,
  'add-user': 2,
  'remove-user': 1,
  'add-team': 1,
  'add-portfolio': 1,
  'add-to-portfolio': 1,
  'remove-from-portfolio': 1,
  'block-workspace': 1,
  'unblock-workspace': 2,
};

export const KINDS = Object.keys(WEIGHTS) as readonly ChangeType[];

/** The same for what is not selected by default. */
export const FURTHER_WEIGHTS: Readonly<Record<FurtherChangeType, number>> = {
  'add-attachment': 6,
  'delete-attachment': 2,
  'add-status-update': 2,
  'delete-status-update': 1,
  'add-goal': 1,
  'rename-goal': 1,
  'add-time-entry': 6,
  'edit-time-entry': 4,
  'delete-time-entry': 2,
  'add-audit-event': 6,
};

export const FURTHER_KINDS = Object.keys(FURTHER_WEIGHTS) as readonly FurtherChangeType[];

/**
 * @param weights one a kind, in their order
 * @param share from 0 up to 1
 * @returns a kind, by weight; undefined where none has any
 */
export function kindAt<K>(kinds: readonly K[], weights: readonly number[], share: number): K | undefined {
  let left = share * weights.reduce((sum, weight) => sum + weight, 0);
  for (const [index, kind] of kinds.entries()) {
    left -= weights[index] ?? 0;
    if (left < 0) return kind;
  }
  return undefined;
}
