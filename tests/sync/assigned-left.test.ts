import { expect, it } from 'vitest';
import { gids } from '../support/harness.ts';
import { answering, asked, SmallWorld, stateOf } from './small-world.ts';

/** A task in a project, its subtask, which is assigned, one more below that, and a story of each. */
function assignedBelow(world = new SmallWorld()) {
  const root = world.task(0);
  const child = world.subtask(root);
  const leaf = world.subtask(child);
  world.edit({ type: 'assign-task', task: child, assignee: 'user:0' });
  return { world, root, child, leaf, stories: [child, leaf].map((task) => world.story(task)) };
}

it('an assigned subtask whose parent nobody can see goes to subtasks, though a project has it in tasks', async () => {
  const world = new SmallWorld({ sizes: { projects: 2 }, hidden: ['project:1'] });
  const child = world.subtask(world.task(1));
  world.edit({ type: 'assign-task', task: child, assignee: 'user:0' });
  world.edit({ type: 'add-to-project', task: child, project: 'project:0' });
  const story = world.story(child);
  const run = await world.next();
  expect([gids(run, 'tasks'), gids(run, 'subtasks'), gids(run, 'stories')]).toEqual([[child], [child], [story]]);
});

it('a task is not left to an archived project where another of its projects is refused', async () => {
  const world = new SmallWorld({ sizes: { projects: 2 } });
  const task = world.task(0, 1);
  const story = world.story(task);
  world.edit({ type: 'assign-task', task, assignee: 'user:0' });
  world.edit({ type: 'archive-project', project: 'project:1' });
  const fetch = answering(403, ({ searchParams }) => searchParams.has('project'));
  const run = await world.next({ config: { include_archived_projects: false }, fetch });
  expect([gids(run, 'tasks'), gids(run, 'stories')]).toEqual([[task], [story]]);
});

it('a subtask that was met below its task is not asked again by an assigned list that has yet to begin', async () => {
  const { world, child, leaf, stories } = assignedBelow();
  const one = await world.next({ fetch: answering(400, ({ searchParams }) => searchParams.has('assignee')) });
  expect([gids(one, 'subtasks'), gids(one, 'stories').sort()]).toEqual([[child, leaf], stories.sort()]);
  const two = await world.next({ state: stateOf(one) });
  expect([gids(two, 'subtasks'), asked(two, '/stories')]).toEqual([[], []]);
});

it('a subtask in the changed list comes from there, though a sweep has passed over it below its task', async () => {
  const { world, child } = assignedBelow(new SmallWorld({ sizes: { tags: 1 } }));
  const config = { start_date: world.later() };
  world.later();
  world.edit({ type: 'tag-task', task: child, tag: 'tag:0' });
  const run = await world.next({ config });
  expect(gids(run, 'subtasks')).toEqual([child]);
});

it('what lies below a subtask is listed once, where its assigned list wants more of it than its project', async () => {
  const { world, root, child, leaf } = assignedBelow(new SmallWorld({ sizes: { tags: 1 } }));
  const one = await world.next();
  world.later();
  world.edit({ type: 'tag-task', task: child, tag: 'tag:0' });
  const two = await world.next({ state: stateOf(one) });
  expect(gids(two, 'subtasks').sort()).toEqual([child, leaf].sort());
  expect(asked(two, '/subtasks')).toEqual([root, child].map((gid) => `/tasks/${gid}/subtasks`));
});
