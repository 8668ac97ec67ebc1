import { describe, expect, it } from 'vitest';
import { Ledger } from '../../src/sync/ledger.ts';
import { gids } from '../support/harness.ts';
import { asked, beforeRequest, SmallWorld, stateOf } from './small-world.ts';

const ALONE = { include_assigned_tasks: false };

/** The requests for the subtasks of these tasks, each once. */
function listsOf(...tasks: string[]): string[] {
  return tasks.map((gid) => `/tasks/${gid}/subtasks`);
}

/** A task in these projects, and a chain of so many subtasks below it. */
function chain(world: SmallWorld, length: number, ...projects: number[]): string[] {
  const tasks = [world.task(...projects)];
  for (let n = 0; n < length; n++) tasks.push(world.subtask(tasks[n] as string));
  return tasks;
}

describe('a list of subtasks that is wanted twice, with more of it the second time, is asked for once', () => {
  it('where a task is in a project with a bookmark and in one without, whose list takes longer', async () => {
    const world = new SmallWorld({ sizes: { projects: 2 }, hidden: ['project:1'], latencyMs: 100, latencyJitter: 0 });
    for (let n = 0; n < 5; n++) world.task(1);
    const tasks = chain(world, 4, 0, 1);
    const config = { ...ALONE, page_size: 1 };
    const one = await world.next({ config });
    world.edit({ type: 'share-project', project: 'project:1' });
    const two = await world.next({ config, state: stateOf(one) });
    expect(asked(two, '/subtasks')).toEqual(listsOf(...tasks.slice(0, -1)));
    expect(gids(two, 'subtasks')).toEqual(tasks.slice(1));
    expect(asked(two, '/stories')).toHaveLength(5 + tasks.length);
  });

  it('where a project has a bookmark for subtasks alone', async () => {
    const world = new SmallWorld({ sizes: { projects: 2 }, latencyMs: 100, latencyJitter: 0 });
    for (let n = 0; n < 5; n++) world.task(1);
    const tasks = chain(world, 3, 0, 1);
    const config = { ...ALONE, page_size: 1 };
    const state = stateOf(await world.next({ config })) as { bookmarks: Record<string, { partitions: object }> };
    Object.assign(state.bookmarks['subtasks']?.partitions ?? {}, { [world.gid('project', 1)]: '' });
    for (const { partitions } of [state.bookmarks['stories'], state.bookmarks['tasks']].flatMap((each) => each ?? [])) {
      for (const key of Object.keys(partitions)) Object.assign(partitions, { [key]: '' });
    }
    const two = await world.next({ config, state });
    expect(asked(two, '/subtasks')).toEqual(listsOf(...tasks.slice(0, -1)));
    expect(gids(two, 'subtasks')).toEqual(tasks.slice(1));
  });

  it('where one of its projects is gone on with behind it', async () => {
    const world = new SmallWorld({ sizes: { projects: 2 }, latencyMs: 100, latencyJitter: 0 });
    const tasks = chain(world, 3, 0, 1);
    for (let n = 0; n < 5; n++) world.task(1);
    const behind = `2026-11-20T08:00:00.000Z||${world.task(0)}`;
    const place = { partitions: { [world.gid('project')]: '' }, open: { [world.gid('project')]: behind } };
    const state = { bookmarks: { subtasks: place, tasks: {}, stories: {} } };
    const run = await world.next({ config: { ...ALONE, page_size: 1 }, state });
    expect(asked(run, '/subtasks')).toEqual(listsOf(...tasks.slice(0, -1)));
    expect(gids(run, 'subtasks')).toEqual(tasks.slice(1));
  });

  it('where a subtask is in the project too, and what is above it has changed', async () => {
    const world = new SmallWorld();
    const placed = world.task(0);
    const child = world.subtask(placed);
    const root = world.task(0);
    world.edit({ type: 'set-parent', task: placed, parent: root, keepProjects: true });
    const one = await world.next({ config: ALONE });
    world.later();
    world.edit({ type: 'rename-task', task: root, name: 'new' });
    const two = await world.next({ config: ALONE, state: stateOf(one) });
    expect(asked(two, '/subtasks')).toEqual(listsOf(placed, root));
    expect(gids(two, 'subtasks').sort()).toEqual([placed, child].sort());
  });

  it('where a subtask is in another project, and has come there without having changed below', async () => {
    const world = new SmallWorld({ sizes: { projects: 2 } });
    const [root, upper, lower] = chain(world, 2, 0) as [string, string, string];
    const one = await world.next({ config: ALONE });
    world.later();
    world.edit({ type: 'add-to-project', task: upper, project: 'project:1' });
    const two = await world.next({ config: ALONE, state: stateOf(one) });
    expect(asked(two, '/subtasks').sort()).toEqual(listsOf(root, upper).sort());
    expect(gids(two, 'subtasks')).toContain(lower);
  });

  it('where the stories of a task were refused in the last run', async () => {
    const fault = { type: 'status', status: 403 } as const;
    const world = new SmallWorld({ faults: [{ path: '/tasks/*/stories', count: 1, fault }] });
    const [root, child] = chain(world, 1, 0) as [string, string];
    const one = await world.next({ config: ALONE });
    world.later();
    const late = world.subtask(root);
    const two = await world.next({ config: ALONE, state: stateOf(one) });
    expect(asked(two, '/subtasks')).toEqual(listsOf(root));
    expect(gids(two, 'subtasks')).toEqual([late]);
    expect(gids(one, 'subtasks')).toEqual([child]);
  });
});

describe('what is kept of a list of subtasks', () => {
  it('is all of it or nothing: a task that turns up elsewhere meanwhile is listed again', async () => {
    const world = new SmallWorld({ sizes: { projects: 2 }, latencyMs: 100, latencyJitter: 0 });
    const others = Array.from({ length: 9 }, () => world.task(1));
    const root = world.task(0);
    const children = Array.from({ length: 24 }, () => world.subtask(root));
    const above = world.task(0);
    const config = { ...ALONE, page_size: 1 };
    const one = await world.next({ config });
    world.later();
    for (const task of others) world.edit({ type: 'rename-task', task, name: 'new' });
    // Two of its pages are there when it goes below another task, and so into the other project's changed list.
    const fetch = beforeRequest(
      (url) => url.pathname === `/api/1.0/tasks/${root}/subtasks`,
      (nth) => {
        if (nth !== 3) return;
        world.edit({ type: 'set-parent', task: root, parent: above, keepProjects: true });
        world.edit({ type: 'add-to-project', task: root, project: 'project:1', at: 'bottom' });
      },
    );
    const two = await world.next({ config, state: stateOf(one), fetch });
    expect(gids(two, 'tasks')).toContain(root);
    expect(gids(two, 'subtasks')).toEqual(expect.arrayContaining(children));
  });

  it('does not come out where another list has brought it', async () => {
    const world = new SmallWorld({ sizes: { tags: 1 } });
    const [, upper, lower] = chain(world, 2, 0) as [string, string, string];
    for (const task of [upper, lower]) world.edit({ type: 'assign-task', task, assignee: 'user:0' });
    const one = await world.next();
    world.later();
    // A change that leaves no trace in `modified_at`: what lies below may come from where it could not be seen.
    for (const task of [upper, lower]) world.edit({ type: 'tag-task', task, tag: 'tag:0' });
    const two = await world.next({ state: stateOf(one) });
    expect(gids(two, 'subtasks').sort()).toEqual([upper, lower].sort());
    expect(asked(two, '/subtasks')).toHaveLength(2);
  });

  it('is some thousands of rows a run at most', () => {
    const ledger = new Ledger();
    expect([ledger.hold(1500), ledger.hold(501), ledger.hold(500), ledger.hold(1), ledger.hold(0)]).toEqual([
      true,
      false,
      true,
      false,
      true,
    ]);
  });
});
