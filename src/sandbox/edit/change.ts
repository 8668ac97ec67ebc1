import type { World } from '../world/world.ts';

/** An object of the world: its gid, or its kind and place like `task:0`, which holds for every seed. */
export type Ref = string;

/** What can happen to tasks, stories, and the places and people they belong to, by type. */
export interface Changes {
  'add-task': {
    readonly name?: string;
    readonly projects?: readonly Ref[];
    readonly parent?: Ref;
    readonly assignee?: Ref;
    /** Needed where neither a project nor a parent tells it. */
    readonly workspace?: Ref;
  };
  'rename-task': { readonly task: Ref; readonly name: string };
  'describe-task': { readonly task: Ref; readonly notes: string };
  'complete-task': { readonly task: Ref; readonly completed?: boolean };
  'assign-task': { readonly task: Ref; readonly assignee: Ref | null };
  'set-custom-field': { readonly task: Ref; readonly field: Ref; readonly value: string };
  'delete-task': { readonly task: Ref };
  'add-to-project': {
    readonly task: Ref;
    readonly project: Ref;
    readonly section?: Ref;
    readonly at?: 'top' | 'bottom';
  };
  'remove-from-project': { readonly task: Ref; readonly project: Ref };
  'move-task': { readonly task: Ref; readonly from: Ref; readonly to: Ref; readonly at?: 'top' | 'bottom' };
  /** Makes a task a subtask, or with null a subtask a task. A new subtask leaves its projects unless told to keep them. */
  'set-parent': { readonly task: Ref; readonly parent: Ref | null; readonly keepProjects?: boolean };
  'tag-task': { readonly task: Ref; readonly tag: Ref };
  'untag-task': { readonly task: Ref; readonly tag: Ref };
  'add-story': { readonly task: Ref; readonly text?: string; readonly author?: Ref };
  /** Whether editing a comment counts as a change of its task is not documented; without `touch` it does not. */
  'edit-story': { readonly story: Ref; readonly text: string; readonly touch?: boolean };
  'delete-story': { readonly story: Ref };
  'add-project': { readonly name?: string; readonly workspace?: Ref; readonly team?: Ref; readonly hidden?: boolean };
  'rename-project': { readonly project: Ref; readonly name: string };
  'archive-project': { readonly project: Ref };
  'unarchive-project': { readonly project: Ref };
  'delete-project': { readonly project: Ref };
  /** Opens a project to the reader: what was hidden or refused is so no longer. */
  'share-project': { readonly project: Ref };
  'hide-project': { readonly project: Ref };
  /** Leaves a project in lists, but answers 403 for all that is in it. */
  'refuse-project': { readonly project: Ref };
  'add-section': { readonly project: Ref; readonly name?: string };
  'rename-section': { readonly section: Ref; readonly name: string };
  'add-tag': { readonly workspace?: Ref; readonly name?: string };
  'rename-tag': { readonly tag: Ref; readonly name: string };
  'add-user': { readonly workspace?: Ref; readonly name?: string };
  'remove-user': { readonly user: Ref; readonly workspace?: Ref };
  'add-team': { readonly workspace?: Ref; readonly name?: string };
  'add-portfolio': { readonly workspace?: Ref; readonly name?: string; readonly items?: readonly Ref[] };
  'add-to-portfolio': { readonly portfolio: Ref; readonly item: Ref };
  'remove-from-portfolio': { readonly portfolio: Ref; readonly item: Ref };
  'block-workspace': { readonly workspace: Ref };
  'unblock-workspace': { readonly workspace: Ref };
}

/** What can happen to everything else. */
export interface FurtherChanges {
  /** To a task, a project or a project brief. */
  'add-attachment': { readonly parent: Ref };
  'delete-attachment': { readonly attachment: Ref };
  /** To a project, a portfolio or a goal. */
  'add-status-update': { readonly parent: Ref; readonly text?: string };
  'delete-status-update': { readonly update: Ref };
  'add-goal': { readonly workspace?: Ref; readonly name?: string };
  'rename-goal': { readonly goal: Ref; readonly name: string };
  /** `enteredOn` is a day, `2026-11-20`. */
  'add-time-entry': { readonly task: Ref; readonly minutes?: number; readonly enteredOn?: string };
  'edit-time-entry': { readonly entry: Ref; readonly minutes: number };
  'delete-time-entry': { readonly entry: Ref };
  /** `event` is its type, `task_deleted`. */
  'add-audit-event': { readonly workspace?: Ref; readonly event?: string };
}

type AllChanges = Changes & FurtherChanges;

export type ChangeType = keyof Changes;

export type FurtherChangeType = keyof FurtherChanges;

/** Every type there is. */
export type AnyChangeType = keyof AllChanges;

/** One change, `{ type: 'rename-task', task: 'task:0', name: 'New' }`. */
export type Change = { [T in AnyChangeType]: { readonly type: T } & AllChanges[T] }[AnyChangeType];

/** The gid of what was added or changed. */
export interface EditResult {
  readonly gid: string;
}

/** Makes a change of one type at a moment (epoch ms), and says which object it was. Throws a RangeError if it cannot be made. */
export type Editor<T extends AnyChangeType> = (world: World, change: AllChanges[T], now: number) => EditResult;
