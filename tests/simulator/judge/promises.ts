import { toInstantText } from '../../../src/json/instant.ts';
import { isVisible } from '../../../src/sandbox/world/reader.ts';
import type { Task } from '../../../src/sandbox/world/rows.ts';
import { live } from '../play/between.ts';
import type { Bookmarks } from '../play/bookmarks.ts';
import type { Stage } from '../play/stage.ts';
import { type Bookmark, bookmarksOf } from '../state.ts';
import { Coverage } from './coverage.ts';
import type { Finding } from './finding.ts';
import type { Floors } from './floors.ts';
import { Owed } from './owed.ts';
import { Shown } from './shown.ts';

/** What each list is held to, however a run was told to choose among them. */
const EVERYTHING = { workspaces: [], projects: [], isAssigned: true, isArchived: true };

/**
 * Holds the bookmarks that came back against the tables, there and then: what a list shows and what has not changed since
 * the list's bookmark is out, whoever brought it. What one list leaves to another is lost only if that is hidden later and nothing else
 * brings it, so that the last run seldom shows it. Rows are held by their `modified_at` and by their being there, and
 * only those that no exception could be about.
 */
export function judgePromises(state: unknown, stage: Playing, evidence: Evidence): Finding[] {
  return new Promises(state, stage, evidence).judge();
}

/** More than that of a lookback that was raised since is not counted (docs/limits.md). */
const USUAL_LOOKBACK_MS = 60_000;

/** What of the stage rows are held against. */
type Playing = Pick<Stage, 'editor' | 'sandbox' | 'target'>;

interface Evidence {
  readonly bookmarks: Bookmarks;
  readonly floors: Floors;
  /**
   * Streams of which archived projects are left out from now on, and have been read by a run that nothing was in the way of:
   * whatever their bookmarks say, what was there when they were archived comes now or never.
   */
  readonly left: readonly string[];
}

class Promises {
  readonly #stage: Playing;
  readonly #bookmarks: Bookmarks;
  readonly #state: Readonly<Record<string, Bookmark>>;
  readonly #owed: Owed;
  readonly #shown: Shown;
  readonly #left: readonly string[];
  /** By gid, when they were archived, epoch ms: at least so long before as a lookback that was raised since may hide. */
  readonly #archived: ReadonlyMap<string, number>;
  readonly #findings: Finding[] = [];

  constructor(state: unknown, stage: Playing, { bookmarks, floors, left }: Evidence) {
    this.#stage = stage;
    this.#bookmarks = bookmarks;
    this.#left = left;
    const { history } = stage.editor;
    const { world, reader } = stage.sandbox;
    const coverage = new Coverage(world, reader, EVERYTHING);
    this.#owed = new Owed(coverage, history, floors);
    this.#shown = new Shown(coverage, history, bookmarks, floors);
    const archived = live(world.projects).filter((index) => world.projects.get(index).archived);
    this.#archived = new Map(
      archived.map((index) => [world.gid('project', index), world.projects.get(index).modifiedAt - USUAL_LOOKBACK_MS]),
    );
    this.#state = bookmarksOf(state);
  }

  judge(): Finding[] {
    const { world } = this.#stage.sandbox;
    for (const index of live(world.projects)) {
      const gid = world.gid('project', index);
      const { modifiedAt } = world.projects.get(index);
      const isDue = modifiedAt < this.#at('projects', gid) && this.#owed.listed('projects', [gid], modifiedAt);
      const wrong = isDue ? this.#wrong('projects', gid, modifiedAt) : undefined;
      if (wrong !== undefined) this.#find('projects', wrong, gid);
    }
    for (const index of live(world.tasks)) {
      const task = world.tasks.get(index);
      for (const partition of this.#owed.listsOf(task)) this.#judgeTree(task, partition);
    }
    return this.#findings;
  }

  #judgeTree(root: Task, partition: string): void {
    const stream = root.parent !== null && partition.includes('/') ? 'subtasks' : 'tasks';
    const isDue =
      root.touchedAt < this.#at(stream, partition) && this.#owed.listed(stream, [partition], root.touchedAt);
    if (isDue) this.#expectTask(stream, root, partition);
    if (this.#isRefused(root)) return;
    if (root.touchedAt < this.#at('stories', partition)) this.#expectStories(root, partition, true);
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
      if (isOwed && changedAt < this.#sweptAt('subtasks', partition)) this.#expectTask('subtasks', task, partition);
      if (changedAt < this.#sweptAt('stories', partition)) this.#expectStories(task, partition);
    }
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
    const isKnown = Object.values(this.#state).some(({ refused = [] }) => refused.includes(gid));
    return isKnown || this.#bookmarks.isForgotten(gid);
  }

  /** Epoch ms; NaN, which nothing is before, where nothing is promised. */
  #at(stream: string, partition: string): number {
    return Math.max(this.#leftAt(stream, partition), Date.parse(this.#state[stream]?.partitions?.[partition] ?? ''));
  }

  #sweptAt(stream: string, partition: string): number {
    const swept = this.#state[stream]?.swept?.[partition];
    const at = this.#at(stream, partition);
    return swept === undefined ? at : Math.max(this.#leftAt(stream, partition), Math.min(at, Date.parse(swept)));
  }

  /** Until when all of a project is out that no later run reads; from the beginning where there are later ones. */
  #leftAt(stream: string, partition: string): number {
    const project = this.#left.includes(stream) ? this.#archived.get(partition) : undefined;
    return project ?? Number.NEGATIVE_INFINITY;
  }

  #expectTask(stream: string, task: Task, partition: string): void {
    const { index, modifiedAt, touchedAt } = task;
    const wrong = this.#wrong(stream, this.#stage.sandbox.world.gid('task', index), modifiedAt);
    const date = stream === 'tasks' ? touchedAt : modifiedAt;
    if (wrong !== undefined && !this.#shown.isLeftToProject(task, stream, date)) this.#find(stream, wrong, partition);
  }

  /** @returns what is wrong with a row; undefined if nothing is */
  #wrong(stream: string, gid: string, modifiedAt: number): string | undefined {
    const row = this.#stage.target.table(stream).get(gid);
    if (row === undefined) return `${gid} is missing`;
    const modified = toInstantText(modifiedAt);
    return row['modified_at'] === modified ? undefined : `${gid} is of ${row['modified_at']}, not ${modified}`;
  }

  /** @param isListed whether the list has the task itself, not one above it */
  #expectStories(task: Task, partition: string, isListed = false): void {
    const lists = isListed ? { lists: [partition], above: [] } : { lists: [], above: [partition] };
    const { sandbox, target } = this.#stage;
    const { world, reader } = sandbox;
    for (const index of Array.from(world.lists.taskStories.ids(task.index))) {
      const gid = world.gid('story', index);
      const { createdAt } = world.stories.get(index);
      if (!this.#owed.below('stories', task, createdAt, lists)) continue;
      if (target.table('stories').has(gid) || !isVisible(world, 'story', index, reader)) continue;
      if (this.#shown.isLeftToProject(task, 'stories', createdAt)) continue;
      this.#find('stories', `${gid} (${index}) of task:${task.index} is missing`, partition);
    }
  }

  #find(stream: string, what: string, partition: string): void {
    if (this.#stage.target.isTorn(stream)) return;
    const at = this.#state[stream]?.partitions?.[partition];
    this.#findings.push({ kind: 'promise', stream, text: `${what}, though ${partition} is at ${at}` });
  }
}
