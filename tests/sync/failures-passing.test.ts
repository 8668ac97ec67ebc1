import { describe, expect, it } from 'vitest';
import { FatalError } from '../../src/errors.ts';
import type { Fault } from '../../src/sandbox/faults/rule.ts';
import { gids } from '../support/harness.ts';
import { asked, logged, placeOf, SmallWorld, stateOf } from './small-world.ts';

const ALONE = { include_assigned_tasks: false };
const SECOND = 1000;

/** A project with a task and a story; so many requests for stories are answered with a fault. */
function faulty(fault: Fault, count = 1) {
  const world = new SmallWorld({ faults: [{ path: '/tasks/*/stories', count, fault }] });
  const task = world.task(0);
  return { world, task, story: world.story(task) };
}

/** When the requests for stories were sent, seconds after the first of them. */
function moments(run: { readonly requests: readonly { readonly path: string; readonly at: number }[] }): number[] {
  const times = run.requests.filter(({ path }) => path.endsWith('/stories')).map(({ at }) => at);
  return times.map((at) => Math.round((at - (times[0] ?? 0)) / SECOND));
}

const status = (code: number, more: object = {}): Fault => ({ type: 'status', status: code, ...more }) as Fault;

describe('429', () => {
  it('makes every request wait for Retry-After', async () => {
    const world = new SmallWorld({
      sizes: { projects: 3 },
      faults: [{ path: '/projects', count: 1, fault: { type: 'rate-limit', retryAfter: 42 } }],
    });
    const run = await world.next({ streams: ['projects', 'users', 'tags'] });
    const [, , ...rest] = run.requests;
    expect([run.error, run.failures]).toEqual([undefined, []]);
    const refused = run.requests.find((request) => request.status === 429)?.at ?? 0;
    const later = rest.filter(({ at, status: code }) => code === 200 && at > refused + SECOND);
    expect(later.length).toBeGreaterThan(0);
    for (const { at } of later) expect(at - refused).toBeGreaterThanOrEqual(42 * SECOND);
    expect(logged(run, 'WARNING').join()).toContain('Trying again in 42 s');
  });

  it('without Retry-After backs off, longer each time', async () => {
    const { world, story } = faulty({ type: 'rate-limit', retryAfter: null }, 4);
    const run = await world.next({ config: ALONE });
    expect(gids(run, 'stories')).toEqual([story]);
    expect(moments(run)).toEqual([0, 1, 3, 7, 15]);
  });

  it('is no attempt: however often, it gets through in the end', async () => {
    const { world, story } = faulty({ type: 'rate-limit', retryAfter: 1 }, 9);
    const run = await world.next({ config: ALONE });
    expect([gids(run, 'stories'), run.failures]).toEqual([[story], []]);
  });

  it('424 is the same', async () => {
    const { world, story } = faulty(status(424, { headers: { 'retry-after': '20' } }));
    const run = await world.next({ config: ALONE });
    expect(gids(run, 'stories')).toEqual([story]);
    expect(moments(run)).toEqual([0, 20]);
  });
});

describe('a passing fault', () => {
  it.each<[string, Fault]>([
    ['500', status(500)],
    ['501', status(501)],
    ['502', status(502)],
    ['503', status(503)],
    ['504', status(504)],
    ['a reset', { type: 'reset' }],
    ['a body cut short', { type: 'cut', share: 0.5 }],
    ['HTML instead of JSON', { type: 'html', status: 200 }],
    ['HTML with a status that would mean something', { type: 'html', status: 403 }],
    ['an empty body', status(200, { body: '' })],
  ])('is tried again up to the sixth time, with a growing back-off: %s', async (_, fault) => {
    const { world, task, story } = faulty(fault, 5);
    const run = await world.next({ config: ALONE });
    expect([gids(run, 'stories'), run.failures, run.error]).toEqual([[story], [], undefined]);
    expect(asked(run, '/stories')).toEqual(Array(6).fill(`/tasks/${task}/stories`));
    expect(moments(run)).toEqual([0, 1, 3, 7, 15, 31]);
    expect(run.metrics.total('retry_count', { stream: 'stories' })).toBe(5);
  });

  it('that lasts for six attempts fails the partition, which is read in the next run; the others go on', async () => {
    const world = new SmallWorld({
      sizes: { projects: 2 },
      faults: [{ path: '/tasks/*/stories', count: 6, fault: status(503) }],
    });
    const [task, other] = [world.task(0), world.task(1)];
    const stories = [world.story(task), world.story(other)];
    const one = await world.next({ config: { ...ALONE, max_concurrent_requests: 1 } });
    expect(one.failures).toEqual([expect.stringContaining(`stories of task ${task}`)]);
    expect(gids(one, 'stories')).toEqual([stories[1]]);
    const two = await world.next({ config: ALONE, state: stateOf(one) });
    expect([gids(two, 'stories'), two.failures]).toEqual([[stories[0]], []]);
  });

  it('waits no longer than a minute between two attempts, whatever Retry-After says', async () => {
    const { world, story } = faulty(status(503, { headers: { 'retry-after': '600' } }), 2);
    const run = await world.next({ config: ALONE });
    expect(gids(run, 'stories')).toEqual([story]);
    expect(moments(run)).toEqual([0, 60, 120]);
  });

  it('a request without an answer is given up after request_timeout', async () => {
    const { world, story } = faulty({ type: 'stall' });
    const run = await world.next({ config: { ...ALONE, request_timeout: 30 } });
    expect(gids(run, 'stories')).toEqual([story]);
    expect(moments(run)).toEqual([0, 31]);
  });
});

describe('500 and 504 that last', () => {
  it.each([500, 504])('are answered by a smaller page from the start of the list: %i', async (code) => {
    const world = new SmallWorld({
      faults: [{ path: '/tasks/*/stories', query: { limit: '100' }, fault: status(code) }],
    });
    const task = world.task(0);
    const stories = Array.from({ length: 60 }, () => world.story(task));
    const run = await world.next({ config: ALONE });
    expect([gids(run, 'stories'), run.failures]).toEqual([stories, []]);
    const limits = run.requests.filter(({ path }) => path.endsWith('/stories')).map(({ query }) => query['limit']);
    expect(limits).toEqual([...Array(6).fill('100'), '50', '50']);
  });

  it('do not write again what came before', async () => {
    const world = new SmallWorld({
      faults: [{ path: '/tasks/*/stories', query: { limit: '20', offset: '*' }, fault: status(500) }],
    });
    const task = world.task(0);
    const stories = Array.from({ length: 50 }, () => world.story(task));
    const run = await world.next({ config: { ...ALONE, page_size: 20 } });
    expect([gids(run, 'stories'), run.failures]).toEqual([stories, []]);
  });

  it('fail the partition where no smaller page helps', async () => {
    const { world } = faulty(status(500), 1000);
    const run = await world.next({ config: ALONE });
    expect(run.failures).toHaveLength(1);
    expect(placeOf(run, 'stories').partitions[world.gid('project')]).toBe('');
    expect(placeOf(run, 'tasks').partitions[world.gid('project')]).not.toBe('');
  });
});

describe('a run in which nothing succeeds', () => {
  it('for 15 minutes is over', async () => {
    const world = new SmallWorld({ faults: [{ from: 3600, fault: { type: 'rate-limit', retryAfter: 60 } }] });
    const began = world.clock.now() + 3_600_000;
    const run = await world.next();
    expect(run.error).toBeInstanceOf(FatalError);
    expect(String(run.error)).toContain('15 are the most');
    const minutes = (world.clock.now() - began) / 60_000;
    expect(minutes).toBeGreaterThan(13);
    expect(minutes).toBeLessThanOrEqual(15.1);
    expect(run.messages.at(-1)).toMatchObject({ type: 'STATE' });
  });

  it('for less goes on', async () => {
    const world = new SmallWorld({
      faults: [{ from: 3600, until: 3600 + 840, fault: { type: 'rate-limit', retryAfter: 60 } }],
    });
    const task = world.task(0);
    const run = await world.next({ streams: ['tasks'] });
    expect([run.error, gids(run, 'tasks')]).toEqual([undefined, [task]]);
  });

  it('because it is told to wait longer than 15 minutes is over at once', async () => {
    const world = new SmallWorld({ faults: [{ path: '/projects', fault: { type: 'rate-limit', retryAfter: 901 } }] });
    const before = world.clock.now() + 3_600_000;
    const run = await world.next();
    expect(run.error).toBeInstanceOf(FatalError);
    expect(world.clock.now() - before).toBeLessThan(60_000);
    expect(run.requests.length).toBeLessThan(4);
  });

  it('loses nothing: the next run goes on from its state', async () => {
    const world = new SmallWorld({ faults: [{ path: '/tasks/*/stories', until: 3600 + 1200, fault: status(429) }] });
    const task = world.task(0);
    const story = world.story(task);
    const one = await world.next({ config: ALONE });
    expect(one.error).toBeInstanceOf(FatalError);
    const two = await world.next({ config: ALONE, state: stateOf(one) });
    expect([two.error, gids(two, 'stories')]).toEqual([undefined, [story]]);
  });
});
