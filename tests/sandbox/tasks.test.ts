import { describe, expect, test } from 'vitest';
import { openSandbox, type Row, START } from './open-sandbox.ts';

const SCOPE = 'Must specify exactly one of project, tag, section, user task list, or assignee + workspace';

describe('GET /tasks takes exactly one scope', () => {
  const { get, gid } = openSandbox();
  const scopes = {
    project: { project: gid('project', 0) },
    tag: { tag: gid('tag', 0) },
    section: { section: gid('section', 0) },
    user_task_list: { user_task_list: gid('user_task_list', 0) },
    'assignee + workspace': { assignee: 'me', workspace: gid('workspace', 0) },
  };

  test.each(Object.entries(scopes))('%s', (_, query) => {
    const { status, list } = get('/tasks', query);
    expect(status).toBe(200);
    expect(list.length).toBeGreaterThan(0);
  });

  test.each([
    ['none', {}],
    ['a workspace alone', { workspace: gid('workspace', 0) }],
    ['an assignee alone', { assignee: 'me' }],
    ['two', { ...scopes.project, ...scopes.tag }],
    ['a project and an assignee', { ...scopes.project, ...scopes['assignee + workspace'] }],
    ['a project and a workspace', { ...scopes.project, workspace: gid('workspace', 0) }],
  ])('%s is refused', (_, query) => {
    const { status, message } = get('/tasks', query as Record<string, string>);
    expect([status, message]).toEqual([400, SCOPE]);
  });
});

describe('what a list of tasks holds', () => {
  const opened = openSandbox({ sizes: { placedSubtasks: 3 } });
  const { all, get, gid } = opened;
  const workspace = gid('workspace', 0);
  const projects = all('/projects', { workspace });
  const inProjects = projects.flatMap((project) =>
    all('/tasks', { project: project.gid, opt_fields: 'parent,projects' }),
  );

  test('a project’s: only tasks that are themselves in it; subtasks if they are placed there', () => {
    expect(inProjects.filter((row) => row['parent'] !== null)).toHaveLength(3);
    for (const row of inProjects) expect((row['projects'] as Row[]).length).toBeGreaterThan(0);
  });

  test('a task in two projects is in both lists', () => {
    const twice = inProjects.filter((row) => (row['projects'] as Row[]).length === 2);
    expect(twice).toHaveLength(10);
    expect(new Set(twice.map((row) => row.gid)).size).toBe(5);
  });

  test('a user’s: all that is assigned to them, subtasks and loose tasks too', () => {
    const users = all('/users', { workspace });
    const assigned = users.flatMap((user) =>
      all('/tasks', { assignee: user.gid, workspace, opt_fields: 'parent,projects,assignee' }),
    );
    expect(assigned.some((row) => row['parent'] !== null)).toBe(true);
    expect(assigned.filter((row) => row['parent'] === null && (row['projects'] as Row[]).length === 0)).toHaveLength(6);
    expect(new Set(assigned.map((row) => row.gid)).size).toBe(assigned.length);
    const me = get('/users/me').one.gid;
    expect(all('/tasks', { assignee: 'me', workspace })).toEqual(all('/tasks', { assignee: me, workspace }));
  });

  test('a project’s sections part its tasks', () => {
    const project = gid('project', 0);
    const sections = all(`/projects/${project}/sections`);
    expect(sections).toHaveLength(3);
    const parts = sections.flatMap((section) => all(`/sections/${section.gid}/tasks`));
    const whole = all(`/projects/${project}/tasks`);
    expect(parts.map((row) => row.gid).sort()).toEqual(whole.map((row) => row.gid).sort());
    expect(all('/tasks', { section: sections[0]?.gid ?? '' })).toEqual(all(`/sections/${sections[0]?.gid}/tasks`));
  });

  test('a tag’s: the tasks that carry it', () => {
    const tagged = all(`/tags/${gid('tag', 1)}/tasks`, { opt_fields: 'tags' });
    expect(tagged.length).toBeGreaterThan(0);
    for (const row of tagged) expect((row['tags'] as Row[]).map((tag) => tag.gid)).toContain(gid('tag', 1));
  });

  test('archived projects are listed, unless `archived` says otherwise', () => {
    expect(projects).toHaveLength(5);
    expect(all('/projects', { workspace, archived: 'true' })).toHaveLength(1);
    expect(all('/projects', { workspace, archived: 'false' })).toHaveLength(4);
    expect(get('/projects', { workspace, archived: 'maybe' }).status).toBe(400);
  });

  test('a team’s projects leave out those without a team', () => {
    const teams = all(`/workspaces/${workspace}/teams`);
    const ofTeams = teams.flatMap((team) => all('/projects', { team: team.gid }));
    expect(ofTeams).toHaveLength(4);
  });
});

describe('completed_since keeps what is incomplete or was completed since', () => {
  const { all, gid, sandbox, pass, now } = openSandbox();
  const project = gid('project', 0);
  const completedNow = (row: Row) => row['completed'] === true;
  const list = (query: Record<string, string>) => all('/tasks', { project, opt_fields: 'completed', ...query });

  test('the word now leaves incomplete tasks alone', () => {
    expect(list({}).some(completedNow)).toBe(true);
    expect(list({ completed_since: 'now' }).some(completedNow)).toBe(false);
  });

  test('a time keeps what was completed at or after it', () => {
    const open = list({ completed_since: 'now' })[0]?.gid ?? '';
    pass(1000);
    sandbox.edit({ type: 'complete-task', task: open });
    const at = new Date(now()).toISOString();
    expect(
      list({ completed_since: at })
        .filter(completedNow)
        .map((row) => row.gid),
    ).toEqual([open]);
    expect(list({ completed_since: new Date(now() + 1).toISOString() }).filter(completedNow)).toEqual([]);
  });

  test('what is no time is refused', () => {
    const { get } = openSandbox();
    expect(get('/tasks', { project, completed_since: 'yesterday' }).status).toBe(400);
    expect(get('/tasks', { project, modified_since: 'now' }).status).toBe(400);
  });
});

test('modified_since includes its own moment, and takes days and zones', () => {
  const { all, gid, sandbox, pass } = openSandbox();
  const project = gid('project', 0);
  pass(60_000);
  sandbox.edit({ type: 'rename-task', task: 'task:0', name: 'New' });
  const since = (modified_since: string) => all('/tasks', { project, modified_since }).length;
  expect(since(new Date(START + 60_000).toISOString())).toBe(1);
  expect(since(new Date(START + 60_001).toISOString())).toBe(0);
  expect(since('2026-11-21T13:01:00+01:00')).toBe(1);
  expect(since('2026-11-22')).toBe(0);
  expect(since('2000-01-01')).toBe(all('/tasks', { project }).length);
});
