import { describe, expect, it } from 'vitest';
import { ReaderLeftError, StoppedError } from '../../src/errors.ts';
import { gids, type Outcome } from '../support/harness.ts';
import { FAMILY, patchRows, SmallWorld, stateOf } from './small-world.ts';

const STREAMS = ['workspaces', 'users', 'projects', 'sections', ...FAMILY] as const;
const stopped = () => new StoppedError('stopped by SIGTERM', 143);

/** Three projects with two tasks each, one of them in two, with subtasks, and a loose one; a story for each. */
function world() {
  const made = new SmallWorld({ sizes: { projects: 3, users: 2 } });
  const tasks = [
    made.task(0),
    made.task(0, 1),
    made.task(1),
    made.task(1),
    made.task(2),
    made.task(2),
    made.assignedTask(),
  ];
  const children = [made.subtask(tasks[1] as string), made.subtask(tasks[1] as string)];
  children.push(made.subtask(children[0] as string));
  for (const gid of [...tasks, ...children]) made.story(gid);
  return made;
}

/** Runs until so many requests have been sent. */
function runUntil(made: SmallWorld, requests: number, state?: unknown): Promise<Outcome> {
  const stop = new AbortController();
  let sent = 0;
  return made.next({
    streams: STREAMS,
    state,
    config: { max_concurrent_requests: 3 },
    signal: stop.signal,
    fetch: (fetch) => (url, init) => {
      sent += 1;
      if (sent > requests) stop.abort(stopped());
      return fetch(url, init);
    },
  });
}

/** What a target holds that loads each run's rows. */
function load(table: Map<string, unknown>, run: Outcome): void {
  for (const stream of STREAMS) {
    for (const record of run.records.get(stream) ?? []) table.set(`${stream} ${record['gid']}`, record);
  }
}

describe('a run that is told to stop', () => {
  it('writes no row any more, and STATE last; the error is the reason', async () => {
    const made = world();
    const stop = new AbortController();
    const run = await made.next({
      streams: STREAMS,
      signal: stop.signal,
      fetch: (fetch) => async (url, init) => {
        const answer = await fetch(url, init);
        // Its rows are there, and nobody is to have them any more.
        if (url.includes('/tasks?project')) stop.abort(stopped());
        return answer;
      },
    });
    expect(run.error).toMatchObject({ name: 'StoppedError', exitCode: 143 });
    expect(gids(run, 'tasks')).toEqual([]);
    expect(run.messages.at(-1)).toMatchObject({ type: 'STATE' });
    const lastRecord = run.messages.findLastIndex(({ type }) => type === 'RECORD');
    expect(lastRecord).toBeLessThan(run.messages.length - 1);
  });

  it('before it has begun asks nothing', async () => {
    const made = world();
    const run = await made.next({ streams: STREAMS, signal: AbortSignal.abort(stopped()) });
    expect(run.error).toBeInstanceOf(StoppedError);
    expect(run.requests).toEqual([]);
    expect(run.messages.at(-1)).toMatchObject({ type: 'STATE' });
  });

  it('while it waits for Retry-After ends at once', async () => {
    const made = new SmallWorld({ faults: [{ path: '/projects', fault: { type: 'rate-limit', retryAfter: 600 } }] });
    const stop = new AbortController();
    made.clock.after(3_600_000 + 30_000, () => stop.abort(stopped()));
    const run = await made.next({ signal: stop.signal });
    expect(run.error).toBeInstanceOf(StoppedError);
    expect(made.clock.now() - Date.parse('2026-11-20T09:00:00Z')).toBe(30_000);
  });

  it('loses nothing wherever it is stopped: with the next run the table is that of an undisturbed one', async () => {
    const undisturbed = new Map<string, unknown>();
    const whole = await world().next({ streams: STREAMS });
    load(undisturbed, whole);
    for (let requests = 1; requests < whole.requests.length; requests += 2) {
      const made = world();
      const table = new Map<string, unknown>();
      const one = await runUntil(made, requests);
      load(table, one);
      load(table, await made.next({ streams: STREAMS, state: stateOf(one) }));
      expect([requests, [...table.keys()].sort()]).toEqual([requests, [...undisturbed.keys()].sort()]);
      for (const [key, record] of undisturbed) expect([key, table.get(key)]).toEqual([key, record]);
    }
  });

  it('loses no change wherever an incremental run is stopped', async () => {
    const length = 24;
    for (let requests = 1; requests < length; requests += 2) {
      const made = world();
      const zero = await made.next({ streams: STREAMS });
      const changed = [0, 1, 4, 6, 7, 9].map((task) => made.gid('task', task));
      for (const task of changed) made.edit({ type: 'rename-task', task, name: 'changed' });
      const comments = changed.map((task) => made.story(task));
      made.edit({ type: 'rename-project', project: 'project:1', name: 'changed' });
      const table = new Map<string, unknown>();
      const one = await runUntil(made, requests, stateOf(zero));
      load(table, one);
      load(table, await made.next({ streams: STREAMS, state: stateOf(one) }));
      const keys = [...table]
        .filter(([, record]) => (record as { name?: string }).name === 'changed')
        .map(([key]) => key);
      const expected = changed.map(
        (task) => `${Number(task) < Number(made.gid('task', 7)) ? 'tasks' : 'subtasks'} ${task}`,
      );
      expect([requests, keys.sort()]).toEqual([requests, [...expected, `projects ${made.gid('project', 1)}`].sort()]);
      for (const comment of comments) expect([requests, table.has(`stories ${comment}`)]).toEqual([requests, true]);
    }
  });
});

describe('the last STATE that a target echoed', () => {
  it('is enough to go on from, whichever it was: the run after it loses nothing', async () => {
    const made = new SmallWorld({ sizes: { projects: 4 }, latencyMs: 4000 });
    for (let task = 0; task < 160; task += 1) made.task(task % 4);
    for (let task = 0; task < 160; task += 3) made.story(made.gid('task', task));
    const one = await made.next({ config: { max_concurrent_requests: 3 } });
    const states = one.messages.flatMap(({ type }, index) => (type === 'STATE' ? [index] : []));
    expect(states.length).toBeGreaterThan(3);
    for (const index of states) {
      const loaded = one.messages.slice(0, index).filter(({ type }) => type === 'RECORD');
      const table = new Set(loaded.map(({ stream, record }) => `${stream} ${(record as { gid: string }).gid}`));
      const two = await made.next({ state: one.messages[index]?.['value'] });
      for (const stream of FAMILY) for (const gid of gids(two, stream)) table.add(`${stream} ${gid}`);
      for (const stream of FAMILY) {
        for (const gid of gids(one, stream)) expect(table.has(`${stream} ${gid}`)).toBe(true);
      }
    }
  });
});

describe('a reader that leaves', () => {
  it('ends the run', async () => {
    const made = new SmallWorld({ latencyMs: 5000 });
    for (let task = 0; task < 20; task += 1) made.story(made.task(0));
    const stop = new AbortController();
    const leave = () => stop.abort(new ReaderLeftError('the reader of stdout left (EPIPE)'));
    const onLine = (line: string) => void (line.startsWith('{"type":"RECORD"') && leave());
    const run = await made.next({ config: { max_concurrent_requests: 2 }, signal: stop.signal, onLine });
    expect(run.error).toMatchObject({ name: 'ReaderLeftError', exitCode: 141 });
    expect(run.requests.length).toBeLessThan(20);
  });
});

describe('a reader that stalls', () => {
  it('holds the requests back, and gets everything when it goes on', async () => {
    const made = new SmallWorld();
    for (let task = 0; task < 1500; task += 1) made.task(0);
    let requestsThen = 0;
    let stalls = 1;
    const run = await made.next({
      streams: ['tasks'],
      reader: () => {
        if (stalls-- <= 0) return Promise.resolve();
        return new Promise((resolve) => {
          // Twenty minutes; what is asked meanwhile stays in memory.
          made.clock.after(1_200_000, () => {
            requestsThen = made.sandbox.requests.length;
            resolve();
          });
        });
      },
    });
    expect(requestsThen).toBeGreaterThan(0);
    expect(requestsThen).toBeLessThanOrEqual(6);
    expect(run.requests.length).toBeGreaterThan(15);
    expect([run.error, run.failures, gids(run, 'tasks').length]).toEqual([undefined, [], 1500]);
  });

  it('can be told to stop meanwhile: nothing comes after STATE but what was there before it', async () => {
    const made = new SmallWorld();
    for (let task = 0; task < 300; task += 1) made.task(0);
    const stop = new AbortController();
    let stalls = 1;
    const run = await made.next({
      streams: ['tasks'],
      signal: stop.signal,
      reader: () => {
        if (stalls-- <= 0) return Promise.resolve();
        return new Promise((resolve) => {
          made.clock.after(60_000, () => stop.abort(stopped()));
          made.clock.after(63_000, resolve);
        });
      },
    });
    expect(run.error).toBeInstanceOf(StoppedError);
    expect(run.messages.at(-1)).toMatchObject({ type: 'STATE' });
    const two = await made.next({ streams: ['tasks'], state: stateOf(run) });
    expect(new Set([...gids(run, 'tasks'), ...gids(two, 'tasks')]).size).toBe(300);
  });
});

it('a task that a stop kept from coming out does not count as out for the other project it is in', async () => {
  const made = new SmallWorld({ sizes: { projects: 2 } });
  made.task(0);
  made.task(1);
  const shared = made.task(0, 1);
  const stop = new AbortController();
  let isSlow = true;
  const setting = { streams: ['tasks'], config: { include_assigned_tasks: false } };
  const one = await made.next({
    ...setting,
    signal: stop.signal,
    fetch: patchRows(/\/tasks$/, { notes: 'x'.repeat(100_000) }),
    reader: () => {
      if (!isSlow) return Promise.resolve();
      isSlow = false;
      made.clock.after(60_000, () => stop.abort(stopped()));
      return new Promise((resolve) => made.clock.after(63_000, resolve));
    },
  });
  expect([one.error, gids(one, 'tasks').includes(shared)]).toEqual([expect.any(StoppedError), false]);
  made.edit({ type: 'hide-project', project: 'project:0' });
  const two = await made.next({ ...setting, state: stateOf(one) });
  expect(gids(two, 'tasks')).toContain(shared);
});
