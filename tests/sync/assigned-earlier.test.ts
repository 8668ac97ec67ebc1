import { expect, it } from 'vitest';
import { StoppedError } from '../../src/errors.ts';
import { gids } from '../support/harness.ts';
import { answering, placeOf, SmallWorld, stateOf } from './small-world.ts';

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

it('nor does a project that begins at start_date take a subtask, where the list was begun without one and stopped', async () => {
  const world = new SmallWorld();
  const root = world.task(0);
  for (let count = 0; count < 4; count += 1) world.assignedTask();
  const mine = world.subtask(root);
  world.edit({ type: 'assign-task', task: mine, assignee: 'user:0' });
  const story = world.story(mine);
  const stop = new AbortController();
  const failing = answering(400, ({ searchParams }) => searchParams.has('project'));
  const one = await world.next({
    config: { max_concurrent_requests: 1 },
    signal: stop.signal,
    fetch: (send) => (url, init) => {
      if (url.includes(`/tasks/${mine}/stories`)) stop.abort(new StoppedError('stopped by SIGTERM', 143));
      return failing(send)(url, init);
    },
  });
  expect(placeOf(one, 'stories').open?.[world.assigned()]).toMatch(/^[^|]+\|\|\d+$/);
  world.edit({ type: 'rename-task', task: mine, name: 'changed before start_date' });
  world.later();
  const config = { start_date: new Date(world.clock.now()).toISOString() };
  const two = await world.next({ state: stateOf(one), config });
  expect([gids(two, 'subtasks'), gids(two, 'stories')]).toEqual([[mine], [story]]);
});
