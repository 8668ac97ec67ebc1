import { describe, expect, it } from 'vitest';
import { gids, type Outcome } from '../support/harness.ts';
import { asked, type Place, patchRows, placeOf, SmallWorld, selectionWith, stateOf } from './small-world.ts';

const PROJECTS = ['projects'];

/** The state with the bookmark of one project set by hand. */
function withBookmark(outcome: Outcome, project: string, place: string): unknown {
  const state = structuredClone(stateOf(outcome)) as {
    bookmarks: { projects: { partitions: Record<string, string> } };
  };
  state.bookmarks.projects.partitions[project] = place;
  return state;
}

describe('projects', () => {
  it('come out when they were modified since their bookmark, whose own is kept for each', async () => {
    const world = new SmallWorld({ sizes: { projects: 3 } });
    const one = await world.next({ streams: PROJECTS });
    expect(gids(one, 'projects')).toHaveLength(3);
    const places = placeOf(one, 'projects').partitions;
    expect(new Set(Object.values(places))).toEqual(new Set(['2026-11-20T08:59:00.000Z']));
    expect(Object.keys(places).sort()).toEqual([0, 1, 2].map((index) => world.gid('project', index)).sort());

    world.edit({ type: 'rename-project', project: 'project:1', name: 'new' });
    const two = await world.next({ streams: PROJECTS, state: stateOf(one) });
    expect(gids(two, 'projects')).toEqual([world.gid('project', 1)]);
    expect(gids(await world.next({ streams: PROJECTS, state: stateOf(two) }), 'projects')).toEqual([]);
  });

  it('come out when they are shared with the token, however old', async () => {
    const world = new SmallWorld({ sizes: { projects: 2 }, hidden: ['project:1'] });
    const one = await world.next({ streams: PROJECTS });
    world.edit({ type: 'share-project', project: 'project:1' });
    const two = await world.next({ streams: PROJECTS, state: stateOf(one) });
    expect(gids(two, 'projects')).toEqual([world.gid('project', 1)]);
  });

  it('come out again where a user sets "" as the bookmark, the others do not', async () => {
    const world = new SmallWorld({ sizes: { projects: 2 } });
    const one = await world.next({ streams: PROJECTS });
    const state = withBookmark(one, world.gid('project', 1), '');
    expect(gids(await world.next({ streams: PROJECTS, state }), 'projects')).toEqual([world.gid('project', 1)]);
  });

  it('come out without a date, since they cannot be judged', async () => {
    const world = new SmallWorld();
    const one = await world.next({ streams: PROJECTS });
    const fetch = patchRows(/\/projects$/, { modified_at: null });
    const two = await world.next({ streams: PROJECTS, state: stateOf(one), fetch });
    expect(gids(two, 'projects')).toHaveLength(1);
  });

  it('begin at start_date where there is no bookmark, and only there', async () => {
    const world = new SmallWorld({ sizes: { projects: 2 } });
    world.later();
    world.edit({ type: 'rename-project', project: 'project:0', name: 'new' });
    const config = { start_date: '2026-11-20T08:30:00Z' };
    const one = await world.next({ streams: PROJECTS, config });
    expect(gids(one, 'projects')).toEqual([world.gid('project', 0)]);
    world.edit({ type: 'rename-project', project: 'project:1', name: 'new' });
    const late = { start_date: '2026-11-21' };
    const two = await world.next({ streams: PROJECTS, config: late, state: stateOf(one) });
    expect(gids(two, 'projects')).toEqual([world.gid('project', 1)]);
  });

  it('are written even where `projects` chooses others: that limits what lies below', async () => {
    const world = new SmallWorld({ sizes: { projects: 2 } });
    const [, second] = [world.task(0), world.task(1)];
    const config = { projects: [world.gid('project', 1)] };
    const run = await world.next({ streams: ['projects', 'tasks', 'sections'], config });
    expect(gids(run, 'projects')).toHaveLength(2);
    expect(gids(run, 'tasks')).toEqual([second]);
    expect(gids(run, 'sections')).toEqual([world.gid('section', 1)]);
  });

  it('without a gid are dropped, and leave no trace in the state', async () => {
    const world = new SmallWorld({ sizes: { projects: 2 } });
    const fetch = patchRows(/\/projects$/, { gid: null });
    const run = await world.next({ streams: PROJECTS, fetch });
    expect(gids(run, 'projects')).toEqual([]);
    expect(Object.keys(placeOf(run, 'projects').partitions ?? {})).toEqual([]);
  });
});

describe('tags', () => {
  it('come out whole each time, since a rename leaves no date', async () => {
    const world = new SmallWorld({ sizes: { tags: 2 } });
    const one = await world.next({ streams: ['tags'] });
    world.edit({ type: 'rename-tag', tag: 'tag:0', name: 'renamed' });
    const two = await world.next({ streams: ['tags'], state: stateOf(one) });
    expect(gids(two, 'tags')).toHaveLength(2);
    expect(two.records.get('tags')?.map((tag) => tag['name'])).toContain('renamed');
    const late = await world.next({ streams: ['tags'], config: { start_date: '2026-11-21' } });
    expect(gids(late, 'tags')).toHaveLength(2);
  });

  it('keep the largest created_at for people, and no partitions', async () => {
    const world = new SmallWorld({ sizes: { tags: 2 } });
    const one = await world.next({ streams: ['tags'] });
    const largest = one.records
      .get('tags')
      ?.map((tag) => String(tag['created_at']))
      .sort()
      .at(-1);
    expect(placeOf(one, 'tags')).toEqual({ created_at: largest });
  });
});

describe('full-table streams', () => {
  it('come out whole each time, and have an empty bookmark', async () => {
    const world = new SmallWorld({ sizes: { teams: 1, users: 2 } });
    const streams = ['users', 'teams', 'workspaces', 'sections'];
    const one = await world.next({ streams });
    const two = await world.next({ streams, state: stateOf(one) });
    for (const stream of streams) {
      expect(gids(two, stream)).toEqual(gids(one, stream));
      expect(placeOf(two, stream)).toEqual({});
    }
  });
});

describe('FULL_TABLE in the catalog of an incremental stream', () => {
  const full = (...names: string[]) =>
    selectionWith(
      ['projects', 'tasks', 'subtasks', 'stories'],
      Object.fromEntries(names.map((name) => [name, { '': { 'replication-method': 'FULL_TABLE' } }])),
    );

  it('reads everything of it, and the others go on from their bookmarks', async () => {
    const world = new SmallWorld();
    const task = world.task(0);
    const [child, story] = [world.subtask(task), world.story(task)];
    const one = await world.next();
    const two = await world.next({ selection: full('tasks', 'stories'), state: stateOf(one) });
    expect([gids(two, 'tasks'), gids(two, 'subtasks'), gids(two, 'stories')]).toEqual([[task], [], [story]]);
    const three = await world.next({ selection: full('subtasks', 'projects'), state: stateOf(two) });
    expect([gids(three, 'tasks'), gids(three, 'subtasks'), gids(three, 'projects').length]).toEqual([[], [child], 1]);
  });

  it('writes bookmarks, so that it can be incremental again', async () => {
    const world = new SmallWorld();
    world.story(world.task(0));
    const one = await world.next({ selection: full('tasks', 'subtasks', 'stories', 'projects') });
    for (const stream of ['tasks', 'subtasks', 'stories', 'projects']) {
      expect(placeOf(one, stream).partitions[world.gid('project')]).toBe('2026-11-20T08:59:00.000Z');
    }
    const two = await world.next({ state: stateOf(one) });
    expect([...two.records.keys()]).toEqual([]);
  });

  it('reads what is older than start_date too', async () => {
    const world = new SmallWorld();
    const task = world.task(0);
    const story = world.story(task);
    const config = { start_date: '2026-11-20T08:30:00Z' };
    const run = await world.next({ selection: full('tasks', 'stories'), config });
    expect([gids(run, 'tasks'), gids(run, 'stories')]).toEqual([[task], [story]]);
  });

  it('never goes on inside: what an earlier run left open is read from its beginning, and closed', async () => {
    const world = new SmallWorld();
    const [first, second] = [world.task(0), world.task(0)];
    const stories = [world.story(first), world.story(second)];
    const one = await world.next();
    const state = structuredClone(stateOf(one)) as { bookmarks: Record<string, Place> };
    const key = world.gid('project');
    state.bookmarks['stories'] = {
      ...placeOf(one, 'stories'),
      partitions: { ...placeOf(one, 'stories').partitions, [key]: '' },
      open: { [key]: `2026-11-20T07:00:00.000Z||${first}` },
    };
    const two = await world.next({ selection: full('stories'), state });
    expect(gids(two, 'stories').sort()).toEqual(stories.sort());
    expect(placeOf(two, 'stories')).toMatchObject({
      partitions: { [key]: '2026-11-20T09:59:00.000Z' },
      open: { [key]: '' },
    });
    expect(asked(two, '/stories')).toHaveLength(2);
  });
});

it('projects that a first run, killed while the newest waited for its reader, has not written come with the next', async () => {
  const world = new SmallWorld({ sizes: { projects: 3 } });
  world.edit({ type: 'rename-project', project: 'project:0', name: 'newest' });
  let isSlow = true;
  const one = await world.next({
    streams: PROJECTS,
    fetch: patchRows(/\/projects$/, { notes: 'x'.repeat(1_000_000) }),
    reader: () => {
      if (!isSlow) return Promise.resolve();
      isSlow = false;
      return new Promise((resolve) => world.clock.after(60_000, resolve));
    },
  });
  const types = one.messages.map(({ type }) => type);
  expect(types.slice(0, 4)).toEqual(['SCHEMA', 'STATE', 'RECORD', 'STATE']);
  const two = await world.next({ streams: PROJECTS, state: one.states[1] });
  expect(gids(two, 'projects')).toEqual(expect.arrayContaining([1, 2].map((index) => world.gid('project', index))));
});
