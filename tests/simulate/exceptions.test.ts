import { describe, expect, it } from 'vitest';
import { read, rows, section } from '../docs/files.ts';
import { EXCEPTIONS, type Exception } from '../simulator/judge/exceptions.ts';
import { mergeStates } from '../simulator/play/merge-states.ts';
import { gids, type Outcome } from '../support/harness.ts';
import { FAMILY, SmallWorld, selectionWith, stateOf } from '../sync/small-world.ts';

/** Two projects, in each of them a task with nothing below it. */
function open() {
  const world = new SmallWorld({ sizes: { projects: 2, users: 2 } });
  return { world, one: world.task(0), two: world.task(1) };
}

/** What came of the family's streams, by stream. */
function out(run: Outcome) {
  expect([run.error, run.failures]).toEqual([undefined, []]);
  return Object.fromEntries(FAMILY.map((stream) => [stream, gids(run, stream)]));
}

/** Each exception as it happens: what Asana's lists do not show, the tap does not write. */
const SHOWN: Readonly<Record<Exception, () => Promise<void>>> = {
  'moved-subtask': async () => {
    const { world, one, two } = open();
    const child = world.subtask(one);
    const first = await world.next();
    world.edit({ type: 'set-parent', task: child, parent: two });
    expect(out(await world.next({ state: stateOf(first) }))['subtasks']).toEqual([]);
  },

  'assigned-subtask': async () => {
    const { world, two } = open();
    const moved = world.assignedTask(1);
    const below = world.subtask(moved);
    const first = await world.next({ config: { include_assigned_tasks: false } });
    expect(out(first)['subtasks']).toEqual([]);
    world.edit({ type: 'set-parent', task: moved, parent: two });
    const second = await world.next({ state: stateOf(first) });
    expect(out(second)['subtasks']).not.toContain(moved);
    expect(out(second)['subtasks']).not.toContain(below);
  },

  'placed-subtask': async () => {
    const { world, one } = open();
    const child = world.subtask(one);
    const first = await world.next();
    world.edit({ type: 'add-to-project', task: child, project: 'project:1' });
    const { tasks, subtasks } = out(await world.next({ state: stateOf(first) }));
    expect([tasks, subtasks]).toEqual([[child], []]);
  },

  'edited-comment': async () => {
    const { world, one } = open();
    const story = world.story(one);
    const first = await world.next();
    world.edit({ type: 'edit-story', story, text: 'Something else', touch: false });
    const second = await world.next({ state: stateOf(first) });
    expect(out(second)['stories']).not.toContain(story);
    world.edit({ type: 'rename-task', task: one, name: 'Now' });
    expect(out(await world.next({ state: stateOf(second) }))['stories']).toContain(story);
  },

  'subtask-count': async () => {
    const { world, one } = open();
    const first = await world.next();
    const child = world.subtask(one);
    const { tasks, subtasks } = out(await world.next({ state: stateOf(first) }));
    expect([tasks, subtasks]).toEqual([[], [child]]);
  },

  'hidden-parent': async () => {
    const { world, two } = open();
    const middle = world.subtask(two);
    const lowest = world.subtask(middle);
    world.edit({ type: 'assign-task', task: lowest, assignee: 'user:1' });
    world.edit({ type: 'hide-project', project: 'project:1' });
    const first = await world.next();
    expect(out(first)['subtasks']).toEqual([]);
    world.edit({ type: 'set-parent', task: middle, parent: null });
    const second = await world.next({ state: stateOf(first) });
    expect(out(second)['subtasks']).toEqual([]);
    // With its own next change it is there.
    world.edit({ type: 'rename-task', task: lowest, name: 'Now' });
    expect(out(await world.next({ state: stateOf(second) }))['subtasks']).toEqual([lowest]);
  },

  'archived-project': async () => {
    const { world, two } = open();
    const config = { include_archived_projects: false };
    const first = await world.next({ config });
    world.edit({ type: 'archive-project', project: 'project:1' });
    const second = await world.next({ config, state: stateOf(first) });
    world.edit({ type: 'rename-task', task: two, name: 'Too late' });
    expect(out(await world.next({ config, state: stateOf(second) }))['tasks']).toEqual([]);
  },

  'dated-project': async () => {
    const world = new SmallWorld();
    const task = world.edit({ type: 'add-task', assignee: 'user:0', projects: ['project:0'] });
    const story = world.story(task);
    const config = { start_date: world.later(), include_assigned_tasks: false };
    const first = await world.next({ config });
    const second = await world.next({ state: stateOf(first) });
    expect([out(first), out(second)].map(({ tasks, stories }) => [tasks, stories])).toEqual([
      [[], []],
      [[], []],
    ]);
    world.edit({ type: 'rename-task', task, name: 'Now' });
    const { tasks, stories } = out(await world.next({ state: stateOf(second) }));
    expect([tasks, stories]).toEqual([[task], [story]]);
  },

  'merged-state': async () => {
    const fault = { type: 'status', status: 403 } as const;
    const faults = [{ path: '/tasks/*/stories', count: 1, fault }];
    const world = new SmallWorld({ sizes: { projects: 2 }, faults });
    const story = world.story(world.task(1));
    const first = await world.next();
    world.edit({ type: 'hide-project', project: 'project:1' });
    const second = await world.next();
    world.edit({ type: 'share-project', project: 'project:1' });
    const asked = await world.next({ state: stateOf(first) });
    expect(out(asked)['stories']).toEqual([story]);
    const state = mergeStates(stateOf(first), stateOf(second));
    expect(out(await world.next({ state }))['stories']).toEqual([]);
  },

  'torn-close': async () => {
    const { world } = open();
    const hidden = world.gid('project', 1);
    const first = await world.next({ streams: ['projects'] });
    world.edit({ type: 'hide-project', project: 'project:1' });
    const closing = {
      selection: selectionWith(['projects'], { projects: { '': { 'replication-method': 'FULL_TABLE' } } }),
      config: { emit_activate_version_messages: true },
    };
    const second = await world.next({ ...closing, state: stateOf(first) });
    expect(second.messages.filter(({ type }) => type === 'ACTIVATE_VERSION')).toHaveLength(1);
    world.edit({ type: 'share-project', project: 'project:1' });
    const torn = await world.next({ streams: ['projects'], state: stateOf(first) });
    expect(gids(torn, 'projects')).not.toContain(hidden);
    const whole = await world.next({ streams: ['projects'], state: stateOf(second) });
    expect(gids(whole, 'projects')).toContain(hidden);
  },

  'late-entry': async () => {
    const { world } = open();
    const streams = ['time_tracking_entries'];
    const enter = (enteredOn: string) => world.edit({ type: 'add-time-entry', task: 'task:0', enteredOn });
    world.edit({ type: 'hide-project', project: 'project:0' });
    enter('2026-10-01');
    const first = await world.next({ streams });
    world.edit({ type: 'share-project', project: 'project:0' });
    enter('2026-10-02');
    const recent = enter('2026-11-02');
    const second = await world.next({ streams, state: stateOf(first) });
    expect([gids(first, 'time_tracking_entries'), gids(second, 'time_tracking_entries')]).toEqual([[], [recent]]);
  },
};

describe('what the simulator lets pass', () => {
  it.each(Object.entries(SHOWN))('happens: %s', async (_, show) => {
    await show();
  });

  it('is listed among the limits, in the same words', () => {
    const listed = rows(section(read('docs/limits.md'), '## What the simulator lets pass'));
    expect(listed).toEqual(Object.entries(EXCEPTIONS).map(([name, text]) => [`\`${name}\``, text]));
  });
});
