import { describe, expect, it } from 'vitest';
import { StoppedError } from '../../src/errors.ts';
import type { Outcome } from '../support/harness.ts';
import { gids, Harness } from '../support/harness.ts';
import { asked, placeOf, stateOf } from './small-world.ts';
import { ALONE, sevenTasks, stopBefore, storiesOf } from './stopped.ts';

describe('a run that is stopped inside a partition', () => {
  it('says up to which task all children are out, when it began and what it asked with', async () => {
    const { world, tasks, project } = sevenTasks();
    const one = await stopBefore(world, storiesOf(tasks[4]));
    expect(one.error).toBeInstanceOf(StoppedError);
    const open = { [project]: `2026-11-20T09:00:00.000Z||${tasks[3]}` };
    expect(placeOf(one, 'stories')).toMatchObject({ partitions: { [project]: '' }, open });
    expect(placeOf(one, 'subtasks')).toMatchObject({ partitions: { [project]: '' }, open });
    // Its rows are all out: the list is complete.
    expect(placeOf(one, 'tasks').partitions[project]).toBe('2026-11-20T08:59:00.000Z');
  });

  it('is gone on with after that task, and asks nothing of the others again', async () => {
    const { world, tasks, stories, project } = sevenTasks();
    const one = await stopBefore(world, storiesOf(tasks[4]));
    const two = await world.next({ config: ALONE, state: stateOf(one) });
    expect(asked(two, '/stories')).toEqual(tasks.slice(4).map((task) => `/tasks/${task}/stories`));
    expect(asked(two, '/subtasks')).toEqual([]);
    expect([...gids(one, 'stories'), ...gids(two, 'stories')].sort()).toEqual(stories.sort());
    expect(gids(two, 'tasks')).toEqual([]);
    expect(placeOf(two, 'stories').open).toMatchObject({ [project]: '' });
  });

  it("writes the first run's start as the bookmark, never its own", async () => {
    const { world, tasks, project } = sevenTasks();
    const one = await stopBefore(world, storiesOf(tasks[4]));
    const two = await world.next({ config: ALONE, state: stateOf(one) });
    expect(placeOf(two, 'stories').partitions[project]).toBe('2026-11-20T08:59:00.000Z');
    expect(placeOf(two, 'subtasks').partitions[project]).toBe('2026-11-20T08:59:00.000Z');
    expect(placeOf(two, 'tasks').partitions[project]).toBe('2026-11-20T09:59:00.000Z');
  });

  it('loses nothing that changed in between, on either side of where it was stopped', async () => {
    const { world, tasks } = sevenTasks();
    const one = await stopBefore(world, storiesOf(tasks[4]));
    const late = [world.story(tasks[0] as string), world.story(tasks[6] as string)];
    const two = await world.next({ config: ALONE, state: stateOf(one) });
    expect(gids(two, 'stories')).toContain(late[1]);
    const three = await world.next({ config: ALONE, state: stateOf(two) });
    expect(gids(three, 'stories')).toEqual(expect.arrayContaining(late));
  });

  it('asks with the same since when it was an incremental one', async () => {
    const { world, tasks, project } = sevenTasks();
    const zero = await world.next({ config: ALONE });
    const late = tasks.map((task) => world.story(task));
    const one = await stopBefore(world, storiesOf(tasks[4]), { state: stateOf(zero) });
    expect(placeOf(one, 'stories').open?.[project]).toBe(
      `2026-11-20T10:00:00.000Z|2026-11-20T08:59:00.000Z|${tasks[2]}`,
    );
    const two = await world.next({ config: ALONE, state: stateOf(one) });
    expect(asked(two, 'modified_since').sort()).toEqual([
      `/tasks?project=${project}&modified_since=2026-11-20T08:59:00.000Z`,
      `/tasks?project=${project}&modified_since=2026-11-20T09:59:00.000Z`,
    ]);
    expect(gids(two, 'stories')).toEqual(expect.arrayContaining(late.slice(3)));
    expect(gids(two, 'stories')).not.toContain(late[0]);
    expect(placeOf(two, 'stories').partitions[project]).toBe('2026-11-20T09:59:00.000Z');
  });

  it('is read from its beginning where its bookmark was set to "" meanwhile', async () => {
    const { world, tasks, stories, project } = sevenTasks();
    const zero = await world.next({ config: ALONE });
    const late = tasks.map((task) => world.story(task));
    const one = await stopBefore(world, storiesOf(tasks[4]), { state: stateOf(zero) });
    const state = stateOf(one) as { bookmarks: Record<string, { partitions: Record<string, string> }> };
    for (const { partitions } of Object.values(state.bookmarks)) if (partitions !== undefined) partitions[project] = '';
    const two = await world.next({ config: ALONE, state });
    expect(gids(two, 'stories').sort()).toEqual([...stories, ...late].sort());
    expect(placeOf(two, 'stories').partitions[project]).toBe('2026-11-20T10:59:00.000Z');
  });

  it('goes on asking with the same since although start_date has come in or gone meanwhile', async () => {
    const { world, tasks, stories } = sevenTasks();
    const one = await stopBefore(world, storiesOf(tasks[4]));
    const config = { ...ALONE, start_date: '2027-01-01' };
    const two = await world.next({ config, streams: ['stories'], state: stateOf(one) });
    expect([...gids(one, 'stories'), ...gids(two, 'stories')].sort()).toEqual(stories.sort());
  });

  it('is gone on with in numeric order, whatever the order of the list', async () => {
    const { world, tasks } = sevenTasks();
    // To the top of the list, and with the greatest gid.
    const top = world.task(0);
    world.edit({ type: 'add-to-project', task: top, project: 'project:0', at: 'top' });
    const one = await stopBefore(world, storiesOf(tasks[4]));
    expect(asked(one, '/stories').at(-1)).not.toContain(top);
    const two = await world.next({ config: ALONE, state: stateOf(one) });
    expect(asked(two, '/stories').at(-1)).toBe(`/tasks/${top}/stories`);
  });

  it('can be stopped again before it has come further, and keeps its place', async () => {
    const { world, tasks, stories, project } = sevenTasks();
    const one = await stopBefore(world, storiesOf(tasks[4]));
    const two = await stopBefore(world, (url) => url.pathname.endsWith('/projects'), { state: stateOf(one) });
    expect(placeOf(two, 'stories').open).toEqual(placeOf(one, 'stories').open);
    const three = await stopBefore(world, storiesOf(tasks[6]), { state: stateOf(two) });
    expect(placeOf(three, 'stories').open?.[project]).toBe(`2026-11-20T09:00:00.000Z||${tasks[4]}`);
    const four = await world.next({ config: ALONE, state: stateOf(three) });
    expect([one, two, three, four].flatMap((run) => gids(run, 'stories')).sort()).toEqual(stories.sort());
  });

  it('is not gone on with inside by a stream that is selected only now', async () => {
    const { world, tasks, child, stories } = sevenTasks();
    const one = await stopBefore(world, storiesOf(tasks[4]), { streams: ['stories'] });
    const two = await world.next({ config: ALONE, state: stateOf(one) });
    expect(gids(two, 'subtasks')).toEqual([child]);
    expect([...gids(one, 'stories'), ...gids(two, 'stories')].sort()).toEqual(stories.sort());
  });

  it('keeps its place where a stream that begins later is stopped before it', async () => {
    const { world, tasks, stories, project } = sevenTasks();
    for (const task of tasks.slice(1, 4)) world.subtask(task);
    const one = await stopBefore(world, storiesOf(tasks[5]), { streams: ['stories'] });
    const below = `/tasks/${tasks[2]}/subtasks`;
    const two = await stopBefore(world, (url) => url.pathname.endsWith(below), { state: stateOf(one) });
    expect(placeOf(two, 'subtasks').open?.[project]).toMatch(new RegExp(`\\|${tasks[1]}$`));
    expect(placeOf(two, 'stories').open).toEqual(placeOf(one, 'stories').open);
    const three = await world.next({ config: ALONE, state: stateOf(two) });
    expect([one, two, three].flatMap((run) => gids(run, 'stories')).sort()).toEqual(stories.sort());
  });

  it('without anything finished in it says nothing about it', async () => {
    const { world, tasks, project } = sevenTasks();
    const one = await stopBefore(world, storiesOf(tasks[1]));
    expect(placeOf(one, 'stories').open?.[project]).toBe('');
  });
});

describe('three stops during an initial sync', () => {
  const STREAMS = ['projects', 'tasks', 'subtasks', 'stories'] as const;

  it('cost less than 25 % more requests, and end with the same table as none', async () => {
    const sizes = { projects: 3, tasks: 400, subtasks: 60, subtaskParents: 30, storiesPerTask: 1 };
    const config = { max_concurrent_requests: 10 };
    const undisturbed = await new Harness({ sizes }).sync({ streams: STREAMS, config });
    const harness = new Harness({ sizes });
    const total = undisturbed.requests.length;
    const tables = new Map(STREAMS.map((stream) => [stream, new Map<string, unknown>()]));
    const load = (run: Outcome) => {
      for (const stream of STREAMS) {
        for (const record of run.records.get(stream) ?? []) tables.get(stream)?.set(String(record['gid']), record);
      }
    };
    let requests = 0;
    let state: unknown = {};
    for (const most of [total / 4, total / 4, total / 4, Number.POSITIVE_INFINITY]) {
      const stop = new AbortController();
      let seen = 0;
      const run = await harness.sync({
        streams: STREAMS,
        config,
        state,
        signal: stop.signal,
        fetch: (fetch) => (url, init) => {
          seen += 1;
          if (seen > most) stop.abort(new StoppedError('stopped', 143));
          return fetch(url, init);
        },
      });
      expect(run.error instanceof StoppedError).toBe(Number.isFinite(most));
      requests += run.requests.length;
      load(run);
      // What the target echoed: the last STATE.
      state = stateOf(run);
    }
    expect(requests).toBeLessThan(1.25 * total);
    for (const stream of STREAMS) {
      const rows = new Map(undisturbed.records.get(stream)?.map((record) => [String(record['gid']), record]));
      expect([stream, [...(tables.get(stream)?.keys() ?? [])].sort()]).toEqual([stream, [...rows.keys()].sort()]);
      for (const [gid, record] of rows) expect(tables.get(stream)?.get(gid)).toEqual(record);
    }
  });

  it('does not note a gid that its state could not hold', async () => {
    const { world, tasks, project } = sevenTasks();
    const stop = new AbortController();
    const one = await world.next({
      config: { ...ALONE, max_concurrent_requests: 1 },
      signal: stop.signal,
      fetch: (send) => async (url, init) => {
        if (storiesOf(tasks[1])(new URL(url))) stop.abort(new StoppedError('stopped by SIGTERM', 143));
        const answer = await send(url, init);
        if (!url.includes('/tasks?')) return answer;
        const text = (await answer.text()).replaceAll(`"${tasks[0]}"`, '"1|2"');
        return Response.json(JSON.parse(text), { headers: answer.headers });
      },
    });
    expect(one.error).toBeInstanceOf(StoppedError);
    expect(placeOf(one, 'stories').open).toEqual({ [project]: '' });
  });
});
