import { describe, expect, it } from 'vitest';
import { StoppedError } from '../../src/errors.ts';
import { gids, type Outcome } from '../support/harness.ts';
import { answering, asked, FAMILY, placeOf, SmallWorld, stateOf } from './small-world.ts';

/** As singer-io's tap writes it: microseconds, no zone. */
const OLD = '2026-11-20T08:30:00.000000';
const legacy = (bookmark = OLD) => ({
  bookmarks: {
    tasks: { modified_at: bookmark },
    subtasks: { modified_at: bookmark },
    stories: { created_at: bookmark },
    projects: { modified_at: bookmark },
    tags: { created_at: bookmark },
  },
});
const CONFIG = { start_date: '2020-01-01T00:00:00Z' };
const ALL = [...FAMILY, 'projects', 'tags'];

/** What the older tap has read by 8:30, and what has changed by the time of the first run, at 10:00. */
function migrated() {
  const world = new SmallWorld({ sizes: { projects: 2, users: 2, tags: 1 } });
  const task = world.task(0);
  const child = world.subtask(task);
  const loose = world.assignedTask();
  const old = { task: world.story(task), child: world.story(child), loose: world.story(loose) };
  world.later();
  const fresh = world.task(1);
  const story = world.story(fresh);
  return { world, task, child, loose, old, fresh, story };
}

describe("an older tap's bookmark", () => {
  it('goes to every project: tasks, subtasks and projects come out that changed since', async () => {
    const { world, fresh, loose } = migrated();
    const run = await world.next({ streams: ALL, config: CONFIG, state: legacy() });
    expect(gids(run, 'tasks').sort()).toEqual([fresh, loose].sort());
    expect([gids(run, 'subtasks'), gids(run, 'projects')]).toEqual([[], []]);
    expect(
      asked(run, '/tasks?project')
        .filter((request) => request.includes('modified_since'))
        .sort(),
    ).toEqual(
      [0, 1]
        .map((index) => `/tasks?project=${world.gid('project', index)}&modified_since=2026-11-20T08:30:00.000Z`)
        .sort(),
    );
  });

  it('is no bookmark of what that tap never read: assigned lists and stories of subtasks begin at start_date', async () => {
    const { world, loose, old, story } = migrated();
    const run = await world.next({ streams: ALL, config: CONFIG, state: legacy() });
    expect(gids(run, 'tasks')).toContain(loose);
    // Not the story of the old task: that one is loaded.
    expect(gids(run, 'stories').sort()).toEqual([old.child, old.loose, story].sort());
  });

  it('is read without a zone as UTC, and with one, whatever the digits of its fraction', async () => {
    for (const bookmark of ['2026-11-20T08:30:00', '2026-11-20T08:30:00Z', '2026-11-20T10:30:00.5+02:00', OLD]) {
      const { world, fresh } = migrated();
      const run = await world.next({
        streams: ['tasks'],
        config: { ...CONFIG, include_assigned_tasks: false },
        state: legacy(bookmark),
      });
      expect([bookmark, gids(run, 'tasks')]).toEqual([bookmark, [fresh]]);
    }
  });

  it('is replaced by our own: the next run reads nothing twice', async () => {
    const { world } = migrated();
    const one = await world.next({ streams: ALL, config: CONFIG, state: legacy() });
    const two = await world.next({ streams: ALL, config: CONFIG, state: stateOf(one) });
    expect(['tasks', 'subtasks', 'stories', 'projects'].map((stream) => gids(two, stream))).toEqual([[], [], [], []]);
    expect(Object.keys(placeOf(two, 'tasks').partitions)).toHaveLength(4);
  });

  it('keeps its key and its type', async () => {
    const { world } = migrated();
    const run = await world.next({ streams: ['tasks'], config: CONFIG, state: legacy() });
    expect(placeOf(run, 'tasks')['modified_at']).toBe('2026-11-20T09:00:00.000Z');
    expect(placeOf(run, 'stories')['created_at']).toBe('2026-11-20T08:30:00.000Z');
  });

  it('is kept for streams that this run does not select, until one does', async () => {
    const { world, fresh, loose } = migrated();
    const one = await world.next({ streams: ['projects'], config: CONFIG, state: legacy() });
    const two = await world.next({ streams: ['tasks'], config: CONFIG, state: stateOf(one) });
    expect(gids(two, 'tasks').sort()).toEqual([fresh, loose].sort());
  });

  it('is none of a project that is shared later, for streams that were not selected meanwhile either', async () => {
    const world = new SmallWorld({ sizes: { projects: 2 }, hidden: ['project:1'] });
    const [loaded, hidden] = [world.story(world.task(0)), world.story(world.task(1))];
    world.later();
    const config = { ...CONFIG, include_assigned_tasks: false };
    const one = await world.next({ streams: ['tasks'], config, state: legacy() });
    world.edit({ type: 'share-project', project: 'project:1' });
    const two = await world.next({ streams: ['tasks', 'stories', 'projects'], config, state: stateOf(one) });
    expect(gids(two, 'stories')).toEqual([hidden]);
    expect(gids(two, 'stories')).not.toContain(loaded);
    expect(gids(two, 'projects')).toEqual([world.gid('project', 1)]);
  });

  it('for projects is none of one that is shared later, even if none was there at first', async () => {
    const world = new SmallWorld({ hidden: ['project:0'] });
    world.later();
    const one = await world.next({ streams: ['projects'], config: CONFIG, state: legacy() });
    world.edit({ type: 'share-project', project: 'project:0' });
    const two = await world.next({ streams: ['projects'], config: CONFIG, state: stateOf(one) });
    expect(gids(two, 'projects')).toEqual([world.gid('project')]);
  });

  it('with currently_sync_stream among the bookmarks, and currently_syncing, is read all the same', async () => {
    const { world, fresh } = migrated();
    const { bookmarks } = legacy();
    const state = { bookmarks: { ...bookmarks, currently_sync_stream: 'stories' }, currently_syncing: 'tasks' };
    const run = await world.next({ streams: ['tasks'], config: { ...CONFIG, include_assigned_tasks: false }, state });
    expect(gids(run, 'tasks')).toEqual([fresh]);
    expect(stateOf(run)).toMatchObject({ currently_syncing: null });
    expect((stateOf(run) as { bookmarks: object }).bookmarks).not.toHaveProperty('currently_sync_stream');
  });

  it('serves an archived project once more, if archived ones are left out: it may have been archived since', async () => {
    const { world, fresh } = migrated();
    world.edit({ type: 'archive-project', project: 'project:1' });
    const config = { ...CONFIG, include_archived_projects: false, include_assigned_tasks: false };
    const one = await world.next({ streams: ['tasks'], config, state: legacy() });
    expect(gids(one, 'tasks')).toEqual([fresh]);
    const two = await world.next({ streams: ['tasks'], config, state: stateOf(one) });
    expect(asked(two, world.gid('project', 1))).toEqual([]);
  });
});

describe('the first run after a change from an older tap', () => {
  it.each([1, 2, 3, 4, 5, 6, 8, 10, 12, 14, 16])('loses nothing if it is stopped at request %i', async (at) => {
    const { world, loose, old, fresh, story } = migrated();
    const stop = new AbortController();
    let requests = 0;
    const one = await world.next({
      streams: ALL,
      config: { ...CONFIG, max_concurrent_requests: 1 },
      state: legacy(),
      signal: stop.signal,
      fetch: (fetch) => (url, init) => {
        requests += 1;
        if (requests === at) stop.abort(new StoppedError('stopped', 143));
        return fetch(url, init);
      },
    });
    const two = await world.next({ streams: ALL, config: CONFIG, state: stateOf(one) });
    const both = (stream: string) => [...new Set([...gids(one, stream), ...gids(two, stream)])];
    expect(both('tasks').sort()).toEqual([fresh, loose].sort());
    expect(both('stories').sort()).toEqual(expect.arrayContaining([old.child, old.loose, story].sort()));
    expect(two.error).toBeUndefined();
  });
});

describe('it waits for the projects of a workspace', () => {
  const sinceOf = (run: Outcome, project: string) =>
    asked(run, `/tasks?project=${project}&`).flatMap((request) => request.split('modified_since=')[1] ?? []);

  /** Two workspaces with a project each; the list of the second one's fails or is refused. */
  async function half(status: number | undefined, config: Record<string, unknown> = {}) {
    const world = new SmallWorld({ sizes: { workspaces: 2, projects: 2, users: 2 } });
    for (const index of [0, 1]) world.task(index);
    const [first, second] = [world.gid('workspace', 0), world.gid('workspace', 1)];
    const isSecond = ({ pathname, searchParams }: URL) =>
      pathname.endsWith('/projects') && searchParams.get('workspace') === second;
    const one = await world.next({
      streams: ALL,
      config: { ...CONFIG, ...config },
      state: legacy(),
      ...(status !== undefined && { fetch: answering(status, isSecond) }),
    });
    return { world, one, first, second };
  }

  it.each([400, 403, 410, 500])('whose list was answered %i', async (status) => {
    const { world, one, first, second } = await half(status);
    for (const stream of ['tasks', 'projects']) {
      expect(placeOf(one, stream)).toMatchObject({ waiting: { [first]: '', [second]: '2026-11-20T08:30:00.000Z' } });
    }
    const late = { ...CONFIG, start_date: '2026-11-20T09:30:00Z' };
    const two = await world.next({ streams: ALL, config: late, state: stateOf(one) });
    expect(sinceOf(two, world.gid('project', 1))).toEqual(['2026-11-20T08:30:00.000Z']);
    expect(placeOf(two, 'tasks')).toMatchObject({ waiting: { [first]: '', [second]: '' } });
  });

  it('that the config leaves out', async () => {
    const first = new SmallWorld({ sizes: { workspaces: 2, users: 2 } }).gid('workspace', 0);
    const { world, one } = await half(undefined, { workspaces: [first] });
    const two = await world.next({ streams: ALL, config: CONFIG, state: stateOf(one) });
    expect(sinceOf(two, world.gid('project', 1))).toEqual(['2026-11-20T08:30:00.000Z']);
  });

  it('and for none that is shared after the list has come', async () => {
    const world = new SmallWorld({ sizes: { projects: 2 }, hidden: ['project:1'] });
    const one = await world.next({ streams: ALL, config: CONFIG, state: legacy() });
    world.edit({ type: 'share-project', project: 'project:1' });
    const two = await world.next({ streams: ALL, config: CONFIG, state: stateOf(one) });
    expect(sinceOf(two, world.gid('project', 1))).toEqual(['2020-01-01T00:00:00.000Z']);
  });
});
