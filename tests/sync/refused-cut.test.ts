import { expect, it } from 'vitest';
import { gids } from '../support/harness.ts';
import { answering, placeOf, SmallWorld, stateOf } from './small-world.ts';

const refusing = answering(403, ({ pathname }) => pathname.endsWith('/stories'));
const now = (world: SmallWorld) => new Date(world.clock.now()).toISOString();

it('a task that was owed from a start_date comes whole to a project that begins at the beginning', async () => {
  const world = new SmallWorld({ sizes: { projects: 2 }, hidden: ['project:1'] });
  const task = world.task(0, 1);
  const old = world.story(task);
  world.later();
  const start_date = now(world);
  const story = world.story(task);
  const one = await world.next({ config: { start_date }, fetch: refusing });
  world.later();
  world.edit({ type: 'share-project', project: 'project:1' });
  const two = await world.next({ state: stateOf(one) });
  expect(gids(two, 'stories').sort()).toEqual([old, story].sort());
});

it('nothing of it comes twice where a later start_date has been set since', async () => {
  const world = new SmallWorld();
  const task = world.task(0);
  const old = world.story(task);
  world.later();
  const config = { start_date: now(world) };
  const stories = [old, world.story(task)];
  const one = await world.next({ config, fetch: refusing });
  world.later();
  config.start_date = now(world);
  stories.push(world.story(task));
  const two = await world.next({ config, state: stateOf(one) });
  expect(gids(two, 'stories').sort()).toEqual(stories.sort());
});

it('nor is what lies between left out where an earlier one has', async () => {
  const world = new SmallWorld();
  const task = world.task(0);
  world.story(task);
  world.later();
  const config = { start_date: now(world) };
  const between = world.story(task);
  world.later();
  const later = now(world);
  const story = world.story(task);
  const one = await world.next({ config: { start_date: later }, fetch: refusing });
  world.later();
  world.edit({ type: 'rename-task', task, name: 'changed' });
  const two = await world.next({ config, state: stateOf(one) });
  expect(gids(two, 'stories').sort()).toEqual([between, story].sort());
});

it('nor does it keep a subtask from the list of its assignee, which begins before, once no list has the task itself', async () => {
  const world = new SmallWorld();
  const task = world.task(0);
  const mine = world.subtask(task);
  world.edit({ type: 'assign-task', task: mine, assignee: 'user:0' });
  const story = world.story(mine);
  world.later();
  const config = { start_date: now(world), include_assigned_tasks: false };
  world.edit({ type: 'rename-task', task, name: 'changed' });
  const below = answering(403, ({ pathname }) => pathname.endsWith('/subtasks'));
  const one = await world.next({ config, fetch: below });
  expect(placeOf(one, 'subtasks')).toMatchObject({ refused: [task], cut: [`${config.start_date}|${task}`] });
  world.edit({ type: 'remove-from-project', task, project: 'project:0' });
  const two = await world.next({ state: stateOf(one) });
  expect([gids(two, 'subtasks'), gids(two, 'stories')]).toEqual([[mine], [story]]);
});
