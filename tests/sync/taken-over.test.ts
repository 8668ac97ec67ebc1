import { expect, it } from 'vitest';
import { gids } from '../support/harness.ts';
import { answering, asked, placeOf, SmallWorld, stateOf } from './small-world.ts';

const ALONE = { include_assigned_tasks: false };

it('a list of subtasks that failed for one project is read for the next one that has the task', async () => {
  const fault = { type: 'status', status: 400 } as const;
  const world = new SmallWorld({ sizes: { projects: 2 }, faults: [{ path: '/tasks/*/subtasks', count: 1, fault }] });
  const child = world.subtask(world.task(0, 1));
  const one = await world.next({ config: ALONE });
  expect([one.failures.length, gids(one, 'subtasks')]).toEqual([1, [child]]);
  expect(Object.values(placeOf(one, 'subtasks').partitions)).toContain('');
});

it('a list of subtasks is not asked for again where only the stories of its task are still wanted', async () => {
  const world = new SmallWorld({ sizes: { projects: 2 }, latencyMs: 100, latencyJitter: 0 });
  for (let n = 0; n < 5; n++) world.task(1);
  const task = world.task(0, 1);
  const child = world.subtask(task);
  const stories = [task, child].map((gid) => world.story(gid));
  const config = { ...ALONE, page_size: 1 };
  const state = stateOf(await world.next({ config })) as { bookmarks: { stories: { partitions: object } } };
  Object.assign(state.bookmarks.stories.partitions, { [world.gid('project', 1)]: '' });
  const two = await world.next({ config, state });
  expect(asked(two, '/subtasks')).toEqual([`/tasks/${task}/subtasks`]);
  expect(gids(two, 'stories')).toEqual(expect.arrayContaining(stories));
});

it('what was refused is owed whole where the project began before the start_date that is set by then', async () => {
  const world = new SmallWorld();
  const [parent, single] = [world.task(0), world.task(0)];
  const one = await world.next({ config: ALONE });
  world.later();
  const child = world.subtask(parent);
  const story = world.story(single);
  for (const task of [parent, single]) world.edit({ type: 'rename-task', task, name: 'changed' });
  const config = { ...ALONE, start_date: world.later() };
  const refused = [`/tasks/${parent}/subtasks`, `/tasks/${single}/stories`];
  const refusing = answering(403, ({ pathname }) => refused.some((path) => pathname.endsWith(path)));
  const two = await world.next({ config, state: stateOf(one), fetch: refusing });
  expect([gids(two, 'subtasks'), gids(two, 'stories')]).toEqual([[], []]);
  const three = await world.next({ config, state: stateOf(two) });
  expect([gids(three, 'subtasks'), gids(three, 'stories')]).toEqual([[child], [story]]);
});

it('a subtask comes once though it was held back below a task first, taken over, and is assigned itself', async () => {
  const world = new SmallWorld({ sizes: { tags: 1, users: 2 } });
  const child = world.subtask(world.task(0));
  const leaf = world.subtask(child);
  for (const [user, task] of [child, leaf].entries())
    world.edit({ type: 'assign-task', task, assignee: `user:${user}` });
  const config = { max_concurrent_requests: 1 };
  const one = await world.next({ config });
  world.later();
  for (const task of [child, leaf]) world.edit({ type: 'tag-task', task, tag: 'tag:0' });
  const two = await world.next({ config, state: stateOf(one) });
  expect(gids(two, 'subtasks').sort()).toEqual([child, leaf].sort());
});

it.each([
  [0, 1],
  [1, 0],
])(
  'an assigned list is swept as long ago as any project is that it leaves rows to: %i, %i hours later',
  async (...hours) => {
    const world = new SmallWorld({ sizes: { projects: 2 } });
    for (const index of [0, 1]) world.edit({ type: 'assign-task', task: world.task(index), assignee: 'user:0' });
    const at = (hour: number) => `2026-11-20T0${hour}:00:00.000Z`;
    const place = (of: (index: number) => string) =>
      Object.fromEntries([0, 1].map((index) => [world.gid('project', index), of(index)]));
    const stories = { partitions: place(() => at(8)), swept: place((index) => at(5 + (hours[index] ?? 0))) };
    const state = { bookmarks: { tasks: { partitions: stories.partitions }, subtasks: stories, stories } };
    const run = await world.next({ config: { subtask_sweep_hours: 24 }, state });
    expect(placeOf(run, 'stories').swept?.[world.assigned()]).toBe(at(5));
  },
);

it.each([
  [2, 24],
  [24, 2],
])('a sweep is due as soon as it is for one of the streams: %i and %i hours ago', async (...hours) => {
  const world = new SmallWorld();
  const child = world.subtask(world.task(0));
  const story = world.story(child);
  const partitions = { [world.gid('project')]: world.later(22 * 3_600_000) };
  const [subtasks, stories] = hours.map((ago) => {
    const at = new Date(world.clock.now() - (ago - 1) * 3_600_000).toISOString();
    return { partitions, swept: { [world.gid('project')]: at } };
  });
  const state = { bookmarks: { tasks: { partitions }, subtasks, stories } };
  const run = await world.next({ config: { ...ALONE, subtask_sweep_hours: 24 }, state });
  expect(asked(run, '/subtasks')).toHaveLength(1);
  expect([gids(run, 'subtasks'), gids(run, 'stories')]).toEqual(hours[0] === 24 ? [[child], []] : [[], [story]]);
});
