import { describe, expect, it } from 'vitest';
import type { Fetch } from '../support/fetch.ts';
import { gids } from '../support/harness.ts';
import { asked, beforeRequest, logged, placeOf, SmallWorld, stateOf } from './small-world.ts';

const ALONE = { include_assigned_tasks: false };

/** Refuses requests for a path, so many times from the first on. */
function faulty(path: string, status: number, count: number) {
  return { path, count, fault: { type: 'status', status } } as const;
}

describe('a task in two projects', () => {
  it('is written once, and its children with it', async () => {
    const world = new SmallWorld({ sizes: { projects: 2 } });
    const task = world.task(0, 1);
    const child = world.subtask(task);
    const stories = [world.story(task), world.story(child)];
    const run = await world.next({ config: ALONE });
    expect([gids(run, 'tasks'), gids(run, 'subtasks'), gids(run, 'stories')]).toEqual([[task], [child], stories]);
    expect(asked(run, `/tasks/${task}`)).toHaveLength(2);
  });

  it('is written once in the next run too', async () => {
    const world = new SmallWorld({ sizes: { projects: 2 } });
    const task = world.task(0, 1);
    const one = await world.next({ config: ALONE });
    world.edit({ type: 'rename-task', task, name: 'new' });
    const late = world.story(task);
    const two = await world.next({ config: ALONE, state: stateOf(one) });
    expect([gids(two, 'tasks'), gids(two, 'stories')]).toEqual([[task], [late]]);
    expect(asked(two, '/stories')).toHaveLength(1);
  });

  it('holds the bookmarks of both back until its children are out', async () => {
    const world = new SmallWorld({ sizes: { projects: 2 }, faults: [faulty('/tasks/*/stories', 400, 2)] });
    const task = world.task(0, 1);
    world.story(task);
    const run = await world.next({ config: ALONE });
    const [first, second] = [world.gid('project', 0), world.gid('project', 1)];
    expect(placeOf(run, 'stories').partitions).toEqual({ [first]: '', [second]: '' });
    expect(placeOf(run, 'subtasks').partitions[first]).not.toBe('');
    expect(run.failures).toHaveLength(2);
  });

  it('is taken over by the second project where the first gives it up: children once, the second complete', async () => {
    const world = new SmallWorld({ sizes: { projects: 2 }, faults: [faulty('/tasks/*/stories', 400, 1)] });
    const task = world.task(0, 1);
    const story = world.story(task);
    const one = await world.next({ config: ALONE });
    expect(gids(one, 'stories')).toEqual([story]);
    expect(one.failures).toEqual([expect.stringContaining(`stories of task ${task}`)]);
    const places = Object.values(placeOf(one, 'stories').partitions);
    expect(places.filter((place) => place === '')).toHaveLength(1);

    const two = await world.next({ config: ALONE, state: stateOf(one) });
    expect(two.failures).toEqual([]);
    expect(Object.values(placeOf(two, 'stories').partitions)).not.toContain('');
  });

  it('is taken over in the middle of a list: what is out already does not come again', async () => {
    const fault = { type: 'status', status: 400, message: 'something odd' } as const;
    const world = new SmallWorld({
      sizes: { projects: 2 },
      faults: [{ path: '/tasks/*/stories', query: { offset: '*' }, count: 1, fault }],
    });
    const task = world.task(0, 1);
    const stories = [world.story(task), world.story(task), world.story(task)];
    const run = await world.next({ config: { ...ALONE, page_size: 2 } });
    expect(gids(run, 'stories')).toEqual(stories);
    expect(run.failures).toHaveLength(1);
    expect(asked(run, '/stories')).toHaveLength(4);
  });

  it('is waited for by two who meet it at once: each list of its children is asked once', async () => {
    const world = new SmallWorld({ sizes: { projects: 2 }, latencyMs: 200, latencyJitter: 0 });
    const task = world.task(0, 1);
    const child = world.subtask(task);
    world.subtask(child);
    const run = await world.next({ config: ALONE });
    expect(asked(run, '/subtasks')).toEqual([task, child].map((gid) => `/tasks/${gid}/subtasks`));
    expect(new Set(asked(run)).size).toBe(run.requests.length);
    expect(run.error).toBeUndefined();
  });

  it('is read for whom it is new, though the other has it already', async () => {
    const world = new SmallWorld({ sizes: { projects: 2 }, hidden: ['project:1'] });
    const [task, other] = [world.task(0, 1), world.task(1)];
    const child = world.subtask(task);
    const one = await world.next({ config: ALONE });
    world.edit({ type: 'share-project', project: 'project:1' });
    const two = await world.next({ config: ALONE, state: stateOf(one) });
    expect(gids(two, 'tasks').sort()).toEqual([task, other].sort());
    expect(gids(two, 'subtasks')).toEqual([child]);
    expect(asked(two, `/tasks/${task}/subtasks`)).toHaveLength(1);
  });
});

describe('a subtask that is in a project', () => {
  it('is in both streams, with its stories once', async () => {
    const world = new SmallWorld({ sizes: { projects: 2 } });
    const root = world.task(0);
    const placed = world.subtask(root);
    world.edit({ type: 'add-to-project', task: placed, project: 'project:1' });
    const below = world.subtask(placed);
    const stories = [world.story(placed), world.story(below)];
    const run = await world.next({ config: ALONE });
    expect(gids(run, 'tasks').sort()).toEqual([root, placed].sort());
    expect(gids(run, 'subtasks').sort()).toEqual([placed, below].sort());
    expect(gids(run, 'stories').sort()).toEqual(stories.sort());
    expect(new Set(asked(run)).size).toBe(run.requests.length);
  });

  it('is in both streams where its parent is in the same project', async () => {
    const world = new SmallWorld();
    const root = world.task(0);
    const placed = world.subtask(root);
    world.edit({ type: 'add-to-project', task: placed, project: 'project:0' });
    const story = world.story(placed);
    const run = await world.next({ config: ALONE });
    expect(gids(run, 'tasks')).toEqual([root, placed]);
    expect(gids(run, 'subtasks')).toEqual([placed]);
    expect(gids(run, 'stories')).toEqual([story]);
  });

  it('comes with all its stories when it was only put there, as any row of a changed list', async () => {
    const world = new SmallWorld();
    const root = world.task(0);
    const placed = world.subtask(root);
    const story = world.story(placed);
    const one = await world.next({ config: ALONE });
    world.later();
    world.edit({ type: 'add-to-project', task: placed, project: 'project:0' });
    const two = await world.next({ config: ALONE, state: stateOf(one) });
    expect([gids(two, 'tasks'), gids(two, 'subtasks'), gids(two, 'stories')]).toEqual([[placed], [], [story]]);
  });
});

describe('tasks that are moved below each other during a run', () => {
  it('do not hang it, and nothing comes twice', async () => {
    const world = new SmallWorld({ latencyMs: 100, latencyJitter: 0 });
    const [upper, lower] = [world.task(0), world.task(0)];
    const child = world.subtask(upper);
    for (const parent of [child, lower]) world.subtask(parent);
    const swap = (nth: number) => {
      if (nth !== 2) return;
      // The upper one's subtasks have been asked for. Now it hangs below its own former child.
      world.edit({ type: 'set-parent', task: child, parent: null });
      world.edit({ type: 'set-parent', task: upper, parent: child, keepProjects: true });
    };
    const fetch = beforeRequest((url) => url.pathname.endsWith('/subtasks'), swap);
    const run = await world.next({ config: ALONE, fetch });
    expect(run.error).toBeUndefined();
    for (const stream of ['tasks', 'subtasks', 'stories']) {
      expect(new Set(gids(run, stream)).size).toBe(gids(run, stream).length);
    }
    expect(logged(run, 'ERROR')).toEqual([]);
  });

  it('do not hang two partitions that meet them in opposite order', async () => {
    const world = new SmallWorld({ sizes: { projects: 2 }, latencyMs: 100, latencyJitter: 0 });
    const [left, right] = [world.task(0), world.task(1)];
    world.edit({ type: 'add-to-project', task: world.subtask(left), project: 'project:1' });
    world.edit({ type: 'add-to-project', task: world.subtask(right), project: 'project:0' });
    const [inRight, inLeft] = [world.gid('task', 2), world.gid('task', 3)];
    for (const parent of [inRight, inLeft]) world.subtask(parent);
    // A circle over both projects, as one answer after the other shows it.
    const fetch = beforeRequest(
      (url) => url.pathname.endsWith('/subtasks'),
      (nth) => {
        if (nth > 2) return;
        const [child, parent] = nth === 1 ? [left, inRight] : [right, inLeft];
        world.edit({ type: 'set-parent', task: nth === 1 ? inRight : inLeft, parent: null, keepProjects: true });
        world.edit({ type: 'set-parent', task: child, parent, keepProjects: true });
      },
    );
    const run = await world.next({ config: ALONE, fetch });
    expect([run.error, run.failures]).toEqual([undefined, []]);
    for (const stream of ['tasks', 'subtasks']) {
      expect(new Set(gids(run, stream)).size).toBe(gids(run, stream).length);
    }
  });

  it('are gone down to once, however many ways lead there', async () => {
    const world = new SmallWorld();
    const root = world.task(0);
    const levels = 19;
    // Each of the two on one level lies below both of the level above: 2^18 ways to the last.
    const below = (gid: string) => (gid === root ? 1 : Number(gid.slice(0, -1)) + 1);
    const rows = (level: number) =>
      [1, 2].map((place) => ({ gid: `${level}${place}`, num_subtasks: level < levels ? 2 : 0, modified_at: null }));
    const fetch =
      (send: Fetch): Fetch =>
      async (input, init) => {
        const [, gid = '', list] = /\/tasks\/(\d+)\/(\w+)$/.exec(new URL(input).pathname) ?? [];
        if (list !== undefined)
          return Response.json({ data: list === 'subtasks' ? rows(below(gid)) : [], next_page: null });
        const answer = await send(input, init);
        return new Response((await answer.text()).replace('"num_subtasks":0', '"num_subtasks":2'), answer);
      };
    const run = await world.next({ config: ALONE, fetch });
    expect([run.error, run.failures, gids(run, 'subtasks').length]).toEqual([undefined, [], 2 * levels]);
  }, 5_000);
});
