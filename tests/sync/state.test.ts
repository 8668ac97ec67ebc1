import { describe, expect, it } from 'vitest';
import { Harness } from '../support/harness.ts';
import { FAMILY, logged, type Place, placeOf, SmallWorld, stateOf } from './small-world.ts';

type Json = Record<string, unknown>;
type Bookmarks = { bookmarks: Record<string, Place> };

const bookmarksOf = (state: Json) => (state as unknown as Bookmarks).bookmarks;

describe('STATE', () => {
  it('comes before the first RECORD: what came in, after the SCHEMAs; and it is the last line', async () => {
    const world = new SmallWorld();
    world.task(0);
    const one = await world.next();
    const types = (run: typeof one) => run.messages.map(({ type }) => type);
    expect(types(one)).toEqual(['SCHEMA', 'SCHEMA', 'SCHEMA', 'STATE', 'RECORD', 'STATE']);
    const two = await world.next({ state: stateOf(one) });
    expect(types(two)).toEqual(['SCHEMA', 'SCHEMA', 'SCHEMA', 'STATE', 'STATE']);
    expect(two.states[0]).toEqual(stateOf(one));
  });

  it('has currently_syncing, and it is null', async () => {
    const world = new SmallWorld();
    const run = await world.next();
    for (const state of run.states) expect(state['currently_syncing']).toBeNull();
  });

  it('says what the contract shows, word for word', async () => {
    const world = new SmallWorld({ sizes: { tags: 1, projects: 1 } });
    world.story(world.task(0));
    const streams = [...FAMILY, 'projects', 'tags', 'users'];
    const partitions = {
      [world.gid('project')]: '2026-11-20T08:59:00.000Z',
      [world.assigned()]: '2026-11-20T08:59:00.000Z',
    };
    const open = { [world.gid('project')]: '', [world.assigned()]: '' };
    const run = await world.next({ streams });
    expect(stateOf(run)).toEqual({
      bookmarks: {
        tasks: { modified_at: '2026-11-20T08:00:00.000Z', partitions },
        subtasks: { partitions, open, refused: [] },
        stories: { created_at: '2026-11-20T08:00:00.000Z', partitions, open, refused: [] },
        projects: {
          modified_at: expect.any(String),
          partitions: { [world.gid('project')]: '2026-11-20T08:59:00.000Z' },
        },
        tags: { created_at: expect.any(String) },
        users: {},
      },
      currently_syncing: null,
    });
  });

  it('says "" for each known, incomplete partition of a run without a state, as soon as they are known', async () => {
    const world = new SmallWorld({ sizes: { projects: 3, storiesPerTask: 0 }, latencyMs: 15_000, latencyJitter: 0 });
    for (let task = 0; task < 300; task += 1) world.task(0);
    for (let task = 0; task < 300; task += 1) world.task(1);
    const config = { max_concurrent_requests: 1, requests_per_minute: 60 };
    const run = await world.next({ streams: ['tasks'], config });
    const keys = [world.gid('project', 0), world.gid('project', 1), world.gid('project', 2), world.assigned()].sort();
    const [, middle] = run.states;
    const places = bookmarksOf(middle as Json)['tasks']?.partitions ?? {};
    expect(Object.keys(places).sort()).toEqual(keys);
    expect(Object.values(places)).toContain('');
    expect(Object.values(placeOf(run, 'tasks').partitions)).not.toContain('');
  });

  it('never drops a key, nor changes the type of a value', async () => {
    const world = new SmallWorld({ sizes: { projects: 2, tags: 1 } });
    world.story(world.task(1));
    const one = await world.next({ streams: [...FAMILY, 'projects', 'tags', 'users'] });
    const came = structuredClone(stateOf(one)) as unknown as Bookmarks;
    const tasks = came.bookmarks['tasks'] as { partitions: Record<string, string> };
    tasks.partitions['9999'] = '2026-01-01T00:00:00.000Z';
    Object.assign(came.bookmarks, {
      goals: { anything: [1, { two: 3 }] },
      stories: { ...placeOf(one, 'stories'), modified: undefined },
    });
    world.edit({ type: 'hide-project', project: 'project:1' });
    const two = await world.next({ streams: ['tasks'], state: JSON.parse(JSON.stringify(came)) });
    expect(shapeOf(stateOf(two))).toEqual(shapeOf(JSON.parse(JSON.stringify({ ...came, currently_syncing: null }))));
    expect(placeOf(two, 'tasks').partitions['9999']).toBe('2026-01-01T00:00:00.000Z');
  });

  it('keeps bookmarks of refused lists as they are', async () => {
    const world = new SmallWorld({ sizes: { projects: 2 } });
    const one = await world.next({ streams: ['tasks'] });
    world.edit({ type: 'refuse-project', project: 'project:1' });
    const two = await world.next({ streams: ['tasks'], state: stateOf(one) });
    const [first, second] = [world.gid('project', 0), world.gid('project', 1)];
    expect(placeOf(two, 'tasks').partitions[first]).toBe('2026-11-20T09:59:00.000Z');
    expect(placeOf(two, 'tasks').partitions[second]).toBe('2026-11-20T08:59:00.000Z');
  });

  it.each([
    [20, 400, 3000],
    [200, 1000, 1000],
  ])(
    'is written no more often than each 10 seconds, and only after 100 times its own size of other output: %i projects',
    async (projects, tasks, latencyMs) => {
      const moments = await momentsOf({ projects, tasks }, latencyMs);
      const between = moments.slice(1, -1);
      expect(between.length).toBeGreaterThan(2);
      for (const [index, moment] of between.entries()) {
        expect(moment.bytes).toBeGreaterThanOrEqual(100 * moment.size);
        // Lines reach the reader up to a second late.
        expect(moment.at - (moments[index]?.at ?? 0)).toBeGreaterThanOrEqual(9000);
      }
    },
  );

  it('that has to wait for output does not wait ten more seconds: what comes out until then would be read again', async () => {
    const moments = await momentsOf({ projects: 200, tasks: 1000 }, 1000);
    const gaps = moments.slice(2, -1).map(({ at }, index) => at - (moments[index + 1]?.at ?? 0));
    expect(gaps.filter((gap) => gap > 12_000 && gap < 18_000)).not.toEqual([]);
  });
});

/** When a slow run writes STATE: epoch ms, what came out since the one before it, and its own size, in bytes. */
async function momentsOf(sizes: { projects: number; tasks: number }, latencyMs: number) {
  const harness = new Harness({ sizes: { ...sizes, subtasks: 0, storiesPerTask: 0 }, latencyMs });
  harness.later();
  const moments: { at: number; bytes: number; size: number }[] = [];
  let bytes = 0;
  const onLine = (line: string) => {
    if (line.startsWith('{"type":"STATE"')) {
      moments.push({ at: harness.clock.now(), bytes, size: Buffer.byteLength(line) + 1 });
      bytes = 0;
    } else bytes += Buffer.byteLength(line) + 1;
  };
  const config = { max_concurrent_requests: 2, page_size: 20 };
  await harness.sync({ streams: ['tasks'], config, onLine });
  return moments;
}

describe('partitions of the state that are not listed any more', () => {
  it('are counted in one warning and a metric, and stay', async () => {
    const world = new SmallWorld({ sizes: { projects: 3, users: 2 } });
    const one = await world.next({ streams: [...FAMILY, 'projects'] });
    for (const project of ['project:1', 'project:2']) world.edit({ type: 'hide-project', project });
    world.edit({ type: 'remove-user', user: 'user:1' });
    const two = await world.next({ streams: [...FAMILY, 'projects'], state: stateOf(one) });
    expect(logged(two, 'WARNING')).toEqual([
      'WARNING 3 partitions of the state (projects, or people with assigned tasks) are not listed any more: deleted, left, ' +
        'or no longer shared with this token. Rows already loaded stay; bookmarks are kept.',
    ]);
    expect(two.metrics.total('missing_partitions')).toBe(3);
    expect(Object.keys(placeOf(two, 'tasks').partitions)).toEqual(Object.keys(placeOf(one, 'tasks').partitions));
  });

  it('are counted for projects alone, where nothing below them is selected', async () => {
    const world = new SmallWorld({ sizes: { projects: 2 } });
    const one = await world.next({ streams: ['projects'] });
    world.edit({ type: 'hide-project', project: 'project:1' });
    const two = await world.next({ streams: ['projects'], state: stateOf(one) });
    expect(logged(two, 'WARNING')).toEqual([
      expect.stringMatching(/^WARNING 1 partition of the state .* is not listed any more:/),
    ]);
    expect(two.metrics.total('missing_partitions')).toBe(1);
  });

  it('are not counted where this run did not look', async () => {
    const world = new SmallWorld({ sizes: { workspaces: 2, users: 4, projects: 4 } });
    const one = await world.next();
    const configs = [
      { workspaces: [world.gid('workspace', 1)] },
      { projects: [world.gid('project', 1)] },
      { include_assigned_tasks: false },
    ];
    for (const config of configs) {
      const two = await world.next({ state: stateOf(one), config });
      expect([config, logged(two, 'WARNING')]).toEqual([config, []]);
    }
  });

  it.each(['/users', '/projects'])('are not counted where %s could not be listed', async (path) => {
    const fault = { type: 'status', status: 403 } as const;
    const world = new SmallWorld({ sizes: { users: 2, projects: 2 }, faults: [{ path, from: 7200, fault }] });
    const one = await world.next();
    const two = await world.next({ state: stateOf(one) });
    const loose = path === '/users' ? [expect.stringContaining('Tasks in no project are not read')] : [];
    expect([two.error, two.failures]).toEqual([undefined, []]);
    expect(logged(two, 'WARNING')).toEqual([expect.stringContaining('not available in workspace'), ...loose]);
    expect(two.metrics.total('missing_partitions')).toBe(0);
  });

  it('are not counted for people who left where what is assigned is not read', async () => {
    const world = new SmallWorld({ sizes: { users: 2 } });
    const streams = ['users', 'tasks'];
    const one = await world.next({ streams });
    world.edit({ type: 'remove-user', user: 'user:1' });
    const two = await world.next({ streams, state: stateOf(one), config: { include_assigned_tasks: false } });
    expect([logged(two, 'WARNING'), two.metrics.total('missing_partitions')]).toEqual([[], 0]);
  });

  it('are counted where it was another list that could not be read', async () => {
    const fault = { type: 'status', status: 403 } as const;
    const world = new SmallWorld({ sizes: { tags: 1, projects: 2 }, faults: [{ path: '/tags', from: 7200, fault }] });
    const streams = ['tasks', 'tags'];
    const one = await world.next({ streams });
    world.edit({ type: 'hide-project', project: 'project:1' });
    const two = await world.next({ streams, state: stateOf(one) });
    expect(logged(two, 'WARNING').join()).toContain('tags: not available');
    expect(two.metrics.total('missing_partitions')).toBe(1);
  });

  it('are counted where the whole workspace is gone', async () => {
    const world = new SmallWorld({ sizes: { workspaces: 2, users: 2, projects: 2 } });
    const one = await world.next({ streams: ['tasks'] });
    world.edit({ type: 'block-workspace', workspace: 'workspace:1' });
    const two = await world.next({ streams: ['tasks'], state: stateOf(one) });
    // Its project, and what is assigned to its two users.
    expect(logged(two, 'WARNING')).toEqual([expect.stringMatching(/^WARNING 3 partitions of the state /)]);
  });
});

/** A value's keys and JSON types, all the way down; what an array holds may change. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return 'array';
  if (typeof value !== 'object' || value === null) return value === null ? 'null' : typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shapeOf(inner)]));
}
