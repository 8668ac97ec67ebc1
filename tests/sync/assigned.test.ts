import { describe, expect, it } from 'vitest';
import type { FaultRule } from '../../src/sandbox/faults/rule.ts';
import { gids } from '../support/harness.ts';
import { asked, logged, placeOf, SmallWorld, stateOf } from './small-world.ts';

/** A task in a project and one in none, both assigned to the first of two users. */
function assignedWorld(options: ConstructorParameters<typeof SmallWorld>[0] = {}) {
  const world = new SmallWorld({ ...options, sizes: { users: 2, ...options.sizes } });
  const housed = world.edit({ type: 'add-task', projects: ['project:0'], assignee: 'user:0' });
  const loose = world.assignedTask();
  const stories = { housed: world.story(housed), loose: world.story(loose) };
  const list = (user: number) => `/tasks?assignee=${world.gid('user', user)}&workspace=${world.gid('workspace')}`;
  return { world, housed, loose, stories, list };
}

describe('assigned lists', () => {
  it('are read for each user of each workspace, after the projects', async () => {
    const { world, list } = assignedWorld({ sizes: { projects: 2 } });
    const run = await world.next({ streams: ['tasks'] });
    const projects = [0, 1].map((index) => `/tasks?project=${world.gid('project', index)}`);
    expect(asked(run, '/tasks?')).toEqual([...projects, list(0), list(1)]);
    expect(Object.keys(placeOf(run, 'tasks').partitions).sort()).toEqual(
      [world.gid('project', 0), world.gid('project', 1), world.assigned(0), world.assigned(1)].sort(),
    );
  });

  it('are missed aloud where the users cannot be listed: the others are read, and these come with the next run', async () => {
    const fault = { type: 'status', status: 403, message: 'Forbidden' } as const;
    const { world, housed, loose } = assignedWorld({ faults: [{ path: '/users', count: 1, fault }] });
    const one = await world.next({ streams: ['tasks'] });
    expect([gids(one, 'tasks'), one.failures]).toEqual([[housed], []]);
    expect(logged(one, 'WARNING')).toEqual([
      expect.stringContaining('users: not available'),
      expect.stringContaining(`Tasks in no project are not read in workspace ${world.gid('workspace')}`),
    ]);
    const two = await world.next({ streams: ['tasks'], state: stateOf(one) });
    expect(gids(two, 'tasks')).toEqual([loose]);
  });

  it('bring tasks that are in no project, with all that hangs on them', async () => {
    const { world, housed, loose, stories } = assignedWorld();
    const child = world.subtask(loose);
    const below = world.story(child);
    const run = await world.next();
    expect(gids(run, 'tasks').sort()).toEqual([housed, loose].sort());
    expect(gids(run, 'subtasks')).toEqual([child]);
    expect(gids(run, 'stories').sort()).toEqual([stories.housed, stories.loose, below].sort());
  });

  it('pass over what a project has that is complete: nothing of it is asked again', async () => {
    const { world, housed } = assignedWorld();
    const run = await world.next();
    expect(asked(run, `/tasks/${housed}/stories`)).toHaveLength(1);
    expect(gids(run, 'tasks').filter((gid) => gid === housed)).toHaveLength(1);
  });

  it('pass over what a project had, when they are read for the first time', async () => {
    const { world, housed, loose } = assignedWorld();
    const one = await world.next({ config: { include_assigned_tasks: false } });
    expect(gids(one, 'tasks')).toEqual([housed]);
    const two = await world.next({ state: stateOf(one) });
    expect(gids(two, 'tasks')).toEqual([loose]);
    expect(asked(two, '/stories')).toEqual([`/tasks/${loose}/stories`]);
  });

  it.each([
    ['refused', 403],
    ['failed', 400],
  ])('take the rows of a project whose list was %s', async (_, status) => {
    const faults = [{ path: '/tasks', query: { project: '*' }, fault: { type: 'status', status } as const }];
    const { world, housed, loose, stories } = assignedWorld({ faults });
    const run = await world.next();
    expect(gids(run, 'tasks').sort()).toEqual([housed, loose].sort());
    expect(gids(run, 'stories').sort()).toEqual([stories.housed, stories.loose].sort());
    expect(run.failures).toHaveLength(status === 400 ? 1 : 0);
    expect(placeOf(run, 'tasks').partitions[world.gid('project')]).toBe('');
    expect(placeOf(run, 'tasks').partitions[world.assigned()]).not.toBe('');
  });

  it('take over stories where a project failed with them alone', async () => {
    const faults = [{ path: '/tasks/*/stories', count: 1, fault: { type: 'status', status: 400 } as const }];
    const { world, housed, loose, stories } = assignedWorld({ faults });
    const run = await world.next();
    expect(run.failures).toHaveLength(1);
    expect(gids(run, 'tasks').sort()).toEqual([housed, loose].sort());
    expect(gids(run, 'stories').sort()).toEqual([stories.housed, stories.loose].sort());
  });

  it('have bookmarks of their own, and ask for what changed since', async () => {
    const { world, loose, list } = assignedWorld();
    const one = await world.next();
    world.edit({ type: 'rename-task', task: loose, name: 'new' });
    const two = await world.next({ state: stateOf(one) });
    expect(gids(two, 'tasks')).toEqual([loose]);
    expect(asked(two, list(0)).sort()).toEqual([list(0), `${list(0)}&modified_since=2026-11-20T08:59:00.000Z`]);
  });

  it('bring a task that was assigned just now, whenever it was modified', async () => {
    const { world } = assignedWorld();
    const nobodys = world.edit({ type: 'add-task', workspace: 'workspace:0' });
    const story = world.story(nobodys);
    const one = await world.next();
    expect(gids(one, 'tasks')).not.toContain(nobodys);
    world.edit({ type: 'assign-task', task: nobodys, assignee: 'user:1' });
    const two = await world.next({ state: stateOf(one) });
    expect([gids(two, 'tasks'), gids(two, 'stories')]).toEqual([[nobodys], [story]]);
  });

  it('begin from the beginning for a new user', async () => {
    const { world } = assignedWorld();
    const one = await world.next();
    world.edit({ type: 'add-user', workspace: 'workspace:0' });
    const two = await world.next({ state: stateOf(one) });
    const fresh = `assignee=${world.gid('user', 2)}`;
    expect(asked(two, fresh)).toEqual([`/tasks?${fresh}&workspace=${world.gid('workspace')}`]);
    expect(placeOf(two, 'tasks').partitions[world.assigned(2)]).toBe('2026-11-20T09:59:00.000Z');
  });

  it('come once where two people have a task and its subtask', async () => {
    const { world, loose } = assignedWorld();
    const child = world.edit({ type: 'add-task', parent: loose, assignee: 'user:1' });
    const leaf = world.subtask(child);
    const run = await world.next();
    expect(gids(run, 'subtasks').sort()).toEqual([child, leaf].sort());
    expect(asked(run, '/subtasks').sort()).toEqual([loose, child].map((gid) => `/tasks/${gid}/subtasks`).sort());
  });
});

describe('an assigned subtask', () => {
  it('whose parent nobody can see goes to subtasks, with its tree and its stories', async () => {
    const { world } = assignedWorld({ sizes: { projects: 2 }, hidden: ['project:1'] });
    const parent = world.task(1);
    const child = world.edit({ type: 'add-task', parent, assignee: 'user:0' });
    const leaf = world.subtask(child);
    const stories = [world.story(child), world.story(leaf)];
    const run = await world.next();
    expect(gids(run, 'tasks')).not.toContain(child);
    expect(gids(run, 'subtasks').sort()).toEqual([child, leaf].sort());
    expect(gids(run, 'stories')).toEqual(expect.arrayContaining(stories));
  });

  it('whose parent was read is not written or asked again', async () => {
    const { world, housed } = assignedWorld();
    const child = world.edit({ type: 'add-task', parent: housed, assignee: 'user:1' });
    const leaf = world.subtask(child);
    world.story(child);
    const one = await world.next();
    expect(new Set(asked(one)).size).toBe(one.requests.length);
    expect(gids(one, 'subtasks').sort()).toEqual([child, leaf].sort());
    world.edit({ type: 'rename-task', task: child, name: 'new' });
    const two = await world.next({ state: stateOf(one) });
    expect(gids(two, 'subtasks').sort()).toEqual([child, leaf].sort());
    expect(new Set(asked(two)).size).toBe(two.requests.length);
  });

  it.each([
    ['its stories', 1],
    ['what lies below it', 2],
  ])('of which %s failed below its parent is not complete either', async (_, depth) => {
    const make = (faults: FaultRule[]) => {
      const { world, housed } = assignedWorld({ faults });
      const child = world.edit({ type: 'add-task', parent: housed, assignee: 'user:1' });
      const task = depth === 1 ? child : world.subtask(child);
      return { world, task, story: world.story(task) };
    };
    const fault = { type: 'status', status: 400 } as const;
    const { world, story } = make([{ path: `/tasks/${make([]).task}/stories`, until: 7000, fault }]);
    const one = await world.next();
    expect(one.failures).not.toEqual([]);
    expect(gids(one, 'stories')).not.toContain(story);
    expect(placeOf(one, 'stories').partitions).toMatchObject({ [world.gid('project')]: '', [world.assigned(1)]: '' });
    world.edit({ type: 'hide-project', project: 'project:0' });
    const two = await world.next({ state: stateOf(one) });
    expect(gids(two, 'stories')).toContain(story);
  });

  it('that has changed and comes below a task from where nobody could see it brings all that lies below it', async () => {
    const { world, housed } = assignedWorld();
    const hidden = world.edit({ type: 'add-task', workspace: 'workspace:0' });
    const leaf = world.subtask(hidden);
    const stories = [hidden, leaf].map((task) => world.story(task));
    const one = await world.next();
    world.later();
    world.edit({ type: 'set-parent', task: hidden, parent: housed });
    world.edit({ type: 'assign-task', task: hidden, assignee: 'user:1' });
    world.edit({ type: 'rename-task', task: hidden, name: 'new' });
    const two = await world.next({ state: stateOf(one) });
    expect(gids(two, 'subtasks').sort()).toEqual([hidden, leaf].sort());
    expect(gids(two, 'stories').sort()).toEqual(stories.sort());
    expect(new Set(asked(two)).size).toBe(two.requests.length);
  });

  it('that comes below a task from where nobody could see it comes out with its stories', async () => {
    const { world, housed } = assignedWorld();
    const hidden = world.edit({ type: 'add-task', workspace: 'workspace:0' });
    const story = world.story(hidden);
    const one = await world.next();
    world.later();
    world.edit({ type: 'set-parent', task: hidden, parent: housed });
    world.edit({ type: 'assign-task', task: hidden, assignee: 'user:1' });
    const two = await world.next({ state: stateOf(one) });
    expect([gids(two, 'subtasks'), gids(two, 'stories')]).toEqual([[hidden], [story]]);
  });

  it('brings all that lies below it where its own change leaves no trace in `modified_at`', async () => {
    const { world, housed } = assignedWorld({ sizes: { tags: 1 } });
    const child = world.edit({ type: 'add-task', parent: housed, assignee: 'user:1' });
    const leaf = world.subtask(child);
    const stories = [child, leaf].map((task) => world.story(task));
    const one = await world.next();
    world.later();
    world.edit({ type: 'tag-task', task: child, tag: 'tag:0' });
    const two = await world.next({ state: stateOf(one) });
    expect(gids(two, 'subtasks').sort()).toEqual([child, leaf].sort());
    expect(gids(two, 'stories').sort()).toEqual(stories.sort());
  });
});

describe('include_assigned_tasks', () => {
  it('false leaves these lists out, and their users with them where nothing else needs them', async () => {
    const { world, housed } = assignedWorld();
    const run = await world.next({ config: { include_assigned_tasks: false } });
    expect(gids(run, 'tasks')).toEqual([housed]);
    expect(asked(run, 'assignee')).toEqual([]);
    expect(asked(run, '/users')).toEqual([]);
  });

  it('is ignored when `projects` is set', async () => {
    const { world, housed } = assignedWorld();
    const config = { include_assigned_tasks: true, projects: [world.gid('project')] };
    const run = await world.next({ config });
    expect(gids(run, 'tasks')).toEqual([housed]);
    expect(asked(run, 'assignee')).toEqual([]);
  });

  it('false keeps the bookmarks that assigned lists have', async () => {
    const { world } = assignedWorld();
    const one = await world.next();
    const two = await world.next({ config: { include_assigned_tasks: false }, state: stateOf(one) });
    const key = world.assigned();
    expect(placeOf(two, 'tasks').partitions[key]).toBe(placeOf(one, 'tasks').partitions[key]);
  });
});
