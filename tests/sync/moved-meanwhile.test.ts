import { expect, it } from 'vitest';
import { gids } from '../support/harness.ts';
import { placeOf, SmallWorld, stateOf } from './small-world.ts';

it('an assigned subtask keeps what failed below it on another way down, as it was moved while the run read', async () => {
  const world = new SmallWorld({ latencyMs: 100, latencyJitter: 0 });
  const root = world.task(0);
  const before = world.subtask(root);
  const mine = world.subtask(root);
  world.edit({ type: 'assign-task', task: mine, assignee: 'user:0' });
  world.subtask(mine);
  const moved = world.subtask(before);
  const story = world.story(moved);
  const one = await world.next({
    config: { max_concurrent_requests: 1 },
    fetch: (send) => async (url, init) => {
      const { pathname } = new URL(url);
      if (pathname.endsWith(`/${mine}/subtasks`)) world.edit({ type: 'set-parent', task: moved, parent: mine });
      if (!pathname.endsWith(`/${moved}/stories`)) return send(url, init);
      return new Response('{}', { status: 400 });
    },
  });
  expect([gids(one, 'stories'), placeOf(one, 'stories').partitions]).toEqual([
    [],
    { [world.gid('project')]: '', [world.assigned()]: '' },
  ]);
  world.edit({ type: 'hide-project', project: 'project:0' });
  const two = await world.next({ state: stateOf(one) });
  expect(gids(two, 'stories')).toEqual([story]);
});
