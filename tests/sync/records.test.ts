import { describe, expect, it } from 'vitest';
import { parseCatalog } from '../../src/singer/catalog-file.ts';
import { readSelection } from '../../src/singer/read-selection.ts';
import type { Selection } from '../../src/singer/selection.ts';
import { loadSchema, withoutExtensions } from '../../src/streams/schema.ts';
import { type StreamName, streams } from '../../src/streams/table.ts';
import { gids } from '../support/harness.ts';
import { logged, patchRows, placeOf, SmallWorld, stateOf } from './small-world.ts';

/** A catalog that knows only these properties of these streams. */
function only(properties: Readonly<Record<string, readonly string[]>>): Selection {
  const catalog = {
    streams: Object.entries(properties).map(([id, names]) => ({
      tap_stream_id: id,
      schema: { properties: Object.fromEntries(names.map((name) => [name, {}])) },
      metadata: [{ breadcrumb: [], metadata: { selected: true } }],
    })),
  };
  const schemaOf = (name: StreamName) => {
    const ask = loadSchema(name);
    return { ask, schema: withoutExtensions(ask) };
  };
  return readSelection(parseCatalog(catalog), streams, schemaOf, () => {});
}

describe('messages', () => {
  it('begin with the SCHEMA of every selected stream, once; cheap flat streams have their rows out first', async () => {
    const world = new SmallWorld({ sizes: { users: 2, tags: 1 } });
    world.story(world.task(0));
    const run = await world.next({ streams: ['stories', 'tasks', 'tags', 'users', 'workspaces'] });
    const schemas = run.messages.filter(({ type }) => type === 'SCHEMA').map(({ stream }) => stream);
    expect([...schemas].sort()).toEqual(['stories', 'tags', 'tasks', 'users', 'workspaces']);
    expect(run.messages.slice(0, 5).map(({ type }) => type)).toEqual(Array(5).fill('SCHEMA'));
    const rows = run.messages.filter(({ type }) => type === 'RECORD').map(({ stream }) => stream);
    expect(rows[0]).toBe('workspaces');
    expect(rows.lastIndexOf('users')).toBeLessThan(rows.indexOf('tasks'));
  });

  it('reach the reader within a second of being read', async () => {
    const world = new SmallWorld({ latencyMs: 60_000, latencyJitter: 0 });
    const began = Date.parse('2026-11-20T09:00:00Z');
    let first = 0;
    const onLine = (line: string) => {
      if (first === 0 && line.startsWith('{"type":"RECORD"')) first = world.clock.now() - began;
    };
    await world.next({ streams: ['workspaces', 'tasks'], onLine });
    expect(first).toBeGreaterThanOrEqual(60_000);
    expect(first).toBeLessThan(61_500);
  });
});

describe('a RECORD', () => {
  it('holds exactly the selected properties, the key and the replication key; what the walk needs is not among them', async () => {
    const world = new SmallWorld();
    const task = world.task(0);
    const child = world.subtask(task);
    const run = await world.next({ selection: only({ tasks: ['name'], subtasks: ['completed'] }) });
    expect(run.records.get('tasks')).toEqual([
      { gid: task, name: 'Added task 0', modified_at: '2026-11-20T08:00:00.000Z' },
    ]);
    expect(run.records.get('subtasks')).toEqual([
      { gid: child, completed: false, modified_at: '2026-11-20T08:00:00.000Z' },
    ]);
  });

  it('is asked for by the fields that are selected, and by what the walk needs', async () => {
    const world = new SmallWorld();
    world.subtask(world.task(0));
    const run = await world.next({ selection: only({ tasks: ['name', 'assignee'], stories: ['text'] }) });
    const fieldsOf = (fits: (path: string, query: Readonly<Record<string, string>>) => boolean) =>
      run.requests.find(({ path, query }) => fits(path, query))?.query['opt_fields']?.split(',');
    const tasks = fieldsOf((_, query) => 'project' in query);
    expect(tasks).toEqual(expect.arrayContaining(['gid', 'name', 'modified_at', 'num_subtasks', 'assignee.name']));
    expect(tasks?.filter((field) => !/^(gid|name|modified_at|num_subtasks|assignee(\..*)?)$/.test(field))).toEqual([]);
    expect(fieldsOf((path) => path.endsWith('/stories'))).toEqual(['created_at', 'gid', 'text']);
  });

  it('says when it was read, in UTC', async () => {
    const world = new SmallWorld({ latencyMs: 5000, latencyJitter: 0 });
    const run = await world.next({ streams: ['workspaces'] });
    const record = run.messages.find(({ type }) => type === 'RECORD');
    expect(record?.['time_extracted']).toBe('2026-11-20T09:00:05.000Z');
  });

  it('is null where Asana gave nothing', async () => {
    const world = new SmallWorld();
    world.task(0);
    const run = await world.next({ streams: ['tasks'], fetch: patchRows(/\/tasks$/, { name: undefined, notes: '' }) });
    expect(run.records.get('tasks')).toMatchObject([{ name: null, notes: '', assignee: null }]);
  });
});

describe('hostile rows', () => {
  const HOSTILE = {
    name: 'a\u0000b\ud800c',
    due_on: '',
    completed_at: 'yesterday',
    completed: 'yes',
    num_likes: '7',
    followers: null,
    tags: 'none',
    assignee: [1],
    memberships: [null, 7, { project: null }],
    a_field_of_tomorrow: { deep: 1 },
    __proto__: { polluted: true },
  };

  it('stop no run: they are repaired, counted and named once', async () => {
    const world = new SmallWorld();
    const task = world.task(0);
    world.task(0);
    const run = await world.next({ streams: ['tasks', 'subtasks'], fetch: patchRows(/\/tasks$/, HOSTILE) });
    expect([run.error, run.failures, gids(run, 'tasks').length]).toEqual([undefined, [], 2]);
    expect(run.records.get('tasks')?.[0]).toMatchObject({
      gid: task,
      name: 'abc',
      due_on: null,
      completed_at: null,
    });
    expect(run.metrics.total('repaired_count', { stream: 'tasks' })).toBeGreaterThan(4);
    expect(logged(run, 'WARNING').filter((line) => line.includes('a_field_of_tomorrow'))).toHaveLength(1);
  });

  it('with a number as gid have a string, and their children are found', async () => {
    const world = new SmallWorld();
    const story = world.story(world.task(0));
    const run = await world.next({
      fetch: (fetch) => async (url, init) => {
        const answer = await fetch(url, init);
        return new Response((await answer.text()).replace(/"gid":"(\d{1,16})"/g, '"gid":$1'), answer);
      },
    });
    expect([run.error, gids(run, 'tasks'), gids(run, 'stories')]).toEqual([undefined, [world.gid('task')], [story]]);
    expect(run.messages.find(({ stream, type }) => type === 'RECORD' && stream === 'tasks')).toMatchObject({
      record: { gid: world.gid('task') },
    });
  });

  it.each(['tasks', 'subtasks', 'stories'])('of %s without a gid are dropped, with one warning', async (stream) => {
    const world = new SmallWorld();
    for (const task of [world.task(0), world.task(0)]) for (const child of [world.subtask(task)]) world.story(child);
    const run = await world.next({ fetch: patchRows(new RegExp(`/${stream}$`), { gid: null }) });
    expect([run.error, run.failures, gids(run, stream)]).toEqual([undefined, [], []]);
    expect(logged(run, 'WARNING')).toEqual([expect.stringContaining(`${stream}: a row without its key`)]);
    expect(run.metrics.total('repaired_count', { stream, rule: 'keyless' })).toBeGreaterThan(0);
  });

  it('whose gid would lead elsewhere are written, and nothing is asked with them', async () => {
    const world = new SmallWorld();
    world.subtask(world.task(0));
    const run = await world.next({ fetch: patchRows(/\/tasks$/, { gid: '../users/me?x=', num_subtasks: 3 }) });
    expect([run.error, gids(run, 'tasks')]).toEqual([undefined, ['../users/me?x=']]);
    expect(run.requests.filter(({ path }) => !/^\/api\/1\.0\/(workspaces|users|projects|tasks)$/.test(path))).toEqual(
      [],
    );
  });

  it('do not keep the next run from going on', async () => {
    const world = new SmallWorld();
    world.task(0);
    const one = await world.next({ fetch: patchRows(/\/(tasks|projects)$/, HOSTILE) });
    const two = await world.next({ state: stateOf(one) });
    expect([two.error, two.failures, placeOf(two, 'tasks').partitions[world.gid('project')]]).toEqual([
      undefined,
      [],
      '2026-11-20T09:59:00.000Z',
    ]);
  });
});
