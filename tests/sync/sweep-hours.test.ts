import { describe, expect, it } from 'vitest';
import { StoppedError } from '../../src/errors.ts';
import { gids } from '../support/harness.ts';
import { answering, asked, FAMILY, placeOf, SmallWorld, stateOf } from './small-world.ts';

const DAILY = { include_assigned_tasks: false, subtask_sweep_hours: 24 };
const HOUR = 3_600_000;

/** Four tasks, the first three with a subtask each. */
function parents() {
  const world = new SmallWorld();
  const tasks = Array.from({ length: 4 }, () => world.task(0));
  const children = tasks.slice(0, 3).map((task) => world.subtask(task));
  return { world, tasks, children, project: world.gid('project') };
}

describe('subtask_sweep_hours', () => {
  it('leaves the look below unchanged tasks out until the hours are over', async () => {
    const { world, children, project } = parents();
    const one = await world.next({ config: DAILY });
    const comment = world.story(children[0] as string);
    const two = await world.next({ config: DAILY, state: stateOf(one) });
    expect(asked(two, '/tasks')).toEqual([`/tasks?project=${project}&modified_since=2026-11-20T08:59:00.000Z`]);
    expect([...two.records.keys()]).toEqual([]);
    world.later(24 * HOUR);
    const three = await world.next({ config: DAILY, state: stateOf(two) });
    expect([gids(three, 'subtasks'), gids(three, 'stories')]).toEqual([[children[0]], [comment]]);
    world.later(23 * HOUR);
    const four = await world.next({ config: DAILY, state: stateOf(three) });
    expect(asked(four, '/subtasks')).toHaveLength(3);
  });

  it('remembers for each partition when it was swept, while its bookmark moves on', async () => {
    const { world, project } = parents();
    const one = await world.next({ config: DAILY });
    const two = await world.next({ config: DAILY, state: stateOf(one) });
    for (const stream of ['subtasks', 'stories']) {
      expect(placeOf(two, stream)).toMatchObject({
        partitions: { [project]: '2026-11-20T09:59:00.000Z' },
        swept: { [project]: '2026-11-20T08:59:00.000Z' },
      });
    }
    expect(placeOf(two, 'tasks')).not.toHaveProperty('swept');
  });

  it.each([3600, 86_400])(
    'counts the hours from the last sweep, however far back a run looks: %i s',
    async (seconds) => {
      const { world, project } = parents();
      const config = { ...DAILY, lookback_seconds: seconds };
      const one = await world.next({ config });
      world.later(22.5 * HOUR);
      const two = await world.next({ config, state: stateOf(one) });
      expect(asked(two, '/tasks?')).toHaveLength(1);
      expect(asked(two, '/tasks?')[0]).toContain(`${project}&modified_since=`);
      const three = await world.next({ config, state: stateOf(two) });
      expect(asked(three, '/tasks?')).toContain(`/tasks?project=${project}`);
    },
  );

  it('comes within two times the hours where the lookback was raised since', async () => {
    const { world, children } = parents();
    const config = { ...DAILY, lookback_seconds: 1_000_000_000 };
    const one = await world.next({ config: DAILY });
    const comment = world.story(children[0] as string);
    const two = await world.next({ config, state: stateOf(one) });
    world.later(24 * HOUR);
    const three = await world.next({ config, state: stateOf(two) });
    expect(gids(three, 'stories')).toContain(comment);
  });

  it('counts the hours from the last sweep, not from the last run', async () => {
    const { world, children } = parents();
    const one = await world.next({ config: DAILY });
    const comment = world.story(children[0] as string);
    let state = stateOf(one);
    const brought: string[][] = [];
    for (let run = 0; run < 3; run += 1) {
      world.later(9 * HOUR);
      const next = await world.next({ config: DAILY, state });
      brought.push(gids(next, 'stories'));
      state = stateOf(next);
    }
    expect(brought).toEqual([[], [], [comment]]);
  });

  it('looks below a changed task all the same', async () => {
    const { world, tasks, children } = parents();
    const one = await world.next({ config: DAILY });
    world.edit({ type: 'rename-task', task: tasks[1] as string, name: 'new' });
    const two = await world.next({ config: DAILY, state: stateOf(one) });
    expect(gids(two, 'subtasks')).toEqual([children[1]]);
    expect(asked(two, '/subtasks')).toEqual([`/tasks/${tasks[1]}/subtasks`]);
  });

  it('counts for an assigned list from when the projects were swept that it left its rows to', async () => {
    const { world, tasks, children } = parents();
    world.edit({ type: 'assign-task', task: tasks[0] as string, assignee: 'user:0' });
    const one = await world.next({ config: DAILY });
    const comment = world.story(children[0] as string);
    const assigned = { subtask_sweep_hours: 24 };
    const two = await world.next({ config: assigned, state: stateOf(one) });
    expect(gids(two, 'stories')).toEqual([]);
    world.edit({ type: 'hide-project', project: 'project:0' });
    world.later(24 * HOUR);
    const three = await world.next({ config: assigned, state: stateOf(two) });
    expect([gids(three, 'subtasks'), gids(three, 'stories')]).toEqual([[children[0]], [comment]]);
  });

  it('is over when the setting is taken away: what was not looked at comes then', async () => {
    const { world, children } = parents();
    const one = await world.next({ config: DAILY });
    const comment = world.story(children[0] as string);
    const two = await world.next({ config: DAILY, state: stateOf(one) });
    const config = { include_assigned_tasks: false };
    const three = await world.next({ config, state: stateOf(two) });
    expect([gids(three, 'subtasks'), gids(three, 'stories')]).toEqual([[children[0]], [comment]]);
    const four = await world.next({ config, state: stateOf(three) });
    expect([...four.records.keys()]).toEqual([]);
  });

  it('makes no key in the state where it was never set', async () => {
    const { world } = parents();
    const one = await world.next({ config: { include_assigned_tasks: false } });
    expect(placeOf(one, 'subtasks')).not.toHaveProperty('swept');
  });

  it.each([24, 0])(
    'loses nothing when a run that did not sweep is stopped inside, and gone on with after %i hours',
    async (hours) => {
      const { world, children, project } = parents();
      const one = await world.next({ config: DAILY });
      // Below tasks that do not change, and come before those that do.
      const late = children.map((child) => world.story(child));
      const changed = Array.from({ length: 6 }, () => world.task(0));
      const stop = new AbortController();
      const two = await world.next({
        config: { ...DAILY, max_concurrent_requests: 1 },
        state: stateOf(one),
        signal: stop.signal,
        fetch: (fetch) => (url, init) => {
          if (url.includes(`/tasks/${changed[5]}/stories`)) stop.abort(new StoppedError('stopped', 143));
          return fetch(url, init);
        },
      });
      expect(two.error).toBeInstanceOf(StoppedError);
      expect(placeOf(two, 'stories').partitions[project]).toBe('2026-11-20T08:59:00.000Z');
      world.later(hours * HOUR);
      const config = { ...DAILY, subtask_sweep_hours: hours };
      const three = await world.next({ config, state: stateOf(two) });
      world.later(hours * HOUR);
      const four = await world.next({ config, state: stateOf(three) });
      const all = [two, three, four].flatMap((run) => gids(run, 'stories'));
      expect(all).toEqual(expect.arrayContaining(late));
    },
  );
});

it.each([0, 12])(
  'a start_date that is set later takes nothing from the sweep that is due by then: every %i hours',
  async (hours) => {
    const world = new SmallWorld();
    const child = world.subtask(world.task(0));
    const config = { include_assigned_tasks: false, subtask_sweep_hours: hours };
    const zero = await world.next({ config });
    world.later();
    const story = world.story(child);
    const late = { ...config, start_date: world.later() };
    const one = await world.next({ config: late, state: stateOf(zero) });
    world.later(20 * HOUR);
    const two = await world.next({ config: late, state: stateOf(one) });
    expect([...gids(one, 'stories'), ...gids(two, 'stories')]).toEqual([story]);
  },
);

it('a list that is set back to "" is swept from start_date on, whenever it last was', async () => {
  const { world, children, project } = parents();
  world.later();
  const config = { ...DAILY, start_date: world.later() };
  const comment = world.story(children[0] as string);
  world.later(24 * HOUR);
  const one = await world.next({ config });
  const brought = [[children[0]], [comment]];
  expect([gids(one, 'subtasks'), gids(one, 'stories')]).toEqual(brought);
  const { bookmarks } = stateOf(one) as { bookmarks: Record<string, object> };
  const setBack = FAMILY.map((stream) => [stream, { ...bookmarks[stream], partitions: { [project]: '' } }]);
  const two = await world.next({ config, state: { bookmarks: Object.fromEntries(setBack) } });
  expect([gids(two, 'subtasks'), gids(two, 'stories')]).toEqual(brought);
  const three = await world.next({ config, state: stateOf(two) });
  expect(asked(three, '/subtasks')).toEqual([]);
});

describe('an archived project that is read once more, with include_archived_projects: false', () => {
  const LEFT_OUT = { ...DAILY, include_archived_projects: false };

  /** A comment below a subtask that no sweep has seen when its project is archived, and the state by then. */
  async function archived(config: Record<string, unknown>) {
    const { world, children, project } = parents();
    const one = await world.next({ config });
    const comment = world.story(children[0] as string);
    const two = await world.next({ config, state: stateOf(one) });
    expect(gids(two, 'stories')).toEqual([]);
    world.edit({ type: 'archive-project', project: 'project:0' });
    return { world, project, comment, state: stateOf(two) };
  }

  it('is swept then, due or not, since no later run would', async () => {
    const { world, project, comment, state } = await archived(LEFT_OUT);
    const last = await world.next({ config: LEFT_OUT, state });
    expect(gids(last, 'stories')).toEqual([comment]);
    world.later(24 * HOUR);
    const after = await world.next({ config: LEFT_OUT, state: stateOf(last) });
    expect(asked(after, project)).toEqual([]);
  });

  it('is swept also where it was read since, and the setting came later', async () => {
    const { world, project, comment, state } = await archived(DAILY);
    const read = await world.next({ config: DAILY, state });
    const last = await world.next({ config: LEFT_OUT, state: stateOf(read) });
    expect([gids(read, 'stories'), gids(last, 'stories')]).toEqual([[], [comment]]);
    const after = await world.next({ config: LEFT_OUT, state: stateOf(last) });
    expect(asked(after, project)).toEqual([]);
  });

  it('is swept but once for that, also where something of it is refused in each run', async () => {
    const { world, project, comment, state } = await archived(LEFT_OUT);
    const streams = ['sections', 'tasks', 'subtasks', 'stories'];
    const options = {
      config: LEFT_OUT,
      streams,
      fetch: answering(402, ({ pathname }) => pathname.endsWith('/sections')),
    };
    const last = await world.next({ ...options, state });
    const after = await world.next({ ...options, state: stateOf(last) });
    expect(gids(last, 'stories')).toEqual([comment]);
    expect(asked(after, project)).toEqual([expect.stringContaining('modified_since')]);
  });
});
