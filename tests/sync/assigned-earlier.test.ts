import { expect, it } from 'vitest';
import { gids } from '../support/harness.ts';
import { answering, SmallWorld, stateOf } from './small-world.ts';

it('a project that begins at start_date takes no row from an assigned list that began before', async () => {
  const world = new SmallWorld({ sizes: { projects: 2 }, hidden: ['project:1'] });
  const task = world.edit({ type: 'add-task', assignee: 'user:0', projects: ['project:1'] });
  const one = await world.next();
  expect(gids(one, 'tasks')).toEqual([task]);
  world.later();
  world.edit({ type: 'rename-task', task, name: 'changed before start_date' });
  const story = world.story(task);
  world.later();
  world.edit({ type: 'share-project', project: 'project:1' });
  world.later();
  const config = { start_date: new Date(world.clock.now()).toISOString() };
  const two = await world.next({ state: stateOf(one), config });
  expect([gids(two, 'tasks'), gids(two, 'stories')]).toEqual([[task], [story]]);
});

it('nor does a task that its subtask came below since, where what changed there was not read yet', async () => {
  const world = new SmallWorld({ sizes: { projects: 2 }, hidden: ['project:1'] });
  const root = world.task(0);
  world.subtask(root);
  const middle = world.subtask(world.task(1));
  const mine = world.subtask(middle);
  world.edit({ type: 'assign-task', task: mine, assignee: 'user:0' });
  const below = world.subtask(mine);
  const one = await world.next();
  world.later();
  world.edit({ type: 'rename-task', task: below, name: 'changed' });
  const story = world.story(below);
  const failing = answering(400, ({ searchParams }) => searchParams.has('assignee'));
  const two = await world.next({ state: stateOf(one), fetch: failing });
  world.later();
  world.edit({ type: 'set-parent', task: middle, parent: root });
  const three = await world.next({ state: stateOf(two) });
  expect(gids(three, 'subtasks')).toContain(below);
  expect(gids(three, 'stories')).toContain(story);
});
