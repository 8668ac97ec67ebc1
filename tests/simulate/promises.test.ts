import { describe, expect, it } from 'vitest';
import type { Change } from '../../src/sandbox/edit/change.ts';
import { Editor } from '../simulator/edit/editor.ts';
import { Damage } from '../simulator/judge/damage.ts';
import { Floors } from '../simulator/judge/floors.ts';
import { judgePromises } from '../simulator/judge/promises.ts';
import { Bookmarks } from '../simulator/play/bookmarks.ts';
import { Target } from '../simulator/play/target.ts';
import { FAMILY, SmallWorld } from '../sync/small-world.ts';

/** A world whose tables are empty: all that is promised is found missing. */
class Promised extends SmallWorld {
  readonly #editor = new Editor(
    this.sandbox,
    1,
    () => this.clock.now(),
    () => {},
  );
  readonly floors = new Floors();
  readonly damage = new Damage();

  constructor() {
    super({ sizes: { projects: 2 } });
  }

  /** An edit that is remembered, and an hour on. */
  change(change: Change): void {
    this.#editor.apply(change);
    this.later();
  }

  /** @returns what a bookmark promises in one of the lists, set now for all streams of the family, `more` beside it */
  find(
    partition = this.gid('project'),
    { left = [] as readonly string[], at = this.later(), more = {} } = {},
  ): string[] {
    const bookmark = { partitions: { [partition]: at }, ...more };
    const state = { bookmarks: Object.fromEntries(FAMILY.map((stream) => [stream, bookmark])) };
    const stage = { sandbox: this.sandbox, editor: this.#editor, target: new Target() };
    const { damage, floors } = this;
    const found = judgePromises(state, stage, { bookmarks: new Bookmarks(), floors, damage, left });
    return found.map(({ stream, text }) => `${stream} ${text.split(' ')[0]}`).sort();
  }
}

function inOrder(rows: Record<string, readonly string[]>): string[] {
  return Object.entries(rows)
    .flatMap(([stream, keys]) => keys.map((key) => `${stream} ${key}`))
    .sort();
}

describe('what a bookmark promises of a subtask that was put below a task of its list', () => {
  function open() {
    const world = new Promised();
    const [one, two] = [world.task(0), world.task(1)];
    const moved = world.subtask(two);
    const lowest = world.subtask(moved);
    const stories = [moved, lowest].map((task) => world.story(task));
    world.later();
    world.change({ type: 'set-parent', task: moved, parent: one });
    return { world, one, moved, lowest, stories };
  }

  it('is nothing, as long as nothing has changed behind that', () => {
    const { world, one } = open();
    expect(world.find()).toEqual(inOrder({ tasks: [one] }));
  });

  it('is all of it, once it has changed itself; of what lies below it only what has changed, too', () => {
    const { world, one, moved, lowest, stories } = open();
    world.change({ type: 'rename-task', task: moved, name: 'Changed' });
    const own = { tasks: [one], subtasks: [moved], stories: stories.slice(0, 1) };
    expect(world.find()).toEqual(inOrder(own));
    world.change({ type: 'rename-task', task: lowest, name: 'Changed' });
    expect(world.find()).toEqual(inOrder({ tasks: [one], subtasks: [moved, lowest], stories }));
  });

  it('is all of it with what lies below, once the task of the list has changed', () => {
    const { world, one, moved, lowest, stories } = open();
    world.change({ type: 'rename-task', task: one, name: 'Changed' });
    expect(world.find()).toEqual(inOrder({ tasks: [one], subtasks: [moved, lowest], stories }));
  });

  it('is nothing new, where only a change before the move counts', () => {
    const { world, one, moved } = open();
    const two = world.gid('task', 1);
    world.change({ type: 'rename-task', task: moved, name: 'Changed' });
    world.change({ type: 'set-parent', task: moved, parent: two });
    world.change({ type: 'set-parent', task: moved, parent: one });
    expect(world.find()).toEqual(inOrder({ tasks: [one] }));
  });
});

describe('what an archived project had that is left out from now on', () => {
  function open() {
    const world = new Promised();
    const task = world.task(0);
    const subtask = world.subtask(task);
    const read = world.later();
    const story = world.story(subtask);
    world.later();
    world.change({ type: 'archive-project', project: 'project:0' });
    const all = inOrder({ tasks: [task], subtasks: [subtask], stories: [story] });
    return { world, read, task, subtask, story, all };
  }

  it('is promised whatever its bookmark says, for the streams that were read', () => {
    const { world, read, task, all } = open();
    const [project, at] = [world.gid('project'), read];
    expect(world.find(project, { at })).toEqual(inOrder({ tasks: [task] }));
    expect(world.find(project, { at, left: FAMILY })).toEqual(all);
    expect(world.find(project, { at, left: ['tasks'] })).toEqual(inOrder({ tasks: [task] }));
  });

  it('is promised also where no sweep was due', () => {
    const { world, read, task, all } = open();
    const project = world.gid('project');
    const more = { swept: { [project]: read } };
    expect(world.find(project, { more })).toEqual(inOrder({ tasks: [task] }));
    expect(world.find(project, { more, left: FAMILY })).toEqual(all);
  });

  it('is not promised where it was never begun, nor what came after it was archived', () => {
    const { world, read, all } = open();
    const project = world.gid('project');
    expect(world.find(project, { at: '', left: FAMILY })).toEqual([]);
    world.task(0);
    expect(world.find(project, { at: read, left: FAMILY })).toEqual(all);
  });
});

it('an assigned list promises nothing that it left to a project which had begun at a start_date', () => {
  const world = new Promised();
  const task = world.edit({ type: 'add-task', assignee: 'user:0', projects: ['project:0'] });
  world.story(task);
  const [project, assigned] = [world.gid('project'), world.assigned()];
  const note = (at: string, lists: readonly string[], start?: number) => {
    const bookmark = { partitions: Object.fromEntries(lists.map((list) => [list, at])) };
    const bookmarks = Object.fromEntries(FAMILY.map((stream) => [stream, bookmark]));
    world.floors.note({ bookmarks }, { start, tables: [], isRefresh: false });
  };
  const start = Date.parse(world.later());
  note(world.later(), [project], start);
  const at = world.later();
  note(at, [project, assigned]);
  expect(world.find(assigned, { at })).toEqual([]);
  world.change({ type: 'rename-task', task, name: 'Changed' });
  const later = world.later();
  note(later, [project, assigned]);
  expect(world.find(assigned, { at: later })).toEqual(inOrder({ tasks: [task] }));
});

describe('what has gone from its table', () => {
  function open() {
    const world = new Promised();
    const [task, other] = [world.task(0), world.task(0)];
    const moment = world.later();
    const [project, later] = [world.gid('project'), world.later()];
    return { world, task, other, moment, project, later };
  }

  it('is promised by the list alone that is to bring it again, once a run has read that', () => {
    const { world, task, other, moment, project, later } = open();
    world.damage.add('tasks', task, project, moment);
    expect(world.find(project, { at: moment })).toEqual(inOrder({ tasks: [other] }));
    expect(world.find(project, { at: later })).toEqual(inOrder({ tasks: [task, other] }));
  });

  it('is promised by no list that has it too', () => {
    const { world, task, other, moment, project, later } = open();
    world.damage.add('tasks', task, 'another', moment);
    expect(world.find(project, { at: later })).toEqual(inOrder({ tasks: [other] }));
  });

  it('is promised like all others, once it has been there again', () => {
    const { world, task, other, moment, project, later } = open();
    world.damage.add('tasks', task, 'another', moment);
    world.damage.settle({ table: () => new Map([[task, {}]]) });
    expect(world.find(project, { at: later })).toEqual(inOrder({ tasks: [task, other] }));
  });
});

it('a moment that somebody has set since a run was stopped in a list promises no more than that run had begun with', () => {
  const world = new Promised();
  world.task(0);
  const [since, at] = [world.later(), world.later()];
  const early = new Date(Date.parse(since) - 2 * 3_600_000).toISOString();
  const placed = (begun: string) => ({ more: { open: { [world.gid('project')]: `${at}|${begun}|1` } }, at });
  expect(world.find(undefined, placed(since))).toHaveLength(1);
  expect(world.find(undefined, placed(early))).toEqual([]);
});
