import { describe, expect, it } from 'vitest';
import { gids } from '../support/harness.ts';
import { beforeRequest, logged, placeOf, SmallWorld, stateOf } from './small-world.ts';

const START = Date.parse('2026-11-20T09:00:00.000Z');

/** The world an hour after its tasks were made, so that the run's start is later than all of them. */
function twoProjects(faults: ConstructorParameters<typeof SmallWorld>[0] = {}) {
  const world = new SmallWorld({ ...faults, sizes: { projects: 2 } });
  return { world, first: world.task(0), second: world.task(1) };
}

describe('what changes while a run reads', () => {
  it('is in the next run: a task edited after its project was read', async () => {
    const { world, first } = twoProjects();
    const isSecond = (url: URL) => url.searchParams.get('project') === world.gid('project', 1);
    const rename = () => void world.edit({ type: 'rename-task', task: first, name: 'edited meanwhile' });
    const one = await world.next({
      streams: ['tasks'],
      config: { max_concurrent_requests: 1 },
      fetch: beforeRequest(isSecond, rename),
    });
    expect(one.records.get('tasks')?.map((task) => task['name'])).not.toContain('edited meanwhile');

    const two = await world.next({ streams: ['tasks'], state: stateOf(one) });
    expect(two.records.get('tasks')?.map((task) => task['name'])).toEqual(['edited meanwhile']);
  });

  it('is in the next run, however long this one took and whatever newer value it saw elsewhere', async () => {
    const { world, first, second } = twoProjects();
    const isSecond = (url: URL) => url.searchParams.get('project') === world.gid('project', 1);
    const work = () => {
      // The first project is read. Both tasks change, minutes apart, and the second one is seen with its new date.
      world.edit({ type: 'rename-task', task: first, name: 'old news' });
      world.clock.advance(200_000);
      world.edit({ type: 'rename-task', task: second, name: 'news' });
    };
    const config = { max_concurrent_requests: 1 };
    const one = await world.next({ streams: ['tasks'], config, fetch: beforeRequest(isSecond, work) });
    expect(one.records.get('tasks')?.at(-1)).toMatchObject({
      name: 'news',
      modified_at: expect.stringMatching(/^2026-11-20T09:03:20/),
    });
    const two = await world.next({ streams: ['tasks'], state: stateOf(one) });
    expect(gids(two, 'tasks').sort()).toEqual([first, second].sort());
  });

  it('is in the next run: a comment made after the comments of its task were read', async () => {
    const { world, first } = twoProjects();
    let comment = '';
    const isOther = (url: URL) => url.pathname.endsWith(`/${world.gid('task', 1)}/stories`);
    const add = () => {
      comment = world.story(first);
    };
    const config = { max_concurrent_requests: 1 };
    const one = await world.next({ config, fetch: beforeRequest(isOther, add) });
    expect(gids(one, 'stories')).not.toContain(comment);
    const two = await world.next({ state: stateOf(one) });
    expect(gids(two, 'stories')).toEqual([comment]);
  });
});

describe('a bookmark', () => {
  it('is the Date of the first answer less lookback_seconds, for each partition of each stream', async () => {
    const { world } = twoProjects({ latencyMs: 5000, latencyJitter: 0 });
    const run = await world.next({ config: { lookback_seconds: 90 } });
    const at = new Date(START - 90_000).toISOString();
    const partitions = { [world.gid('project', 0)]: at, [world.gid('project', 1)]: at, [world.assigned()]: at };
    for (const stream of ['tasks', 'subtasks', 'stories']) {
      expect([stream, placeOf(run, stream).partitions]).toEqual([stream, partitions]);
    }
    expect(logged(run, 'WARNING')).toEqual([]);
  });

  it('is 60 seconds before the start unless told otherwise', async () => {
    const { world } = twoProjects();
    const run = await world.next();
    expect(placeOf(run, 'tasks').partitions[world.gid('project')]).toBe(new Date(START - 60_000).toISOString());
  });

  it('is the local clock less 10 minutes, with a warning, where the first answer has no Date', async () => {
    const fault = { type: 'headers', drop: ['date'] } as const;
    const { world } = twoProjects({ faults: [{ nth: 1, fault }] });
    const run = await world.next();
    const at = new Date(START - 600_000 - 60_000).toISOString();
    expect(placeOf(run, 'tasks').partitions[world.gid('project')]).toBe(at);
    expect(logged(run, 'WARNING')).toEqual([expect.stringContaining('no Date header')]);
  });

  it('trusts the Date of Asana and not the local clock', async () => {
    const date = new Date(START - 7_200_000).toUTCString();
    const { world } = twoProjects({ faults: [{ fault: { type: 'headers', set: { date } } }] });
    const run = await world.next();
    const at = new Date(START - 7_200_000 - 60_000).toISOString();
    expect(placeOf(run, 'tasks').partitions[world.gid('project')]).toBe(at);
  });

  it('is the Date of a refusal before it, where the first answer that brings something has none', async () => {
    const faults = [
      { nth: 1, fault: { type: 'rate-limit', retryAfter: 1 } },
      { nth: 2, fault: { type: 'headers', drop: ['date'] } },
    ] as const;
    const { world } = twoProjects({ faults });
    const run = await world.next();
    expect(placeOf(run, 'tasks').partitions[world.gid('project')]).toBe(new Date(START - 60_000).toISOString());
    expect(logged(run, 'WARNING').filter((line) => line.includes('Date'))).toEqual([]);
  });

  it('is no later than the Date of the first answer that brings something: one before may be a proxy’s', async () => {
    const ahead = new Date(START + 7_200_000).toUTCString();
    const fault = { type: 'status', status: 502, body: '<html></html>', headers: { date: ahead } } as const;
    const { world } = twoProjects({ faults: [{ nth: 1, fault }] });
    const run = await world.next();
    expect(run.requests[0]?.status).toBe(502);
    // It was tried again after a second.
    expect(Date.parse(placeOf(run, 'tasks').partitions[world.gid('project')] ?? '')).toBeLessThan(START);
  });

  it('is the Date of the first answer even if that is a refusal', async () => {
    const { world } = twoProjects({ faults: [{ nth: 1, fault: { type: 'rate-limit', retryAfter: 300 } }] });
    const run = await world.next();
    expect(run.error).toBeUndefined();
    expect(placeOf(run, 'tasks').partitions[world.gid('project')]).toBe(new Date(START - 60_000).toISOString());
  });
});

describe('the value under the replication key', () => {
  it('is the largest seen', async () => {
    const { world, second } = twoProjects();
    world.later(60_000);
    world.edit({ type: 'rename-task', task: second, name: 'last' });
    world.story(world.gid('task', 0));
    const run = await world.next();
    expect(placeOf(run, 'tasks')['modified_at']).toBe('2026-11-20T08:01:00.000Z');
    expect(placeOf(run, 'stories')['created_at']).toBe('2026-11-20T08:01:00.000Z');
    expect(placeOf(run, 'subtasks')).not.toHaveProperty('modified_at');
  });

  it('is capped by the bookmark of the run, so that older taps lose nothing by it', async () => {
    const { world, second } = twoProjects();
    const isSecond = (url: URL) => url.searchParams.get('project') === world.gid('project', 1);
    const edit = () => {
      world.clock.advance(200_000);
      world.edit({ type: 'rename-task', task: second, name: 'new' });
    };
    const run = await world.next({ config: { max_concurrent_requests: 1 }, fetch: beforeRequest(isSecond, edit) });
    expect(run.records.get('tasks')?.at(-1)?.['modified_at']).toMatch(/^2026-11-20T09:03:20/);
    expect(placeOf(run, 'tasks')['modified_at']).toBe(new Date(START - 60_000).toISOString());
  });

  it('stays where nothing newer comes out', async () => {
    const { world } = twoProjects();
    const one = await world.next();
    const two = await world.next({ state: stateOf(one) });
    expect(gids(two, 'tasks')).toEqual([]);
    expect(placeOf(two, 'tasks')['modified_at']).toBe('2026-11-20T08:00:00.000Z');
  });

  it('means nothing in a state of ours', async () => {
    const { world } = twoProjects();
    const one = stateOf(await world.next()) as { bookmarks: Record<string, Record<string, unknown>> };
    for (const place of Object.values(one.bookmarks)) {
      if (place['modified_at'] !== undefined) place['modified_at'] = '2020-01-01T00:00:00.000Z';
    }
    const two = await world.next({ state: one });
    expect(gids(two, 'tasks')).toEqual([]);
  });
});
