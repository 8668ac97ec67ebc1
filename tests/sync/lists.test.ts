import { describe, expect, it } from 'vitest';
import { gids } from '../support/harness.ts';
import { asked, FAMILY, type Place, placeOf, SmallWorld, selectionWith, stateOf } from './small-world.ts';

/** A project with a task, its subtask and that one's; a story each. */
function treeWorld(options: ConstructorParameters<typeof SmallWorld>[0] = {}) {
  const world = new SmallWorld(options);
  const root = world.task(0);
  const child = world.subtask(root);
  const leaf = world.subtask(child);
  const stories = [root, child, leaf].map((gid) => world.story(gid));
  return { world, root, child, leaf, stories, list: `/tasks?project=${world.gid('project')}` };
}

const ALONE = { include_assigned_tasks: false };
const since = (list: string, moment: string) => `${list}&modified_since=2026-11-20T${moment}:00.000Z`;

describe('streams whose bookmarks are equal', () => {
  it('share one changed list, and one whole list for what lies below unchanged tasks', async () => {
    const { world, list } = treeWorld();
    const one = await world.next({ config: ALONE });
    expect(asked(one, '/tasks?')).toEqual([list]);
    const two = await world.next({ config: ALONE, state: stateOf(one) });
    expect(asked(two, '/tasks?').sort()).toEqual([list, since(list, '08:59')]);
  });

  it('list each parent once for all of them', async () => {
    const { world, root, child } = treeWorld();
    const one = await world.next({ config: ALONE });
    expect(asked(one, '/subtasks')).toEqual([`/tasks/${root}/subtasks`, `/tasks/${child}/subtasks`]);
    expect(new Set(asked(one)).size).toBe(one.requests.length);
  });
});

describe('streams whose bookmarks differ', () => {
  it('read one list each', async () => {
    const { world, list } = treeWorld();
    const one = await world.next({ config: ALONE, streams: ['tasks'] });
    const two = await world.next({ config: ALONE, streams: ['subtasks'], state: stateOf(one) });
    const three = await world.next({ config: ALONE, streams: ['stories'], state: stateOf(two) });
    const four = await world.next({ config: ALONE, state: stateOf(three) });
    const lists = [list, since(list, '08:59'), since(list, '09:59'), since(list, '10:59')];
    expect(asked(four, '/tasks?').sort()).toEqual(lists);
  });

  it('each get what changed since their own, once', async () => {
    const { world, root, child, leaf } = treeWorld();
    const one = await world.next({ config: ALONE, streams: ['tasks', 'subtasks'] });
    world.edit({ type: 'rename-task', task: root, name: 'then' });
    const two = await world.next({ config: ALONE, streams: ['stories'], state: stateOf(one) });
    world.edit({ type: 'rename-task', task: leaf, name: 'now' });
    const three = await world.next({ config: ALONE, state: stateOf(two) });
    expect(gids(three, 'tasks')).toEqual([root]);
    // The root is in the changed list of subtasks, so its whole tree comes; of stories, only what the leaf's change shows.
    expect(gids(three, 'subtasks').sort()).toEqual([child, leaf].sort());
    expect(gids(three, 'stories')).toEqual([world.gid('story', 2)]);
    expect(new Set(asked(three)).size).toBe(three.requests.length);
  });
});

describe('a stream that is newly selected', () => {
  it('is read from the beginning, and the others go on', async () => {
    const { world, root, stories, list } = treeWorld();
    const one = await world.next({ config: ALONE, streams: ['tasks', 'subtasks'] });
    const two = await world.next({ config: ALONE, state: stateOf(one) });
    expect([gids(two, 'tasks'), gids(two, 'subtasks'), gids(two, 'stories').sort()]).toEqual([[], [], stories.sort()]);
    expect(asked(two, '/tasks?').sort()).toEqual([list, since(list, '08:59')]);
    expect(asked(two, `/tasks/${root}/subtasks`)).toHaveLength(1);
    const three = await world.next({ config: ALONE, state: stateOf(two) });
    expect(gids(three, 'stories')).toEqual([]);
  });

  it('begins at start_date', async () => {
    const { world, root } = treeWorld();
    world.later();
    const late = world.story(root);
    const one = await world.next({ config: ALONE, streams: ['tasks'] });
    const config = { ...ALONE, start_date: '2026-11-20T08:30:00Z' };
    const two = await world.next({ config, streams: ['tasks', 'stories'], state: stateOf(one) });
    expect(gids(two, 'stories')).toEqual([late]);
  });
});

describe('a stream that is not selected any more', () => {
  it('keeps its bookmarks in the state, and goes on from them when it is selected again', async () => {
    const { world, leaf } = treeWorld();
    const one = await world.next({ config: ALONE });
    const two = await world.next({ config: ALONE, streams: ['tasks'], state: stateOf(one) });
    expect(placeOf(two, 'stories')).toEqual(placeOf(one, 'stories'));
    expect(placeOf(two, 'subtasks')).toEqual(placeOf(one, 'subtasks'));
    const late = world.story(leaf);
    const three = await world.next({ config: ALONE, state: stateOf(two) });
    expect(gids(three, 'stories')).toEqual([world.gid('story', 2), late]);
  });
});

describe('nothing is asked that nothing selected needs:', () => {
  it('tasks alone take no list of subtasks or stories, and no word about subtasks', async () => {
    const { world, list } = treeWorld();
    const one = await world.next({ config: ALONE, streams: ['tasks'] });
    expect(asked(one)).toEqual(['/workspaces', `/projects?workspace=${world.gid('workspace')}`, list]);
    const two = await world.next({ config: ALONE, streams: ['tasks'], state: stateOf(one) });
    expect(asked(two, '/tasks')).toEqual([since(list, '08:59')]);
  });

  it('stories alone walk through the subtasks, and write none of them', async () => {
    const { world, root, child, stories } = treeWorld();
    const one = await world.next({ config: ALONE, streams: ['stories'] });
    expect([...one.records.keys()]).toEqual(['stories']);
    expect(gids(one, 'stories').sort()).toEqual(stories.sort());
    expect(asked(one, '/subtasks')).toEqual([`/tasks/${root}/subtasks`, `/tasks/${child}/subtasks`]);
    const listed = one.requests.find(({ path }) => path.endsWith('/subtasks'));
    expect(listed?.query['opt_fields']).toBe('gid,modified_at,num_subtasks');
  });

  it('stories alone find what changed below unchanged tasks', async () => {
    const { world, leaf } = treeWorld();
    const one = await world.next({ config: ALONE, streams: ['stories'] });
    const late = world.story(leaf);
    const two = await world.next({ config: ALONE, streams: ['stories'], state: stateOf(one) });
    expect(gids(two, 'stories')).toEqual([world.gid('story', 2), late]);
  });

  it('subtasks alone write neither tasks nor stories', async () => {
    const { world, child, leaf } = treeWorld();
    const one = await world.next({ config: ALONE, streams: ['subtasks'] });
    expect([...one.records.keys()]).toEqual(['subtasks']);
    expect(gids(one, 'subtasks')).toEqual([child, leaf]);
    expect(asked(one, '/stories')).toEqual([]);
  });

  it('workspaces alone take one request', async () => {
    const { world } = treeWorld();
    expect(asked(await world.next({ streams: ['workspaces'] }))).toEqual(['/workspaces']);
  });

  it('users beside tasks take no list of what is assigned where that is not wanted', async () => {
    const world = new SmallWorld();
    world.assignedTask();
    const run = await world.next({ streams: ['users', 'tasks'], config: ALONE });
    expect([gids(run, 'users').length, asked(run, '/tasks?assignee'), gids(run, 'tasks')]).toEqual([1, [], []]);
  });

  it('sections take the projects, but none of their tasks', async () => {
    const { world } = treeWorld();
    const run = await world.next({ streams: ['sections'] });
    const project = world.gid('project');
    expect(asked(run).slice(1)).toEqual([
      `/projects?workspace=${world.gid('workspace')}`,
      `/projects/${project}/sections`,
    ]);
  });

  it('members of teams and items of portfolios are asked only where those properties are selected', async () => {
    const sizes = { teams: 1, portfolios: 1, itemsPerPortfolio: 1 };
    const { world } = treeWorld({ sizes });
    const whole = await world.next({ streams: ['teams', 'portfolios'] });
    expect(asked(whole, '/users?team')).toHaveLength(1);
    expect(asked(whole, '/items')).toHaveLength(1);
    expect(whole.records.get('teams')).toMatchObject([{ users: [{ gid: world.gid('user') }] }]);
    expect(whole.records.get('portfolios')).toMatchObject([{ portfolio_items: [{ gid: world.gid('project') }] }]);
    const selection = selectionWith(['teams', 'portfolios'], {
      teams: { users: { selected: false } },
      portfolios: { portfolio_items: { selected: false } },
    });
    const plain = await world.next({ selection });
    expect(asked(plain).filter((request) => /team=|items/.test(request))).toEqual([]);
    expect(plain.records.get('teams')?.[0]).not.toHaveProperty('users');
  });
});

describe('an object under several parents', () => {
  it('is written once a run and stream', async () => {
    const world = new SmallWorld({ sizes: { workspaces: 2, users: 2 } });
    const run = await world.next({ streams: ['users', ...FAMILY] });
    // The first user belongs to both workspaces.
    expect(gids(run, 'users').sort()).toEqual([world.gid('user', 0), world.gid('user', 1)]);
  });
});

it('projects that have most to read come first, whichever is listed first', async () => {
  const world = new SmallWorld({ sizes: { projects: 3 } });
  for (const project of [0, 1, 2]) world.task(project);
  const options = { streams: ['tasks'], config: { ...ALONE, max_concurrent_requests: 1 } };
  const state = structuredClone(stateOf(await world.next(options))) as { bookmarks: { tasks: Place } };
  const [one, two, three] = [0, 1, 2].map((at) => world.gid('project', at)) as [string, string, string];
  const partitions = { ...state.bookmarks.tasks.partitions, [two]: '2026-11-19T08:00:00.000Z', [three]: '' };
  const run = await world.next({
    ...options,
    state: { bookmarks: { tasks: { ...state.bookmarks.tasks, partitions } } },
  });
  expect(asked(run, '/tasks?project')).toEqual([three, two, one].map((gid) => expect.stringContaining(gid)));
});
