import { expect, it } from 'vitest';
import type { FaultRule } from '../../src/sandbox/faults/rule.ts';
import { gids } from '../support/harness.ts';
import { answering, asked, type Place, placeOf, SmallWorld, stateOf } from './small-world.ts';

const ALONE = { include_assigned_tasks: false };
const refusing = answering(403, ({ pathname }) => pathname.endsWith('/stories'));
const now = (world: SmallWorld) => new Date(world.clock.now()).toISOString();

it('a refused task is owed from the start_date that was, whatever it is by then', async () => {
  const world = new SmallWorld();
  const task = world.task(0);
  world.story(task);
  world.later();
  const start_date = now(world);
  const story = world.story(task);
  const one = await world.next({ config: { ...ALONE, start_date }, fetch: refusing });
  expect(placeOf(one, 'stories')).toMatchObject({ refused: [task], cut: [`${start_date}|${task}`] });
  world.later();
  const two = await world.next({ config: { ...ALONE, start_date: now(world) }, state: stateOf(one), fetch: refusing });
  expect(placeOf(two, 'stories')).toMatchObject({ refused: [task], cut: [`${start_date}|${task}`] });
  const three = await world.next({ config: ALONE, state: stateOf(two) });
  expect(gids(three, 'stories')).toEqual([story]);
});

it('one that was refused in a full refresh is owed whole, also once that is merged into an older state', async () => {
  const world = new SmallWorld();
  const task = world.task(0);
  const story = world.story(task);
  world.later();
  const config = { ...ALONE, start_date: now(world) };
  world.edit({ type: 'rename-task', task, name: 'changed' });
  const before = placeOf(await world.next({ config, fetch: refusing }), 'stories');
  const refresh = placeOf(await world.next({ config: ALONE, fetch: refusing }), 'stories');
  expect([before['cut'], refresh['cut']]).toEqual([[`${config.start_date}|${task}`], []]);
  // As Meltano merges: objects key by key, everything else is replaced.
  const merged: Place = { ...before, ...refresh, partitions: { ...before.partitions, ...refresh.partitions } };
  const run = await world.next({ config, state: { bookmarks: { stories: merged } } });
  expect(gids(run, 'stories')).toEqual([story]);
});

it.each([
  [['tasks', 'subtasks', 'stories'], 'subtasks: not available in workspace'],
  [['tasks', 'stories'], 'stories: subtasks are not available in workspace'],
])('want of a scope for lists of subtasks ends these alone, selected or not: %j', async (streams, said) => {
  const message = 'The token lacks the following scopes: tasks:read';
  const rule: FaultRule = { path: '/tasks/*/subtasks', fault: { type: 'status', status: 403, message } };
  const world = new SmallWorld({ faults: [rule] });
  const tasks = [world.task(0), world.task(0), world.task(0)];
  const stories = tasks.map((task) => world.story(task));
  for (const task of tasks) world.subtask(task);
  const run = await world.next({ streams, config: { ...ALONE, max_concurrent_requests: 1 } });
  expect(asked(run, '/subtasks').length).toBeLessThan(tasks.length);
  expect(gids(run, 'stories').sort()).toEqual(stories.sort());
  expect([run.failure, run.log]).toEqual([undefined, expect.stringContaining(said)]);
});

it.each([
  ['its own list', 0],
  ['what lies below it', 1],
])('a refused task of which %s fails when it is asked again stays owed', async (_, depth) => {
  const world = new SmallWorld();
  const root = world.task(0);
  const child = world.subtask(root);
  const stories = [root, child].map((task) => world.story(task));
  const lists = answering(403, ({ pathname }) => pathname === `/api/1.0/tasks/${root}/subtasks`);
  const one = await world.next({ config: ALONE, fetch: (send) => refusing(lists(send)) });
  expect(gids(one, 'stories')).toEqual([]);
  const failed = `/tasks/${[root, child][depth]}/stories`;
  const failing = answering(400, ({ pathname }) => pathname.endsWith(failed));
  const two = await world.next({ config: ALONE, state: stateOf(one), fetch: failing });
  expect([two.failures.length, gids(two, 'stories')]).toEqual([1, [stories[1 - depth]]]);
  const three = await world.next({ config: ALONE, state: stateOf(two) });
  expect(gids(three, 'stories')).toContain(stories[depth]);
  expect(placeOf(three, 'stories').refused).toEqual([]);
});
