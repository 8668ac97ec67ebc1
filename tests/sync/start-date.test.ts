import { describe, expect, it } from 'vitest';
import { gids } from '../support/harness.ts';
import { answering, asked, placeOf, SmallWorld, selectionWith, stateOf } from './small-world.ts';

const ALONE = { include_assigned_tasks: false };

/** Between the old tasks of the world and the first run. */
const START = { start_date: '2026-11-20T08:30:00Z' };

/** A task with a subtask and a story each at 8:00, and at 9:00 whatever `later` does to them. */
function agedWorld() {
  const world = new SmallWorld();
  const task = world.task(0);
  const child = world.subtask(task);
  const old = [world.story(task), world.story(child)];
  world.later();
  return { world, task, child, old };
}

describe('start_date', () => {
  it('is where the lists of tasks begin: what has not changed since does not come', async () => {
    const { world } = agedWorld();
    const fresh = world.task(0);
    const run = await world.next({ config: START, streams: ['tasks'] });
    expect(gids(run, 'tasks')).toEqual([fresh]);
    expect(asked(run, '/tasks?project')).toEqual([
      `/tasks?project=${world.gid('project')}&modified_since=2026-11-20T08:30:00.000Z`,
    ]);
  });

  it('cuts the stories and subtasks of a changed task, and not the task itself', async () => {
    const { world, task } = agedWorld();
    const late = world.story(task);
    const fresh = world.subtask(task);
    const run = await world.next({ config: START });
    expect(gids(run, 'tasks')).toEqual([task]);
    expect(gids(run, 'subtasks')).toEqual([fresh]);
    expect(gids(run, 'stories')).toEqual([late]);
  });

  it('lets a task come out whose modified_at is older, if Asana lists it as changed', async () => {
    const world = new SmallWorld({ sizes: { projects: 2 } });
    const task = world.task(0);
    world.later();
    world.edit({ type: 'add-to-project', task, project: 'project:1' });
    const run = await world.next({ config: START, streams: ['tasks'] });
    expect(run.records.get('tasks')).toMatchObject([{ gid: task, modified_at: '2026-11-20T08:00:00.000Z' }]);
  });

  it('finds changed subtasks below tasks that are older', async () => {
    const { world, child } = agedWorld();
    const late = world.story(child);
    const run = await world.next({ config: START });
    expect([gids(run, 'tasks'), gids(run, 'subtasks'), gids(run, 'stories')]).toEqual([[], [child], [late]]);
  });

  it('does not keep from a project with an older bookmark what a new one leaves out', async () => {
    const world = new SmallWorld({ sizes: { projects: 2 }, hidden: ['project:1'], latencyMs: 100, latencyJitter: 0 });
    const task = world.task(0, 1);
    const one = await world.next({ config: { include_assigned_tasks: false } });
    const story = world.story(task);
    world.later();
    world.edit({ type: 'share-project', project: 'project:1' });
    const late = world.story(task);
    // Set only now: the first project does not begin there, and the second does.
    const config = { start_date: '2026-11-20T09:30:00Z', include_assigned_tasks: false };
    const two = await world.next({ config, state: stateOf(one) });
    expect(gids(two, 'stories').sort()).toEqual([story, late].sort());
    expect(asked(two, '/stories').length).toBeLessThanOrEqual(2);
  });

  it('keeps nothing of a refused task from those whose bookmark is older', async () => {
    const fault = { type: 'status', status: 403 } as const;
    const world = new SmallWorld({ faults: [{ path: '/tasks/*/stories', count: 1, fault }] });
    const story = world.story(world.task(0));
    const one = await world.next();
    expect(gids(one, 'stories')).toEqual([]);
    world.later();
    const two = await world.next({ config: { start_date: '2026-11-20T09:30:00Z' }, state: stateOf(one) });
    expect(gids(two, 'stories')).toEqual([story]);
  });

  it('keeps nothing of a refused task from a full table', async () => {
    const fault = { type: 'status', status: 403 } as const;
    const world = new SmallWorld({ faults: [{ path: '/tasks/*/stories', count: 1, fault }] });
    const story = world.story(world.task(0));
    world.later();
    const selection = selectionWith(['tasks', 'stories'], { stories: { '': { 'replication-method': 'FULL_TABLE' } } });
    const one = await world.next({ config: START, selection });
    const two = await world.next({ config: START, selection, state: stateOf(one) });
    expect([gids(one, 'stories'), gids(two, 'stories')]).toEqual([[], [story]]);
    expect(asked(two, '/stories')).toHaveLength(1);
  });

  it('goes on cutting the rows of later changed lists', async () => {
    const { world, task } = agedWorld();
    const one = await world.next({ config: START });
    world.edit({ type: 'rename-task', task, name: 'new' });
    const two = await world.next({ config: START, state: stateOf(one) });
    expect([gids(two, 'tasks'), gids(two, 'subtasks'), gids(two, 'stories')]).toEqual([[task], [], []]);
  });

  it('begins nothing where there is a bookmark: an earlier one reads nothing anew', async () => {
    const { world } = agedWorld();
    const one = await world.next({ config: START });
    const two = await world.next({ config: { start_date: '2020-01-01' }, state: stateOf(one) });
    expect([...two.records.keys()]).toEqual([]);
  });

  it('later than a bookmark cuts nothing', async () => {
    const { world, task, child, old } = agedWorld();
    const one = await world.next();
    const late = [world.story(task), world.story(child)];
    const two = await world.next({ config: { start_date: '2027-01-01' }, state: stateOf(one) });
    expect([gids(two, 'tasks'), gids(two, 'subtasks')]).toEqual([[task], [child]]);
    expect(gids(two, 'stories').sort()).toEqual([...old, ...late].sort());
    expect(asked(two, '2027')).toEqual([]);
  });

  it('is where a partition begins that is reset or new', async () => {
    const world = new SmallWorld({ sizes: { projects: 2 }, hidden: ['project:1'] });
    world.task(1);
    world.later();
    const fresh = world.task(1);
    const one = await world.next({ config: START, streams: ['tasks'] });
    world.edit({ type: 'share-project', project: 'project:1' });
    const two = await world.next({ config: START, streams: ['tasks'], state: stateOf(one) });
    expect(gids(two, 'tasks')).toEqual([fresh]);
  });
});

it('what came between a bookmark and a start_date that was set later comes, though the task was refused in between', async () => {
  const { world, task } = agedWorld();
  const zero = await world.next({ config: ALONE });
  const old = world.story(task);
  const config = { ...ALONE, start_date: world.later() };
  const young = world.story(task);
  const one = await world.next({
    config,
    state: stateOf(zero),
    fetch: answering(403, ({ pathname }) => pathname.endsWith('/stories')),
  });
  const two = await world.next({ config, state: stateOf(one) });
  expect(gids(two, 'stories')).toEqual(expect.arrayContaining([old, young]));
  expect(placeOf(two, 'stories').refused).toEqual([]);
});

it('what was refused to a project that began at it comes whole where another had it before', async () => {
  const world = new SmallWorld({ sizes: { projects: 2 }, hidden: ['project:1'] });
  const task = world.task(0, 1);
  const child = world.subtask(task);
  const zero = await world.next({ config: ALONE });
  const old = world.story(child);
  const config = { ...ALONE, start_date: world.later() };
  // The stories of the first project stay behind; its subtasks do not.
  const one = await world.next({
    config,
    state: stateOf(zero),
    fetch: answering(400, ({ pathname }) => pathname.endsWith('/stories')),
  });
  world.edit({ type: 'share-project', project: 'project:1' });
  const two = await world.next({
    config,
    state: stateOf(one),
    fetch: answering(403, ({ pathname }) => pathname.endsWith('/subtasks')),
  });
  expect(placeOf(two, 'stories')).toMatchObject({ refused: [task] });
  const three = await world.next({ config, state: stateOf(two) });
  expect(gids(three, 'stories')).toEqual([old]);
});

it('what was refused in a run that began at it comes from there on', async () => {
  const { world, task } = agedWorld();
  const young = world.story(task);
  const one = await world.next({
    config: START,
    fetch: answering(403, ({ pathname }) => pathname.endsWith('/stories')),
  });
  expect(placeOf(one, 'stories')).toMatchObject({ refused: [task], cut: [`2026-11-20T08:30:00.000Z|${task}`] });
  const two = await world.next({ config: START, state: stateOf(one) });
  expect([gids(two, 'stories'), placeOf(two, 'stories')]).toEqual([[young], expect.objectContaining({ cut: [] })]);
});

it('what it cut off of a list that failed midway comes out for whoever takes the list over', async () => {
  const fault = { type: 'status', status: 400, message: 'something odd' } as const;
  const world = new SmallWorld({
    sizes: { projects: 2 },
    hidden: ['project:1'],
    faults: [{ path: '/tasks/*/stories', query: { offset: '*' }, count: 1, fault }],
  });
  const task = world.task(0, 1);
  const zero = await world.next({ config: ALONE });
  world.later();
  const old = [world.story(task), world.story(task)];
  const config = { ...ALONE, page_size: 2, start_date: world.later(7_200_000) };
  world.later();
  const young = [world.story(task), world.story(task), world.story(task)];
  // New to the token, it begins at start_date, and is read first.
  world.edit({ type: 'share-project', project: 'project:1' });
  const one = await world.next({ config, state: stateOf(zero) });
  expect([one.failures.length, gids(one, 'stories').sort()]).toEqual([1, [...old, ...young].sort()]);
});
