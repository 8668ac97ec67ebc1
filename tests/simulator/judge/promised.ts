import { isVisible } from '../../../src/sandbox/world/reader.ts';
import type { Task } from '../../../src/sandbox/world/rows.ts';
import { live } from '../play/between.ts';
import type { Bookmarks } from '../play/bookmarks.ts';
import type { Stage } from '../play/stage.ts';
import { bookmarksOf } from '../state.ts';
import { Coverage } from './coverage.ts';
import type { Floors } from './floors.ts';
import { Owed } from './owed.ts';
import { Shown } from './shown.ts';

/** What each list is held to, however a run was told to choose among them. */
const EVERYTHING = { workspaces: [], projects: [], isAssigned: true, isArchived: true };

/** What of the stage rows are held against. */
export type Playing = Pick<Stage, 'editor' | 'sandbox' | 'target'>;

/** A row that a list brings where it is read from a moment on that is not after `changedAt`. */
export interface Promised {
  readonly stream: string;
  readonly gid: string;
  readonly partition: string;
  /** What `start_date` is held against, epoch ms. */
  readonly date: number;
  /** Says what it hangs on, where that is not the list itself. */
  readonly place?: string;
  readonly modifiedAt?: number;
  /** Whether it is in a project too, or below another task. */
  readonly isElsewhere: boolean;
}

/**
 * Whether anything is asked of what a list has of a stream and what changed at a moment (epoch ms).
 * @param isBelow whether it may lie below an unchanged task: there a list may have been looked through at another moment
 */
export type Due = (stream: string, partition: string, changedAt: number, isBelow: boolean) => boolean;

/** Every row of which it is certain by which list it comes: no exception could be about it. */
export class PromisedRows {
  readonly #stage: Playing;
  readonly #bookmarks: Bookmarks;
  readonly #refused: ReadonlySet<string>;
  readonly #owed: Owed;
  readonly #shown: Shown;
  readonly #isDue: Due;

  constructor(state: unknown, stage: Playing, known: { bookmarks: Bookmarks; floors: Floors }, isDue: Due) {
    const { bookmarks, floors } = known;
    this.#stage = stage;
    this.#bookmarks = bookmarks;
    this.#isDue = isDue;
    const { history } = stage.editor;
    const { world, reader } = stage.sandbox;
    const coverage = new Coverage(world, reader, EVERYTHING);
    this.#owed = new Owed(coverage, history, floors);
    this.#shown = new Shown(coverage, history, bookmarks, floors);
    this.#refused = new Set(Object.values(bookmarksOf(state)).flatMap(({ refused = [] }) => refused));
  }

  all(): Promised[] {
    const { world } = this.#stage.sandbox;
    const projects = live(world.projects).flatMap((index): Promised[] => {
      const gid = world.gid('project', index);
      const { modifiedAt } = world.projects.get(index);
      const isDue = this.#isDue('projects', gid, modifiedAt, false) && this.#owed.listed('projects', [gid], modifiedAt);
      return isDue
        ? [{ stream: 'projects', gid, partition: gid, date: modifiedAt, modifiedAt, isElsewhere: false }]
        : [];
    });
    const trees = live(world.tasks).flatMap((index) => {
      const task = world.tasks.get(index);
      return this.#owed.listsOf(task).flatMap((partition) => this.#tree(task, partition));
    });
    return [...projects, ...trees];
  }

  #tree(root: Task, partition: string): Promised[] {
    const rows: Promised[] = [];
    const stream = root.parent !== null && partition.includes('/') ? 'subtasks' : 'tasks';
    const isDue = this.#isDue(stream, partition, root.touchedAt, false);
    if (isDue && this.#owed.listed(stream, [partition], root.touchedAt))
      rows.push(...this.#task(stream, root, partition));
    if (this.#isRefused(root)) return rows;
    if (this.#isDue('stories', partition, root.touchedAt, false)) rows.push(...this.#stories(root, partition, true));
    const below = this.#childrenOf(root, Number.NEGATIVE_INFINITY);
    for (let next = below.pop(); next !== undefined; next = below.pop()) {
      const { task, movedAt } = next;
      if (this.#isRefused(task)) continue;
      below.push(...this.#childrenOf(task, movedAt));
      // What came into the list with its root comes when the root does.
      const changedAt = Math.max(root.touchedAt, task.modifiedAt);
      // Moving leaves no date, nor does what lies below come with it: both do with a change behind that.
      if (movedAt > changedAt) continue;
      const isOwed = this.#owed.below('subtasks', task, task.modifiedAt, { lists: [], above: [partition] });
      if (isOwed && this.#isDue('subtasks', partition, changedAt, true))
        rows.push(...this.#task('subtasks', task, partition));
      if (this.#isDue('stories', partition, changedAt, true)) rows.push(...this.#stories(task, partition));
    }
    return rows;
  }

  /** @param movedAt when their parent came to where it is, with those above it */
  #childrenOf(parent: Task, movedAt: number): { readonly task: Task; readonly movedAt: number }[] {
    const { world } = this.#stage.sandbox;
    const { parentSet } = this.#stage.editor.history;
    return Array.from(world.lists.taskChildren.ids(parent.index), (index) => ({
      task: world.tasks.get(index),
      movedAt: Math.max(movedAt, parentSet.get(index) ?? Number.NEGATIVE_INFINITY),
    }));
  }

  #isRefused(task: Task): boolean {
    const gid = this.#stage.sandbox.world.gid('task', task.index);
    return this.#refused.has(gid) || this.#bookmarks.isForgotten(gid);
  }

  #task(stream: string, task: Task, partition: string): Promised[] {
    const { index, modifiedAt, touchedAt } = task;
    const gid = this.#stage.sandbox.world.gid('task', index);
    const date = stream === 'tasks' ? touchedAt : modifiedAt;
    return this.#shown.isLeftToProject(task, stream, date)
      ? []
      : [{ stream, gid, partition, date, modifiedAt, isElsewhere: isElsewhere(task) }];
  }

  /** @param isListed whether the list has the task itself, not one above it */
  #stories(task: Task, partition: string, isListed = false): Promised[] {
    const lists = isListed ? { lists: [partition], above: [] } : { lists: [], above: [partition] };
    const { world, reader } = this.#stage.sandbox;
    return Array.from(world.lists.taskStories.ids(task.index)).flatMap((index): Promised[] => {
      const gid = world.gid('story', index);
      const { createdAt: date } = world.stories.get(index);
      if (!this.#owed.below('stories', task, date, lists) || !isVisible(world, 'story', index, reader)) return [];
      if (this.#shown.isLeftToProject(task, 'stories', date)) return [];
      return [
        {
          stream: 'stories',
          gid,
          partition,
          date,
          place: `(${index}) of task:${task.index}`,
          isElsewhere: isElsewhere(task),
        },
      ];
    });
  }
}

function isElsewhere({ homes, parent }: Task): boolean {
  return homes.length > 0 || parent !== null;
}
