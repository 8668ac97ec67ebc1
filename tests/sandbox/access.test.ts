import { describe, expect, test } from 'vitest';
import { openSandbox, type Row } from './open-sandbox.ts';

describe('a gid that does not work', () => {
  const { get, gid } = openSandbox();
  test.each([
    ['unknown in a path: 404', '/tasks/123', {}, 404, 'task: Unknown object: 123'],
    ['unknown in a list’s path: 404', '/projects/123/sections', {}, 404, 'project: Unknown object: 123'],
    [
      'of another type in a path: 404',
      `/tasks/${gid('project', 0)}`,
      {},
      404,
      `task: Not a recognized ID: ${gid('project', 0)}`,
    ],
    [
      'of another type in a parameter: 400',
      '/tasks',
      { project: gid('task', 0) },
      400,
      `project: Not a recognized ID: ${gid('task', 0)}`,
    ],
    ['that is no gid: 404', '/tasks/abc', {}, 404, 'task: Not a recognized ID: abc'],
    [
      'that no object could have, as a project of GET /tasks: 403',
      '/tasks',
      { project: '1' },
      403,
      'You do not have access to this project.',
    ],
    ['on no route: 404', '/nothing/1', {}, 404, 'No matching route for request'],
  ])('%s', (_, path, query, status, message) => {
    const got = get(path, query as Record<string, string>);
    expect([got.status, got.message]).toEqual([status, message]);
  });

  test('of something deleted: 404', () => {
    const { get: read, gid: name, sandbox } = openSandbox();
    sandbox.edit({ type: 'delete-task', task: 'task:0' });
    expect(read(`/tasks/${name('task', 0)}`).message).toBe(`task: Unknown object: ${name('task', 0)}`);
    expect(read(`/tasks/${name('task', 0)}/stories`).status).toBe(404);
    expect(read(`/stories/${name('story', 0)}`).status).toBe(404);
  });
});

test('errors have message and help; a phrase is theirs alone who answer 500', () => {
  const { get } = openSandbox({ faults: [{ path: '/users/me', fault: { type: 'status', status: 500 } }] });
  expect(JSON.parse(get('/tasks/1').body)).toEqual({
    errors: [{ message: expect.any(String), help: expect.any(String) }],
  });
  expect(JSON.parse(get('/users/me').body).errors[0]).toHaveProperty('phrase');
});

test('a missing, unknown or revoked token is 401', () => {
  const { get, sandbox } = openSandbox();
  expect(get('/users/me', {}, '').status).toBe(401);
  expect(get('/users/me', {}, 'nobody').status).toBe(401);
  expect(get('/users/me').status).toBe(200);
  sandbox.revoke('sandbox-token');
  expect([get('/users/me').status, get('/users/me').message]).toEqual([401, 'Not Authorized']);
});

test('every answer is dated by the sandbox’s clock', () => {
  const { get, pass } = openSandbox();
  expect(get('/users/me').headers['date']).toBe('Sat, 21 Nov 2026 12:00:00 GMT');
  pass(60_000);
  expect(get('/tasks/1').headers['date']).toBe('Sat, 21 Nov 2026 12:01:00 GMT');
});

test('a service account is none of the users, owns nothing, and leaves the world as it is', () => {
  const person = openSandbox();
  const { all, get, gid } = openSandbox({ serviceAccount: true });
  const workspace = gid('workspace', 0);
  const me = get('/users/me').one;
  expect(me['name']).toBe('Service account');
  expect(get(`/users/${me.gid}`).one['name']).toBe('Service account');
  const users = all('/users', { workspace, limit: 100 });
  expect(users).toEqual(person.all('/users', { workspace, limit: 100 }));
  expect(users.map((user) => user.gid)).not.toContain(me.gid);
  expect(get('/portfolios', { workspace, owner: 'me' }).list).toEqual([]);
  const tasks = { project: gid('project', 0), limit: 100, opt_fields: 'created_by,custom_fields.people_value' };
  expect(all('/tasks', tasks)).toEqual(person.all('/tasks', tasks));
});

describe('a private project of others', () => {
  const { get, all, gid, sandbox } = openSandbox({ sizes: { hiddenProjects: 1, privateProjects: 0 } });
  const workspace = gid('workspace', 0);
  const hidden = Array.from({ length: 5 }, (_, index) => index).find(
    (index) => sandbox.world.projects.get(index).access === 'hidden',
  );
  const project = gid('project', hidden ?? -1);
  const inside = Array.from(sandbox.world.lists.projectTasks.ids(hidden ?? -1));
  const readableInside = (index: number) => {
    const row = sandbox.world.tasks.get(index);
    return row.assignee === 0 || row.homes.length > 1 || row.parent !== null;
  };

  test('is in no list, and 403 when addressed', () => {
    expect(all('/projects', { workspace })).toHaveLength(4);
    expect([get(`/projects/${project}`).status, get(`/projects/${project}`).message]).toEqual([
      403,
      'You do not have access to this project.',
    ]);
    expect(get('/tasks', { project }).status).toBe(403);
    expect(get(`/projects/${project}/sections`).status).toBe(403);
  });

  test('hides its tasks from the lists of their assignees', () => {
    const assigned = all('/users', { workspace }).flatMap((user) => all('/tasks', { assignee: user.gid, workspace }));
    const unseen = inside.filter((index) => !readableInside(index)).map((index) => gid('task', index));
    expect(unseen.length).toBeGreaterThan(0);
    expect(assigned.filter((row) => unseen.includes(row.gid))).toEqual([]);
    expect(get(`/tasks/${unseen[0]}`).status).toBe(403);
  });

  test('does not hide a task that is also elsewhere, or the reader’s own', () => {
    for (const index of inside.filter(readableInside)) expect(get(`/tasks/${gid('task', index)}`).status).toBe(200);
  });

  test('is there once it is shared, with all it holds', () => {
    sandbox.edit({ type: 'share-project', project });
    expect(all('/projects', { workspace })).toHaveLength(5);
    expect(all('/tasks', { project })).toHaveLength(inside.length);
  });

  test('is no secret to a service account', () => {
    const { all: every } = openSandbox({ sizes: { hiddenProjects: 1, privateProjects: 0 }, serviceAccount: true });
    expect(every('/projects', { workspace })).toHaveLength(5);
    expect(every('/tasks', { project })).toHaveLength(inside.length);
  });
});

test('a refused project is listed, but all that is in it answers 403', () => {
  const { get, all, gid } = openSandbox({ refused: ['project:1'] });
  expect(all('/projects', { workspace: gid('workspace', 0) })).toHaveLength(5);
  expect(get(`/projects/${gid('project', 1)}`).status).toBe(200);
  expect(get('/tasks', { project: gid('project', 1) }).status).toBe(403);
  expect(get(`/projects/${gid('project', 1)}/sections`).status).toBe(403);
});

describe('someone in several workspaces', () => {
  const { get, gid, sandbox } = openSandbox({ sizes: { workspaces: 2, projects: 6, users: 8 } });
  const [first, second] = [gid('workspace', 0), gid('workspace', 1)];

  test.each(['/projects', '/users', '/tags'])('must say which one at %s', (path) => {
    const message = 'This request accesses data in multiple workspaces. Please specify a workspace or team.';
    expect([get(path).status, get(path).message]).toEqual([400, message]);
    expect(get(path, { workspace: first }).status).toBe(200);
    expect(get(path, { workspace: first }).list).not.toEqual(get(path, { workspace: second }).list);
    expect(openSandbox().get(path).status).toBe(200);
  });

  test('gets no teams from a workspace that is no organization', () => {
    expect(get(`/workspaces/${first}/teams`).list).toHaveLength(2);
    expect([get(`/workspaces/${second}/teams`).status, get(`/workspaces/${second}/teams`).message]).toEqual([
      400,
      'organization: Not an organization',
    ]);
  });

  test('finds a workspace that blocks the app neither in the list nor behind its gid', () => {
    sandbox.edit({ type: 'block-workspace', workspace: second });
    expect(get('/workspaces').list.map((row: Row) => row.gid)).toEqual([first]);
    expect(get('/projects', { workspace: second }).status).toBe(401);
    expect(get(`/projects/${gid('project', 1)}`).status).toBe(401);
    expect(get('/users/me').status).toBe(200);
    sandbox.edit({ type: 'unblock-workspace', workspace: second });
    expect(get('/projects', { workspace: second }).status).toBe(200);
  });

  test('is kept out of those they do not belong to', () => {
    const { workspaceUsers } = sandbox.world.lists;
    const user = Array.from(workspaceUsers.ids(0)).find((index) => !workspaceUsers.has(1, index)) ?? -1;
    const sizes = { workspaces: 2, projects: 6, users: 8 };
    const outsider = openSandbox({ sizes, tokens: { outsider: { user } } });
    expect(outsider.get('/workspaces', {}, 'outsider').list.map((row) => row.gid)).toEqual([first]);
    expect(outsider.get('/projects', { workspace: second }, 'outsider').status).toBe(403);
    expect(outsider.get('/projects', {}, 'outsider').status).toBe(200);
  });
});

describe('portfolios', () => {
  const { get, all, gid } = openSandbox({ sizes: { portfolios: 4, itemsPerPortfolio: 3 } });
  const workspace = gid('workspace', 0);

  test('are listed for a workspace and an owner: oneself', () => {
    expect(get('/portfolios').message).toBe('workspace: Missing input');
    expect(get('/portfolios', { workspace }).status).toBe(400);
    expect(get('/portfolios', { workspace, owner: gid('user', 1) }).status).toBe(403);
    expect(all('/portfolios', { workspace, owner: 'me' })).toHaveLength(4);
  });

  test('are listed without an owner for a service account', () => {
    // Two of the first user's, and one of somebody else; none is its own.
    expect(openSandbox({ serviceAccount: true }).get('/portfolios', { workspace }).list).toHaveLength(3);
  });

  test('hold projects and portfolios', () => {
    const types = all(`/portfolios/${gid('portfolio', 0)}/items`).map((row) => row['resource_type']);
    expect(types).toEqual(['project', 'project', 'portfolio']);
  });

  test('take a paid plan: 402 on the free one', () => {
    const free = openSandbox({ plan: 'free' });
    expect(free.get('/portfolios', { workspace, owner: 'me' }).status).toBe(402);
    expect(free.sandbox.truth().portfolios).toEqual([]);
  });
});
