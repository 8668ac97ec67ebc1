import { describe, expect, test } from 'vitest';
import { openSandbox, type Row } from './open-sandbox.ts';

const opened = openSandbox({ sizes: { attachments: 200, statusUpdates: 40 } });
const { all, get, gid, sandbox } = opened;
const workspace = gid('workspace', 0);
const projects = [0, 1, 2, 3, 4].map((index) => gid('project', index));

describe('attachments', () => {
  test('hang from tasks and subtasks, projects, and project briefs', () => {
    const kinds = [
      ...new Set([...sandbox.truth().tasks, ...sandbox.truth().subtasks]),
      ...projects,
      gid('project_brief', 0),
    ].flatMap((parent) =>
      all('/attachments', { parent, opt_fields: 'parent.resource_type' }).map(
        (row) => (row['parent'] as Row)['resource_type'],
      ),
    );
    expect(new Set(kinds)).toEqual(new Set(['task', 'project', 'project_brief']));
    expect(kinds).toHaveLength(200 - all('/attachments', { parent: gid('project_brief', 1) }).length);
  });

  test('take a parent that can have some', () => {
    expect(get('/attachments').message).toBe('parent: Missing input');
    expect(get('/attachments', { parent: workspace }).status).toBe(400);
    expect(get('/attachments', { parent: '1' }).status).toBe(404);
  });

  test('of Asana’s own have a size, those of others none; a video has nothing to download', () => {
    const rows = projects.flatMap((parent) =>
      all('/attachments', { parent, opt_fields: 'host,size,download_url,permanent_url' }),
    );
    for (const row of rows) {
      expect('size' in row).toBe(row['host'] === 'asana');
      if (row['host'] === 'vimeo') expect(row['download_url']).toBeNull();
      expect(row['permanent_url']).toMatch(/^https:/);
    }
    expect(rows.length).toBeGreaterThan(5);
  });

  test('move their task’s modified_at when they come and go, and nothing of a project’s', () => {
    const { pass, now, sandbox: own, get: ask } = openSandbox();
    const modified = (path: string) => ask(path, { opt_fields: 'modified_at' }).one['modified_at'];
    const [task, project] = [`/tasks/${gid('task', 0)}`, `/projects/${projects[0]}`];
    const before = modified(project);
    pass(60_000);
    const added = own.edit({ type: 'add-attachment', parent: 'task:0' });
    own.edit({ type: 'add-attachment', parent: 'project:0' });
    expect(modified(task)).toBe(new Date(now()).toISOString());
    expect(modified(project)).toBe(before);
    const since = { project: ask(task, { opt_fields: 'projects' }).one['projects'] as Row[] };
    const changed = ask('/tasks', {
      project: since.project[0]?.gid ?? '',
      modified_since: new Date(now()).toISOString(),
    });
    expect(changed.list.map((row) => row.gid)).toEqual([gid('task', 0)]);
    pass(60_000);
    own.edit({ type: 'delete-attachment', attachment: added.gid });
    expect(modified(task)).toBe(new Date(now()).toISOString());
    expect(ask(`/attachments/${added.gid}`).status).toBe(404);
  });

  test('are gone with their task', () => {
    const { sandbox: own, get: ask, all: list } = openSandbox({ sizes: { attachments: 200 } });
    const parent = [...own.truth().tasks].find((task) => list('/attachments', { parent: task }).length > 0) ?? '';
    const [row] = list('/attachments', { parent });
    own.edit({ type: 'delete-task', task: parent });
    expect(ask('/attachments', { parent }).status).toBe(404);
    expect(ask(`/attachments/${row?.gid}`).status).toBe(404);
  });
});

describe('status updates', () => {
  test('are those of projects, portfolios and goals', () => {
    const subtypes = (kind: 'project' | 'portfolio' | 'goal') =>
      [0, 1, 2]
        .flatMap((index) => all('/status_updates', { parent: gid(kind, kind === 'portfolio' ? index % 2 : index) }))
        .map((row) => row['resource_subtype']);
    expect(new Set(subtypes('project'))).toEqual(new Set(['project_status_update']));
    expect(new Set(subtypes('portfolio'))).toEqual(new Set(['portfolio_status_update']));
    expect(new Set(subtypes('goal'))).toEqual(new Set(['goal_status_update']));
    expect(get('/status_updates').message).toBe('parent: Missing input');
    expect(get('/status_updates', { parent: gid('task', 0) }).status).toBe(400);
  });

  test('come since a time', () => {
    const rows = all('/status_updates', { parent: projects[0] ?? '', opt_fields: 'created_at' });
    const times = rows.map((row) => String(row['created_at'])).sort();
    const middle = times[Math.floor(times.length / 2)] ?? '';
    const later = all('/status_updates', { parent: projects[0] ?? '', created_since: middle });
    expect(later).toHaveLength(times.filter((time) => time >= middle).length);
    expect(later.length).toBeLessThan(rows.length);
  });

  test('show in what they are about: the newest, in both forms', () => {
    for (const project of projects) {
      const updates = all('/status_updates', { parent: project, opt_fields: 'created_at,title' });
      const newest = updates.sort((a, b) => (String(a['created_at']) < String(b['created_at']) ? 1 : -1))[0];
      const { one } = get(`/projects/${project}`, { opt_fields: 'current_status_update.title,current_status.title' });
      expect((one['current_status_update'] as Row | null)?.gid).toBe(newest?.gid);
      expect((one['current_status'] as Row | null)?.['title']).toBe(newest?.['title']);
      expect(all(`/projects/${project}/project_statuses`)).toHaveLength(updates.length);
    }
  });

  test('can be made and deleted', () => {
    const { sandbox: own, all: list, get: ask } = openSandbox();
    for (const parent of ['project:1', 'portfolio:0', 'goal:0'] as const) {
      const { gid: made } = own.edit({ type: 'add-status-update', parent, text: 'All well' });
      expect(ask(`/status_updates/${made}`, { opt_fields: 'text' }).one['text']).toBe('All well');
      own.edit({ type: 'delete-status-update', update: made });
      expect(ask(`/status_updates/${made}`).status).toBe(404);
    }
    own.edit({ type: 'add-status-update', parent: 'project:1', text: 'Again' });
    const texts = list(`/projects/${projects[1]}/project_statuses`, { opt_fields: 'text' }).map((row) => row['text']);
    expect(texts).toContain('Again');
    expect(() => own.edit({ type: 'add-status-update', parent: 'task:0' })).toThrow(
      'no such project or portfolio or goal',
    );
  });
});

describe('a project', () => {
  test('counts its tasks where it is asked to, and has no gid', () => {
    const path = `/projects/${projects[0]}/task_counts`;
    const tasks = all('/tasks', { project: projects[0] ?? '', opt_fields: 'completed' });
    expect(get(path).one).toEqual({});
    expect(get(path, { opt_fields: 'num_tasks,num_completed_tasks' }).one).toEqual({
      num_tasks: tasks.length,
      num_completed_tasks: tasks.filter((row) => row['completed']).length,
    });
  });

  test('names its brief, which alone can be asked for', () => {
    const briefs = all('/projects', { workspace, opt_fields: 'project_brief' }).map(
      (row) => row['project_brief'] as Row | null,
    );
    const found = briefs.flatMap((brief) => (brief === null ? [] : [brief.gid]));
    expect(found).toEqual([gid('project_brief', 0), gid('project_brief', 1)]);
    for (const brief of found) expect(get(`/project_briefs/${brief}`).one).toHaveProperty('text');
  });

  test('that is refused refuses what hangs from it', () => {
    const { get: ask } = openSandbox({ refused: ['project:0'] });
    const parent = projects[0] ?? '';
    const paths: [string, Record<string, string>][] = [
      [`/projects/${parent}/project_statuses`, {}],
      [`/projects/${parent}/task_counts`, {}],
      [`/project_briefs/${gid('project_brief', 0)}`, {}],
      ...['/attachments', '/status_updates', '/memberships', '/budgets', '/rates'].map(
        (path): [string, Record<string, string>] => [path, { parent }],
      ),
      ...['/task_templates', '/custom_types'].map((path): [string, Record<string, string>] => [
        path,
        { project: parent },
      ]),
    ];
    for (const [path, query] of paths) expect([path, ask(path, query).status]).toEqual([path, 403]);
  });
});

test('templates are those of a workspace or one of its teams; one of the two has to be named', () => {
  expect(all('/project_templates', { workspace })).toHaveLength(3);
  expect(all('/project_templates', { team: gid('team', 0) })).toHaveLength(3);
  expect(all('/project_templates', { team: gid('team', 1) })).toHaveLength(0);
  expect(get('/project_templates').status).toBe(400);
  expect(get('/task_templates').message).toBe('project: Missing input');
});

test('a type may serve several projects', () => {
  const types = projects.map((project) => all('/custom_types', { project }).map((row) => row.gid));
  expect(types.flat().length).toBeGreaterThan(new Set(types.flat()).size);
  expect(get('/custom_types').message).toBe('project: Missing input');
});

test('a portfolio is tied to its projects, not to its portfolios', () => {
  const portfolio = gid('portfolio', 0);
  const ties = all(`/portfolios/${portfolio}/project_portfolio_settings`);
  const items = all(`/portfolios/${portfolio}/items`).filter((row) => row['resource_type'] === 'project');
  expect(ties.map((row) => (row['project'] as Row).gid)).toEqual(items.map((row) => row.gid));
  for (const row of ties) expect((row['portfolio'] as Row).gid).toBe(portfolio);
});
