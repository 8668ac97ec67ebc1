import { describe, expect, test } from 'vitest';
import { TRUTH_STREAMS, type Truth } from '../../src/sandbox/truth.ts';
import { openSandbox } from './open-sandbox.ts';

function open() {
  const opened = openSandbox({ quota: 1, faults: [{ path: '**', fault: { type: 'reset' }, nth: 99 }] });
  const ask = (method: string, path: string, body?: unknown) => {
    const answer = opened.sandbox.handle({
      method,
      url: `/_sandbox/${path}`,
      headers: {},
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    if (answer.kind !== 'answer') throw new Error(answer.kind);
    return { status: answer.status, ...(JSON.parse(answer.body) as Record<string, unknown>) } as Record<
      string,
      unknown
    > & { status: number };
  };
  return { ...opened, ask };
}

test('requests: the log, with counts', () => {
  const { get, ask } = open();
  get('/workspaces', { limit: 5 });
  get('/workspaces');
  expect(ask('GET', 'requests')).toMatchObject({
    total: 2,
    byStatus: { 200: 1, 429: 1 },
    requests: [
      { method: 'GET', path: '/api/1.0/workspaces', query: { limit: '5' }, status: 200 },
      { status: 429, query: {} },
    ],
  });
  expect(ask('POST', 'reset-log').status).toBe(200);
  expect(ask('GET', 'requests')).toMatchObject({ total: 0, byStatus: {}, requests: [] });
});

test('the log keeps the newest, or only counts', () => {
  const kept = openSandbox({ logCap: 2 });
  for (const path of ['/users/me', '/workspaces', '/tags']) kept.get(path);
  expect(kept.sandbox.requests.map(({ path }) => path)).toEqual(['/api/1.0/workspaces', '/api/1.0/tags']);
  expect(kept.sandbox.log.counts().total).toBe(3);
  const counted = openSandbox({ logCap: 0 });
  counted.get('/users/me');
  expect([counted.sandbox.requests.length, counted.sandbox.log.counts().total]).toEqual([0, 1]);
});

test('truth, whole or in part', () => {
  const { ask, sandbox, gid } = open();
  const ten = (of: Truth) => Object.fromEntries(TRUTH_STREAMS.map((stream) => [stream, of[stream]]));
  expect(ask('GET', 'truth')).toEqual({ status: 200, ...ten(sandbox.truth()) });
  expect(ask('GET', 'truth?assigned=false&archived=false')).toEqual({
    status: 200,
    ...ten(sandbox.truth({ assigned: false, archived: false })),
  });
  const query = `projects=${gid('project', 0)},${gid('project', 1)}&workspaces=${gid('workspace', 0)}`;
  expect((ask('GET', `truth?${query}`)['sections'] as string[]).length).toBe(6);
  expect(ask('GET', 'truth?streams=goals,tags')).toEqual({
    status: 200,
    goals: sandbox.truth().goals,
    tags: sandbox.truth().tags,
  });
  expect(ask('GET', 'truth?streams=all')).toEqual({ status: 200, ...sandbox.truth() });
});

test('world: its seed, sizes and rows', () => {
  expect(open().ask('GET', 'world')).toMatchObject({
    seed: 1,
    sizes: { projects: 5 },
    tasksAndSubtasks: 130,
    rows: { projects: 5, tasks: 102, stories: 390 },
  });
});

test('lists: how many rows each has', () => {
  const { ask, all, gid, pass } = open();
  const lists = ask('GET', 'lists') as unknown as Record<string, Record<string, number>>;
  const project = gid('project', 0);
  expect(lists['projectTasks']?.[project]).toBe(all('/tasks', { project }).length);
  pass(60_000);
  const key = `${gid('workspace', 0)}/${gid('user', 1)}`;
  expect(lists['assignedTasks']?.[key]).toBe(
    all('/tasks', { workspace: gid('workspace', 0), assignee: gid('user', 1) }).length,
  );
  expect(Object.keys(lists['subtasks'] ?? {})).toHaveLength(15);
  expect(Object.values(lists['stories'] ?? {}).every((count) => count === 3)).toBe(true);
});

describe('edit', () => {
  test('one change or a list of them', () => {
    const { ask, get, gid } = open();
    expect(ask('POST', 'edit', { type: 'rename-task', task: 'task:0', name: 'New' })).toEqual({
      status: 200,
      data: [{ gid: gid('task', 0) }],
    });
    expect(get(`/tasks/${gid('task', 0)}`).one['name']).toBe('New');
    expect(ask('POST', 'edit', [{ type: 'add-tag' }, { type: 'add-user' }])['data']).toHaveLength(2);
  });

  test('that makes no sense or cannot be made is 400, and says why', () => {
    const { ask } = open();
    expect(ask('POST', 'edit', '{').status).toBe(400);
    expect(ask('POST', 'edit', { type: 'rename-task' })).toMatchObject({
      status: 400,
      errors: expect.arrayContaining([{ message: expect.stringContaining("'task'") }]),
    });
    expect(ask('POST', 'edit', [{ type: 'add-tag' }, { type: 'delete-task', task: 'task:999' }])).toMatchObject({
      status: 400,
      errors: [{ message: 'no such task: task:999' }],
      data: [{ gid: expect.any(String) }],
    });
  });
});

test('none of this is logged, counted, in flight, or meets a fault; what is not there is 404', () => {
  const { sandbox, ask } = open();
  for (let n = 0; n < 120; n += 1) expect(ask('GET', 'nothing').status).toBe(404);
  expect(sandbox.log.counts().total).toBe(0);
  const end = sandbox.begin({
    method: 'GET',
    url: '/_sandbox/world',
    headers: { authorization: 'Bearer sandbox-token' },
  });
  end();
});
