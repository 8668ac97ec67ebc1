import { describe, expect, it } from 'vitest';
import { gids, type Outcome } from '../support/harness.ts';
import { asked, beforeRequest, FAMILY, logged, placeOf, SmallWorld, selectionWith } from './small-world.ts';

type Json = Record<string, unknown>;

const ASKED_FOR = { emit_activate_version_messages: true };
const FULL = { '': { 'replication-method': 'FULL_TABLE' } };
const full = (...streams: string[]) =>
  selectionWith([...streams], Object.fromEntries(streams.map((stream) => [stream, FULL])));

/** A project with a task, its subtask, and a story each. */
function small(options: ConstructorParameters<typeof SmallWorld>[0] = {}) {
  const world = new SmallWorld({ ...options, sizes: { projects: 2, users: 2, teams: 1, tags: 1, ...options.sizes } });
  const task = world.task(0);
  const child = world.subtask(task);
  for (const gid of [task, child]) world.story(gid);
  return { world, task, child };
}

const closed = (run: Outcome) =>
  run.messages.filter(({ type }) => type === 'ACTIVATE_VERSION').map(({ stream }) => String(stream));

describe('emit_activate_version_messages', () => {
  it('closes each full table, after its rows and before the last STATE, by the version on its rows', async () => {
    const { world } = small();
    // Counts have no gid of their own, and none is missed.
    const streams = ['workspaces', 'users', 'teams', 'sections', 'project_task_counts'];
    const run = await world.next({ streams, config: ASKED_FOR });
    expect(closed(run).sort()).toEqual([...streams].sort());
    for (const stream of streams) {
      const mine = run.messages.filter((message) => message['stream'] === stream && message['type'] !== 'SCHEMA');
      expect(mine.at(-1)).toMatchObject({ type: 'ACTIVATE_VERSION' });
      expect(new Set(mine.map(({ version }) => version))).toEqual(new Set([mine.at(-1)?.['version']]));
      expect(mine.at(-1)?.['version']).toEqual(expect.any(Number));
    }
    expect(run.messages.at(-1)).toMatchObject({ type: 'STATE' });
  });

  it('gives a greater version in each run', async () => {
    const { world } = small();
    const versionOf = async () => {
      const run = await world.next({ streams: ['users'], config: ASKED_FOR });
      return Number(run.messages.find(({ type }) => type === 'ACTIVATE_VERSION')?.['version']);
    };
    expect(await versionOf()).toBeLessThan(await versionOf());
  });

  it('is off unless asked for: no message, and no version on a row', async () => {
    const { world } = small();
    const run = await world.next({ streams: ['users'] });
    expect(closed(run)).toEqual([]);
    expect(run.messages.some((message) => 'version' in message)).toBe(false);
  });

  it('leaves incremental streams alone', async () => {
    const { world } = small();
    const run = await world.next({ streams: [...FAMILY, 'projects', 'tags'], config: ASKED_FOR });
    expect(closed(run)).toEqual([]);
    expect(run.messages.some((message) => 'version' in message)).toBe(false);
  });

  it('closes tasks and what hangs on them where the catalog makes them full tables', async () => {
    const { world, task, child } = small();
    const run = await world.next({ selection: full(...FAMILY, 'projects'), config: ASKED_FOR });
    expect(closed(run).sort()).toEqual([...FAMILY, 'projects'].sort());
    expect([gids(run, 'tasks'), gids(run, 'subtasks')]).toEqual([[task], [child]]);
  });

  it.each<[string, Json]>([
    ['workspaces', { workspaces: ['1210000000000121'] }],
    ['projects', { projects: ['1213000000000668'] }],
    ['start_date', { start_date: '2020-01-01' }],
    ['archived projects', { include_archived_projects: false }],
  ])('closes nothing where the run was not meant to read everything: %s', async (reason, config) => {
    const { world } = small();
    expect([world.gid('workspace'), world.gid('project')]).toEqual(['1210000000000121', '1213000000000668']);
    const run = await world.next({ streams: ['users', 'sections'], config: { ...ASKED_FOR, ...config } });
    expect([run.error, closed(run)]).toEqual([undefined, []]);
    expect(run.log).toContain(`No table is closed by ACTIVATE_VERSION: `);
    expect(run.log).toContain(reason);
  });
});

describe('a full table of which something was left out', () => {
  it.each<[string, string, number, string[]]>([
    ['its own list', '/projects/*/sections', 403, ['sections']],
    ['a list that failed', '/projects/*/sections', 400, ['sections']],
    ['the list of its parents', '/projects', 403, ['sections', ...FAMILY]],
    ['a project of tasks', '/tasks', 403, [...FAMILY]],
    ["a task's own stories", '/tasks/*/stories', 403, ['stories']],
    ["a task's own subtasks", '/tasks/*/subtasks', 403, [...FAMILY]],
    ['members of a team', '/users', 403, ['teams']],
  ])('stays open, with a warning: %s', async (_, path, status, open) => {
    const query = path === '/users' ? { team: '*' } : path === '/tasks' ? { project: '*' } : {};
    const { world } = small({ faults: [{ path, query, fault: { type: 'status', status } }] });
    const streams = ['users', 'teams', 'sections', ...FAMILY];
    const run = await world.next({ selection: full(...streams), config: ASKED_FOR });
    expect(closed(run).sort()).toEqual(streams.filter((stream) => !open.includes(stream)).sort());
    for (const stream of open) {
      expect(logged(run, 'WARNING').filter((line) => line.startsWith(`WARNING ${stream}: not closed`))).toHaveLength(1);
    }
  });

  it('stays open where a workspace has blocked the app, though no list of its own was refused elsewhere', async () => {
    const { world } = small({ sizes: { workspaces: 2 } });
    const block = beforeRequest(
      (url) => !url.pathname.endsWith('/workspaces'),
      () => world.edit({ type: 'block-workspace', workspace: 'workspace:1' }),
    );
    const streams = ['users', 'sections'];
    const run = await world.next({ selection: full(...streams), config: ASKED_FOR, fetch: block });
    expect([run.error, run.failures, closed(run)]).toEqual([undefined, [], []]);
    expect(logged(run, 'WARNING')).toContainEqual(expect.stringContaining('has blocked this app'));
  });

  it('stays open where the token reaches no workspace at all: nothing says that all was deleted', async () => {
    const { world } = small();
    world.edit({ type: 'block-workspace', workspace: 'workspace:0' });
    const run = await world.next({ streams: ['workspaces', 'users', 'sections'], config: ASKED_FOR });
    expect([closed(run), run.failures]).toEqual([[], []]);
    expect(run.log).toContain('No table is closed by ACTIVATE_VERSION: the token reaches no workspace.');
  });

  it('is closed by the next run that leaves nothing out', async () => {
    const fault = { type: 'status', status: 403 } as const;
    const { world } = small({ faults: [{ path: '/projects/*/sections', count: 1, fault }] });
    expect(closed(await world.next({ streams: ['sections'], config: ASKED_FOR }))).toEqual([]);
    expect(closed(await world.next({ streams: ['sections'], config: ASKED_FOR }))).toEqual(['sections']);
  });
});

describe('the second look', () => {
  const inOrder = { ...ASKED_FOR, max_concurrent_requests: 1, include_assigned_tasks: false };

  it('finds a task that moved during the run from a list not read yet into one that was', async () => {
    const { world } = small();
    const moving = world.task(1);
    const story = world.story(moving);
    const move = () => world.edit({ type: 'move-task', task: moving, from: 'project:1', to: 'project:0' });
    const isSecond = (url: URL) => url.searchParams.get('project') === world.gid('project', 1);
    const run = await world.next({
      selection: full(...FAMILY),
      config: inOrder,
      fetch: beforeRequest(isSecond, (nth) => void (nth === 1 && move())),
    });
    expect(gids(run, 'tasks')).toContain(moving);
    expect(gids(run, 'stories')).toContain(story);
    expect(closed(run).sort()).toEqual([...FAMILY].sort());
    for (const stream of FAMILY) expect(new Set(gids(run, stream)).size).toBe(gids(run, stream).length);
  });

  it('asks for what has changed since the start of the run, once a list', async () => {
    const { world } = small();
    const run = await world.next({ selection: full('tasks'), config: inOrder });
    const lists = [0, 1].map((index) => `/tasks?project=${world.gid('project', index)}`);
    expect(asked(run, '/tasks')).toEqual([
      ...lists,
      ...lists.map((list) => `${list}&modified_since=2026-11-20T08:59:00.000Z`),
    ]);
  });

  it('that fails keeps the table open', async () => {
    const fault = { type: 'status', status: 403 } as const;
    const { world } = small({ faults: [{ path: '/tasks', query: { modified_since: '*' }, count: 1, fault }] });
    const run = await world.next({ selection: full('tasks'), config: inOrder });
    expect(closed(run)).toEqual([]);
  });

  it('moves no bookmark: what it saw is in the next run too', async () => {
    const { world } = small();
    const run = await world.next({ selection: full('tasks'), config: inOrder });
    const tasks = (run.states.at(-1) as { bookmarks: { tasks: { partitions: Json } } }).bookmarks.tasks;
    expect(new Set(Object.values(tasks.partitions))).toEqual(new Set(['2026-11-20T08:59:00.000Z']));
  });
});

describe('a list that is gone when its table is closed', () => {
  const FAMILY_AND_PROJECTS = [...FAMILY, 'projects'];

  /** Two projects, one of them hidden when the second run closes all tables. */
  async function hidden() {
    const made = small();
    const { world } = made;
    const other = world.task(1);
    const story = world.story(other);
    const first = await world.next({ streams: FAMILY_AND_PROJECTS });
    world.edit({ type: 'hide-project', project: 'project:1' });
    const state = first.states.at(-1);
    const run = await world.next({ selection: full(...FAMILY_AND_PROJECTS), config: ASKED_FOR, state });
    expect(closed(run).sort()).toEqual([...FAMILY_AND_PROJECTS].sort());
    expect([gids(run, 'tasks').includes(other), gids(run, 'stories').includes(story)]).toEqual([false, false]);
    return { ...made, other, story, run };
  }

  it('comes out whole when it is listed again, for its rows went with the table', async () => {
    const { world, task, other, story, run: second } = await hidden();
    world.edit({ type: 'share-project', project: 'project:1' });
    const run = await world.next({ streams: FAMILY_AND_PROJECTS, state: second.states.at(-1) });
    expect(gids(run, 'tasks')).toEqual([other]);
    expect(gids(run, 'stories')).toEqual([story]);
    expect(gids(run, 'projects')).toEqual([world.gid('project', 1)]);
    expect(gids(run, 'tasks')).not.toContain(task);
  });

  it('comes out whole even if the runs began in the same second, so that its bookmark is the one that this run sets', async () => {
    const { world } = small({ hidden: ['project:1'] });
    const key = world.gid('project', 1);
    const partitions = { [key]: '2026-11-20T08:59:00.000Z' };
    const state = { bookmarks: { projects: { partitions }, tasks: { partitions } }, currently_syncing: null };
    const run = await world.next({ selection: full('projects', 'tasks'), config: ASKED_FOR, state });
    expect(placeOf(run, 'projects').partitions[world.gid('project')]).toBe(partitions[key]);
    expect(placeOf(run, 'projects').partitions[key]).toBe('');
    expect(placeOf(run, 'tasks').partitions[key]).toBe('');
  });

  it('is not gone on with inside, if a run was stopped there', async () => {
    const { world } = small({ hidden: ['project:1'] });
    const key = world.gid('project', 1);
    const open = { [key]: '2026-11-20T07:00:00.000Z||1217000000001207' };
    const stories = { partitions: { [key]: '' }, open, refused: [] };
    const state = { bookmarks: { stories }, currently_syncing: null };
    const run = await world.next({ selection: full('stories'), config: ASKED_FOR, state });
    expect(closed(run)).toEqual(['stories']);
    expect(run.states.at(-1)).toMatchObject({ bookmarks: { stories: { open: { [key]: '' } } } });
  });

  it('loses its bookmarks in a STATE that comes before the rows go', async () => {
    const { world, run } = await hidden();
    const first = run.messages.findIndex(({ type }) => type === 'ACTIVATE_VERSION');
    const before = run.messages.slice(0, first).findLast(({ type }) => type === 'STATE')?.['value'];
    const { bookmarks } = before as { bookmarks: Record<string, { partitions: Json }> };
    for (const stream of FAMILY_AND_PROJECTS) {
      expect(bookmarks[stream]?.partitions).toMatchObject({ [world.gid('project', 1)]: '' });
    }
  });

  it('has no bookmark left to lose in the runs after that, and takes no STATE of its own', async () => {
    const { world, run: second } = await hidden();
    const state = second.states.at(-1);
    const run = await world.next({ selection: full(...FAMILY_AND_PROJECTS), config: ASKED_FOR, state });
    const types = run.messages.map(({ type }) => type);
    expect(types.slice(types.lastIndexOf('RECORD') + 1)).toEqual([
      ...FAMILY_AND_PROJECTS.map(() => 'ACTIVATE_VERSION'),
      'STATE',
    ]);
  });
});
