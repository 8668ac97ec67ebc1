import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openSandbox } from './open-sandbox.ts';

const SIZES = { projects: 2, tasks: 300, multiHomedTasks: 0, looseTasks: 0, archivedProjects: 0 };

describe('limit', () => {
  const { get, gid } = openSandbox({ sizes: SIZES });
  const project = gid('project', 0);

  test.each(['0', '101', '-1', '1.5', 'ten', ''])('%s is refused: the value must be between 1 and 100', (limit) => {
    expect(get('/tasks', { project, limit }).status).toBe(400);
  });

  test.each([1, 100])('%s is granted', (limit) => {
    expect(get('/tasks', { project, limit }).list).toHaveLength(limit);
  });

  test('next_page is there only when limit was given, and null at the end', () => {
    expect(get('/projects', { workspace: gid('workspace', 0) }).nextPage).toBeUndefined();
    expect(get('/projects', { workspace: gid('workspace', 0), limit: 2 }).nextPage).toBeNull();
    expect(get('/projects', { workspace: gid('workspace', 0), limit: 1 }).nextPage).not.toBeNull();
  });

  test('next_page carries offset, path and uri, which all lead on', () => {
    const { nextPage } = get('/tasks', { project, limit: 50, opt_fields: 'name' });
    const uri = new URL(String(nextPage?.['uri']));
    expect(uri.origin).toBe('http://localhost:1');
    expect(uri.pathname + uri.search).toBe(`/api/1.0${nextPage?.['path']}`);
    expect(uri.searchParams.get('offset')).toBe(nextPage?.['offset']);
    expect(get(String(nextPage?.['path'])).list).toHaveLength(50);
  });

  test('pages put together are the list', () => {
    const { all } = openSandbox({ sizes: SIZES });
    const byHundred = all('/tasks', { project });
    expect(all('/tasks', { project, limit: 7 })).toEqual(byHundred);
    expect(new Set(byHundred.map((row) => row.gid)).size).toBe(byHundred.length);
  });
});

describe('an offset token', () => {
  const query = (gid: string) => ({ project: gid, limit: 10 });

  test('lives 15 minutes and no longer', () => {
    const { get, gid, pass } = openSandbox({ sizes: SIZES });
    const { nextPage } = get('/tasks', query(gid('project', 0)));
    const offset = String(nextPage?.['offset']);
    pass(15 * 60_000 - 1);
    expect(get('/tasks', { ...query(gid('project', 0)), offset }).status).toBe(200);
    pass(1);
    const late = get('/tasks', { ...query(gid('project', 0)), offset });
    expect([late.status, late.message]).toEqual([400, 'offset: Your pagination token has expired.']);
  });

  test('is made anew with each page, with a new life', () => {
    const { get, gid, pass } = openSandbox({ sizes: SIZES });
    const first = get('/tasks', query(gid('project', 0)));
    pass(14 * 60_000);
    const second = get('/tasks', { ...query(gid('project', 0)), offset: String(first.nextPage?.['offset']) });
    pass(14 * 60_000);
    expect(get('/tasks', { ...query(gid('project', 0)), offset: String(second.nextPage?.['offset']) }).status).toBe(
      200,
    );
  });

  test.each([
    ['another project', (other: string) => ['/tasks', { project: other, limit: 10 }, 'sandbox-token'] as const],
    ['another filter', () => ['/tasks', { modified_since: '2020-01-01', limit: 10 }, 'sandbox-token'] as const],
    ['another path', () => ['/projects', { limit: 10 }, 'sandbox-token'] as const],
    ['another user', () => ['/tasks', { limit: 10 }, 'other-token'] as const],
  ])('belongs to its query: %s is refused', (_, other) => {
    const { get, gid } = openSandbox({ sizes: SIZES, tokens: { 'other-token': { user: 0 } } });
    const [path, changed, token] = other(gid('project', 1));
    const project = path === '/tasks' && !('project' in changed) ? { project: gid('project', 0) } : {};
    const { nextPage } = get('/tasks', query(gid('project', 0)));
    expect(get(path, { ...project, ...changed, offset: String(nextPage?.['offset']) }, token).status).toBe(
      token === 'other-token' ? 200 : 400,
    );
  });

  test('of another user is refused', () => {
    const { get, gid, sandbox } = openSandbox({ sizes: SIZES, tokens: { 'other-token': { user: 1 } } });
    expect(sandbox.world.lists.workspaceUsers.has(0, 1)).toBe(true);
    const { nextPage } = get('/tasks', query(gid('project', 0)));
    const offset = String(nextPage?.['offset']);
    expect(get('/tasks', { ...query(gid('project', 0)), offset }, 'other-token').status).toBe(400);
  });

  test.each(['nonsense', 'a.b.c', ''])('that was never handed out is refused: %s', (offset) => {
    const { get, gid } = openSandbox({ sizes: SIZES });
    expect(get('/tasks', { ...query(gid('project', 0)), offset }).status).toBe(400);
  });

  test('cannot be written by hand', () => {
    const { get, gid } = openSandbox({ sizes: SIZES });
    const [header, body, signature] = String(get('/tasks', query(gid('project', 0))).nextPage?.['offset']).split('.');
    const payload = JSON.parse(Buffer.from(body ?? '', 'base64url').toString());
    const forged = Buffer.from(JSON.stringify({ ...payload, exp: payload.exp + 3600 })).toString('base64url');
    expect(get('/tasks', { ...query(gid('project', 0)), offset: [header, forged, signature].join('.') }).status).toBe(
      400,
    );
  });
});

describe('without limit', () => {
  test('1,000 rows come at once, 1,001 are too large', () => {
    const sizes = { ...SIZES, projects: 1, tasks: 1000 };
    const { get, gid, sandbox } = openSandbox({ sizes });
    expect(get('/tasks', { project: gid('project', 0) }).list).toHaveLength(1000);
    sandbox.edit({ type: 'add-task', projects: ['project:0'] });
    const more = get('/tasks', { project: gid('project', 0) });
    expect([more.status, more.message]).toEqual([
      400,
      'The result is too large. You should use pagination (may require specifying a workspace)!',
    ]);
    expect(get('/tasks', { project: gid('project', 0), limit: 100 }).status).toBe(200);
  });
});

test('a list that is too long even for paging ends in a 400 instead of its last page', () => {
  const { get, gid } = openSandbox({ sizes: { ...SIZES, projects: 1, tasks: 250 }, truncateAfter: 200 });
  const project = gid('project', 0);
  const first = get('/tasks', { project, limit: 100 });
  expect(first.status).toBe(200);
  const second = get('/tasks', { project, limit: 100, offset: String(first.nextPage?.['offset']) });
  expect([second.status, second.message]).toEqual([400, expect.stringContaining('truncated')]);
});

test('rows that are not touched while a list is read come exactly once, whatever happens to the others', () => {
  const moves = fc.array(
    fc.tuple(fc.nat(59), fc.constantFrom('top', 'bottom', 'out', 'delete') as fc.Arbitrary<string>),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(moves, fc.integer({ min: 1, max: 9 }), (changes, limit) => {
      const { get, gid, sandbox } = openSandbox({
        sizes: { ...SIZES, projects: 1, tasks: 60, subtasks: 0, subtaskParents: 0 },
      });
      const project = gid('project', 0);
      const seen: string[] = [];
      const touched = new Set<string>();
      let page = get('/tasks', { project, limit });
      for (let turn = 0; ; turn += 1) {
        seen.push(...page.list.map((row) => row.gid));
        const [index, how] = changes[turn] ?? [null, ''];
        if (index !== null && sandbox.world.tasks.has(index)) {
          const task = gid('task', index);
          touched.add(task);
          if (how === 'delete') sandbox.edit({ type: 'delete-task', task });
          else if (how === 'out') sandbox.edit({ type: 'remove-from-project', task, project });
          else sandbox.edit({ type: 'add-to-project', task, project, at: how as 'top' | 'bottom' });
        }
        if (!page.nextPage) break;
        page = get('/tasks', { project, limit, offset: String(page.nextPage['offset']) });
      }
      const untouched = Array.from({ length: 60 }, (_, index) => gid('task', index)).filter(
        (task) => !touched.has(task),
      );
      for (const task of untouched) expect(seen.filter((each) => each === task)).toHaveLength(1);
    }),
    { numRuns: 60 },
  );
});

test('lists that have no paging ignore limit, and are sorted by name', () => {
  const { get, gid } = openSandbox({ sizes: { users: 150 } });
  const answer = get(`/workspaces/${gid('workspace', 0)}/users`, { limit: 5 });
  expect(answer.list).toHaveLength(150);
  expect(answer.nextPage).toBeUndefined();
  const names = answer.list.map((row) => String(row['name']));
  expect(names).toEqual([...names].sort());
});
