import { describe, expect, it } from 'vitest';
import { gids } from '../support/harness.ts';
import { asked, patchRows, SmallWorld, stateOf } from './small-world.ts';

describe('the changed list', () => {
  it('is asked with modified_since as a date-time, whatever start_date looked like', async () => {
    const world = new SmallWorld();
    const one = await world.next({ streams: ['tasks'], config: { start_date: '2026-11-01' } });
    expect(asked(one, '/tasks?')[0]).toBe(
      `/tasks?project=${world.gid('project')}&modified_since=2026-11-01T00:00:00.000Z`,
    );
    const two = await world.next({ streams: ['tasks'], state: stateOf(one) });
    expect(asked(two, '/tasks?project')).toEqual([
      `/tasks?project=${world.gid('project')}&modified_since=2026-11-20T08:59:00.000Z`,
    ]);
  });

  it('comes out whole: a task that was only added to a project, with an old modified_at', async () => {
    const world = new SmallWorld({ sizes: { projects: 2 } });
    const task = world.task(0);
    const one = await world.next({ streams: ['tasks'] });
    world.later();
    world.edit({ type: 'add-to-project', task, project: 'project:1' });
    const two = await world.next({ streams: ['tasks'], state: stateOf(one) });
    expect(two.records.get('tasks')).toMatchObject([{ gid: task, modified_at: '2026-11-20T08:00:00.000Z' }]);
  });

  it('takes a subtask that does not say when it changed for a changed one, with all its stories', async () => {
    const world = new SmallWorld();
    const child = world.subtask(world.task(0));
    const story = world.story(child);
    const one = await world.next();
    const fetch = patchRows(/subtasks$/, { modified_at: null });
    const two = await world.next({ state: stateOf(one), fetch });
    expect([gids(two, 'subtasks'), gids(two, 'stories')]).toEqual([[child], [story]]);
  });

  it('brings all stories and the whole tree of a task that comes from where nobody could see it', async () => {
    const world = new SmallWorld({ sizes: { projects: 2 }, hidden: ['project:1'] });
    const task = world.task(1);
    const child = world.subtask(task);
    const grandchild = world.subtask(child);
    const stories = [task, child, grandchild].map((gid) => world.story(gid));
    const one = await world.next({ config: { include_assigned_tasks: false } });
    expect([...one.records.keys()]).toEqual([]);

    world.later();
    world.edit({ type: 'add-to-project', task, project: 'project:0' });
    const two = await world.next({ config: { include_assigned_tasks: false }, state: stateOf(one) });
    expect(gids(two, 'tasks')).toEqual([task]);
    expect(gids(two, 'subtasks')).toEqual([child, grandchild]);
    expect(gids(two, 'stories').sort()).toEqual(stories.sort());
  });
});

describe('a project shared with the token', () => {
  it('is read from its beginning, and once it is known, by its changes', async () => {
    const world = new SmallWorld({ sizes: { projects: 2 }, hidden: ['project:1'] });
    const old = world.task(1);
    const story = world.story(old);
    const one = await world.next();
    world.later();
    world.edit({ type: 'share-project', project: 'project:1' });
    const two = await world.next({ state: stateOf(one) });
    expect([gids(two, 'tasks'), gids(two, 'stories')]).toEqual([[old], [story]]);
    const three = await world.next({ state: stateOf(two) });
    expect([gids(three, 'tasks'), gids(three, 'stories')]).toEqual([[], []]);
  });

  it('loses nothing of the time in which it was refused', async () => {
    const world = new SmallWorld({ sizes: { projects: 2 } });
    const task = world.task(1);
    const one = await world.next();
    world.edit({ type: 'refuse-project', project: 'project:1' });
    world.later();
    world.edit({ type: 'rename-task', task, name: 'while refused' });
    const two = await world.next({ state: stateOf(one) });
    expect(gids(two, 'tasks')).toEqual([]);
    expect([two.error, two.failures]).toEqual([undefined, []]);
    world.edit({ type: 'share-project', project: 'project:1' });
    const three = await world.next({ state: stateOf(two) });
    expect(gids(three, 'tasks')).toEqual([task]);
  });
});

describe('under a task that has not changed', () => {
  /** A task with two subtasks and a grandchild, read once; then the first child and the grandchild change. */
  async function changedBelow() {
    const world = new SmallWorld();
    const root = world.task(0);
    const [first, second] = [world.subtask(root), world.subtask(root)];
    const grandchild = world.subtask(second);
    for (const gid of [root, first, second, grandchild]) world.story(gid);
    const one = await world.next();
    world.later();
    const comments = [world.story(first), world.story(grandchild)];
    return { world, root, first, second, grandchild, comments, state: stateOf(one) };
  }

  it('subtasks come out that were modified since the bookmark, on all levels, and no others', async () => {
    const { world, first, grandchild, state } = await changedBelow();
    const two = await world.next({ state });
    expect(gids(two, 'tasks')).toEqual([]);
    expect(gids(two, 'subtasks').sort()).toEqual([first, grandchild].sort());
  });

  it('the stories of these come out, all of them, and no others', async () => {
    const { world, first, grandchild, comments, state } = await changedBelow();
    const two = await world.next({ state });
    expect(gids(two, 'stories')).toHaveLength(4);
    expect(gids(two, 'stories')).toEqual(expect.arrayContaining(comments));
    expect(asked(two, '/stories').sort()).toEqual([first, grandchild].map((gid) => `/tasks/${gid}/stories`).sort());
  });

  it('each parent is listed once, those without subtasks never', async () => {
    const { world, root, second, state } = await changedBelow();
    const two = await world.next({ state });
    expect(asked(two, '/subtasks').sort()).toEqual([root, second].map((gid) => `/tasks/${gid}/subtasks`).sort());
  });

  it('a subtask without a date counts as changed', async () => {
    const { world, first, second, state } = await changedBelow();
    const fetch = patchRows(/\/subtasks$/, { modified_at: null });
    const two = await world.next({ state, fetch });
    expect(gids(two, 'subtasks')).toEqual(expect.arrayContaining([first, second]));
  });

  it('a new subtask comes out with its stories, though its parent does not change', async () => {
    const { world, root, state } = await changedBelow();
    const child = world.subtask(root);
    const story = world.story(child);
    const two = await world.next({ state });
    expect(gids(two, 'subtasks')).toContain(child);
    expect(gids(two, 'stories')).toContain(story);
    expect(gids(two, 'tasks')).toEqual([]);
  });

  it('the whole list is asked for what the walk needs, and nothing else', async () => {
    const { world, state } = await changedBelow();
    const two = await world.next({ state });
    const sweep = two.requests.filter(({ query }) => query['project'] !== undefined && !('modified_since' in query));
    expect(sweep.map(({ query }) => query['opt_fields'])).toEqual(['gid,num_subtasks,parent.gid']);
  });
});
