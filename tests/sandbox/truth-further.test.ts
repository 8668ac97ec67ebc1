import { describe, expect, test } from 'vitest';
import { listSizes } from '../../src/sandbox/list-sizes.ts';
import type { SandboxOptions } from '../../src/sandbox/options.ts';
import { ALL_STREAMS, TRUTH_STREAMS } from '../../src/sandbox/truth.ts';
import { type Opened, openSandbox, type Row } from './open-sandbox.ts';

const SETTINGS = { opt_fields: 'custom_field_settings' };

/** Reads everything beside the ten streams the way a full sync would: nothing where the API refuses. */
function readAll({ all, get, sandbox }: Opened): Record<string, string[]> {
  const may = (path: string, query: Record<string, string>): Row[] =>
    get(path, { limit: 1, ...query }).status === 200 ? all(path, query) : [];
  const gids = (rows: readonly Row[]) => [...new Set(rows.map((row) => row.gid))].sort();
  const owned = sandbox.reader.serviceAccount ? {} : { owner: 'me' };
  const workspaces = get('/workspaces').list.map((row) => row.gid);
  const each = (read: (workspace: string) => Row[]) => workspaces.flatMap(read);
  const projects = each((workspace) => all('/projects', { workspace })).map((row) => row.gid);
  const portfolios = each((workspace) => may('/portfolios', { workspace, ...owned })).map((row) => row.gid);
  const teams = each((workspace) => get(`/workspaces/${workspace}/teams`, { limit: 100 }).list).map((row) => row.gid);
  const goals = each((workspace) => may('/goals', { workspace })).map((row) => row.gid);
  const users = workspaces.flatMap((workspace) =>
    all('/users', { workspace }).map((row) => ({ user: row.gid, workspace })),
  );
  const { tasks, subtasks } = sandbox.truth();
  const under = (parents: readonly string[], path: string, name: string) =>
    parents.flatMap((parent) => may(path, { [name]: parent }));
  const below = (parents: readonly string[], kind: string, path: string) =>
    parents.flatMap((parent) => may(`/${kind}/${parent}/${path}`, {}));
  const alone = (path: string, query = {}) =>
    [get(path, query)].filter(({ status }) => status === 200).map(({ one }) => one);
  const settings = (parents: readonly string[], kind: string) =>
    gids(
      parents.flatMap((parent) =>
        alone(`/${kind}/${parent}`, SETTINGS).flatMap((row) => row['custom_field_settings'] as Row[]),
      ),
    );
  const tied = (parents: readonly string[], read: (parent: string) => Row[]) =>
    parents.flatMap((parent) => read(parent).map((row) => `${parent}|${row.gid}`)).sort();
  const inWorkspaces = (path: string, query = {}) => gids(each((workspace) => may(path, { workspace, ...query })));
  return {
    attachments: gids(under([...projects, ...tasks, ...subtasks], '/attachments', 'parent')),
    project_statuses: gids(below(projects, 'projects', 'project_statuses')),
    status_updates: gids(under([...projects, ...portfolios, ...goals], '/status_updates', 'parent')),
    project_briefs: gids(
      projects.flatMap((project) => {
        const brief = get(`/projects/${project}`, { opt_fields: 'project_brief' }).one['project_brief'] as Row | null;
        return brief === null ? [] : alone(`/project_briefs/${brief.gid}`);
      }),
    ),
    project_task_counts: projects
      .filter((project) => alone(`/projects/${project}/task_counts`, { opt_fields: 'num_tasks' }).length > 0)
      .sort(),
    project_templates: inWorkspaces('/project_templates'),
    task_templates: gids(under(projects, '/task_templates', 'project')),
    custom_types: tied(projects, (project) => may('/custom_types', { project })),
    portfolio_items: tied(portfolios, (portfolio) => all(`/portfolios/${portfolio}/items`)),
    project_portfolio_settings: gids(below(portfolios, 'portfolios', 'project_portfolio_settings')),
    team_memberships: gids(under(teams, '/team_memberships', 'team')),
    workspace_memberships: gids(below(workspaces, 'workspaces', 'workspace_memberships')),
    project_memberships: gids(under(projects, '/memberships', 'parent')),
    portfolio_memberships: gids(under(portfolios, '/memberships', 'parent')),
    goal_memberships: gids(under(goals, '/memberships', 'parent')),
    user_task_lists: gids(
      users.flatMap(({ user, workspace }) => alone(`/users/${user}/user_task_list`, { workspace })),
    ),
    ooo_entries: gids(users.flatMap((query) => all('/ooo_entries', query))),
    roles: inWorkspaces('/roles'),
    custom_fields: gids(below(workspaces, 'workspaces', 'custom_fields')),
    project_custom_field_settings: settings(projects, 'projects'),
    portfolio_custom_field_settings: settings(portfolios, 'portfolios'),
    goal_custom_field_settings: settings(goals, 'goals'),
    team_custom_field_settings: settings(teams, 'teams'),
    goals: [...goals].sort(),
    goal_relationships: gids(under(goals, '/goal_relationships', 'supported_goal')),
    goal_stories: gids(below(goals, 'goals', 'stories')),
    time_periods: inWorkspaces('/time_periods'),
    time_tracking_entries: inWorkspaces('/time_tracking_entries', { entered_on_end_date: '2100-01-01' }),
    time_tracking_categories: [
      ...inWorkspaces('/time_tracking_categories'),
      ...inWorkspaces('/time_tracking_categories', { is_archived: 'true' }),
    ].sort(),
    timesheet_approval_statuses: inWorkspaces('/timesheet_approval_statuses'),
    allocations: inWorkspaces('/allocations'),
    budgets: gids(projects.flatMap((parent) => get('/budgets', { parent }).list)),
    rates: gids(under(projects, '/rates', 'parent')),
    audit_log_events: gids(
      workspaces.flatMap((workspace) => {
        const path = `/workspaces/${workspace}/audit_log_events`;
        const first = get(path, { limit: 100 });
        const rows = [...first.list];
        for (let page = first; page.nextPage && page.list.length > 0; rows.push(...page.list)) {
          page = get(path, { limit: 100, offset: String(page.nextPage['offset']) });
        }
        return rows;
      }),
    ),
  };
}

function truthOf({ sandbox }: Opened): Record<string, string[]> {
  const truth = sandbox.truth();
  const further = ALL_STREAMS.filter((stream) => !(TRUTH_STREAMS as readonly string[]).includes(stream));
  return Object.fromEntries(further.map((stream) => [stream, [...truth[stream]].sort()]));
}

const everyone: SandboxOptions = { plan: 'enterprise', serviceAccount: true };
const worlds: [string, SandboxOptions][] = [
  ['the small default', {}],
  ['an enterprise, as its service account', everyone],
  ['an enterprise, as one of its people', { plan: 'enterprise' }],
  ['the free plan', { plan: 'free' }],
  ['two workspaces, one of them plain', { ...everyone, sizes: { workspaces: 2, projects: 9, users: 9, goals: 9 } }],
  [
    'private projects of others, and one that is refused',
    { sizes: { projects: 9, hiddenProjects: 3 }, refused: ['project:1'] },
  ],
  ['nothing in it', { sizes: { projects: 0, tasks: 0, subtasks: 0, tags: 0, portfolios: 0, teams: 0, goals: 0 } }],
];

describe('the truth about the further streams is what a full read ends with', () => {
  test.each(worlds)('%s', (_, options) => {
    const opened = openSandbox(options);
    // A plain workspace refuses its teams.
    expect(readAll(opened)).toEqual(truthOf(opened));
  });

  test('after all sorts of edits', () => {
    const opened = openSandbox({ ...everyone, sizes: { projects: 6, goals: 4 } });
    opened.sandbox.edit({ type: 'delete-project', project: 'project:1' });
    opened.sandbox.edit({ type: 'add-project' });
    opened.sandbox.edit({ type: 'delete-task', task: 'task:3' });
    opened.sandbox.edit({ type: 'remove-user', user: 'user:2' });
    expect(readAll(opened)).toEqual(truthOf(opened));
  });
});

describe('every stream has rows', () => {
  const enterprise = openSandbox(everyone).sandbox.truth();
  const paid = openSandbox().sandbox.truth();
  const free = openSandbox({ plan: 'free' }).sandbox.truth();

  test('for a service account of an enterprise', () => {
    expect(ALL_STREAMS.filter((stream) => enterprise[stream].length === 0)).toEqual([]);
  });

  test('but those that a plan does not have, or a service account alone may see', () => {
    const empty = (truth: typeof paid) => ALL_STREAMS.filter((stream) => truth[stream].length === 0).sort();
    expect(empty(paid)).toEqual(['allocations', 'audit_log_events']);
    expect(empty(free)).toEqual(
      [
        ...['allocations', 'audit_log_events', 'budgets', 'custom_fields', 'project_briefs', 'rates'],
        ...['goals', 'goal_memberships', 'goal_relationships', 'goal_stories', 'goal_custom_field_settings'],
        ...['portfolios', 'portfolio_items', 'portfolio_memberships', 'portfolio_custom_field_settings'],
        ...['project_portfolio_settings', 'time_tracking_entries'],
      ].sort(),
    );
  });
});

test('the sizes of their lists are those of the truth', () => {
  const { sandbox } = openSandbox(everyone);
  const { further } = listSizes(sandbox.world, sandbox.reader, sandbox.plan);
  const truth = sandbox.truth();
  for (const [stream, lists] of Object.entries(further)) {
    const rows = Object.values(lists).flat();
    expect([stream, rows.reduce((sum, n) => sum + n, 0)]).toEqual([stream, truth[stream as keyof typeof truth].length]);
  }
  expect(Object.values(further.time_tracking_categories)).toEqual([[4, 1]]);
  expect(Object.keys(further.budgets)).toHaveLength(5);
});
