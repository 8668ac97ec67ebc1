import { describe, expect, test } from 'vitest';
import { gidIn, openSandbox, type Row } from './open-sandbox.ts';

const { all, get, gid } = openSandbox({ sizes: { users: 20, oooEntries: 12 } });
const workspace = gid('workspace', 0);
const gids = (rows: readonly Row[], field: string) => rows.map((row) => (row[field] as Row).gid).sort();

describe('memberships', () => {
  test('of a team are its users', () => {
    const team = gid('team', 0);
    const users = all('/users', { team }).map((row) => row.gid);
    expect(gids(all('/team_memberships', { team }), 'user')).toEqual([...users].sort());
    expect(all(`/teams/${team}/team_memberships`)).toEqual(all('/team_memberships', { team }));
    const ofUser = all('/team_memberships', { user: users[0] ?? '', workspace });
    expect(gids(ofUser, 'team')).toContain(team);
    expect(get('/team_memberships').status).toBe(400);
    expect(get('/team_memberships', { user: 'me' }).message).toBe('workspace: Missing input');
  });

  test('of a workspace are its users, with what each is there', () => {
    const path = `/workspaces/${workspace}/workspace_memberships`;
    expect(gids(all(path), 'user')).toEqual(
      all('/users', { workspace })
        .map((row) => row.gid)
        .sort(),
    );
    expect(Object.keys(all(path)[0] ?? {})).toEqual(['gid', 'resource_type', 'user', 'workspace']);
    const rows = all(path, { opt_fields: 'is_active,is_admin,user_task_list.name' });
    expect(rows.filter((row) => row['is_admin'])).toHaveLength(1);
    expect(rows.some((row) => !row['is_active'])).toBe(true);
    expect(all(path, { user: 'me' })).toHaveLength(1);
  });

  test('of a project are its members and its team, of others their members', () => {
    const project = all('/projects', { workspace, opt_fields: 'team,members' }).find((row) => row['team'] !== null);
    const members = (project?.['members'] ?? []) as Row[];
    const wanted = [...members.map((row) => row.gid), gidIn(project, 'team')].sort();
    const rows = all('/memberships', { parent: project?.gid ?? '' });
    expect(gids(rows, 'member')).toEqual(wanted);
    expect(new Set(rows.map((row) => row['resource_subtype']))).toEqual(new Set(['project_membership']));
    expect(new Set(rows.map((row) => (row['member'] as Row)['resource_type']))).toEqual(new Set(['user', 'team']));
    const portfolio = get(`/portfolios/${gid('portfolio', 0)}`, { opt_fields: 'members' }).one;
    expect(gids(all('/memberships', { parent: portfolio.gid }), 'member')).toEqual(
      (portfolio['members'] as Row[]).map((row) => row.gid).sort(),
    );
    const goal = get(`/goals/${gid('goal', 0)}`, { opt_fields: 'followers' }).one;
    expect(gids(all('/memberships', { parent: goal.gid }), 'member')).toEqual(
      (goal['followers'] as Row[]).map((row) => row.gid).sort(),
    );
  });

  test('can be narrowed to a member, or to the projects of a team', () => {
    const [first] = all('/projects', { workspace, opt_fields: 'team' }).filter((row) => row['team'] !== null);
    const team = gidIn(first, 'team');
    expect(all('/memberships', { parent: first?.gid ?? '', member: team })).toHaveLength(1);
    expect(all('/memberships', { parent: first?.gid ?? '', member: gid('user', 0) })).toHaveLength(1);
    const projects = all('/memberships', { member: team, resource_subtype: 'project_membership' });
    const owned = all('/projects', { workspace, team }).map((row) => row.gid);
    expect(gids(projects, 'parent')).toEqual(owned.sort());
    expect(get('/memberships').message).toBe('parent: Missing input');
    expect(get('/memberships', { member: team }).status).toBe(400);
    expect(get('/memberships', { parent: gid('tag', 0) }).status).toBe(400);
  });

  test('have gids of 19 digits, which no number can hold', () => {
    const [row] = all('/team_memberships', { team: gid('team', 0) });
    expect(row?.gid).toMatch(/^\d{19}$/);
    expect(Number(row?.gid)).toBeGreaterThan(Number.MAX_SAFE_INTEGER);
  });
});

test('each user has one task list in a workspace, whose tasks are those assigned to them', () => {
  const list = get(`/users/${gid('user', 1)}/user_task_list`, { workspace }).one;
  expect((list['owner'] as Row).gid).toBe(gid('user', 1));
  const assigned = all('/tasks', { assignee: gid('user', 1), workspace });
  expect(all('/tasks', { user_task_list: list.gid })).toEqual(assigned);
  expect(get('/users/me/user_task_list').message).toBe('workspace: Missing input');
  const { sandbox, get: ask } = openSandbox();
  sandbox.edit({ type: 'remove-user', user: 'user:1' });
  expect(ask(`/users/${gid('user', 1)}/user_task_list`, { workspace }).status).toBe(404);
});

test('absences are asked for by user and workspace, and overlap what lies between two days', () => {
  const users = all('/users', { workspace }).map((row) => row.gid);
  const rows = users.flatMap((user) => all('/ooo_entries', { user, workspace }));
  expect(rows).toHaveLength(12);
  const {
    user,
    start_date: start,
    end_date: end,
  } = rows[0] as Row & { user: Row; start_date: string; end_date: string };
  const within = (query: Record<string, string>) =>
    all('/ooo_entries', { user: user.gid, workspace, ...query }).map((row) => row.gid);
  expect(within({ start_date: end.slice(0, 4) + end.slice(4), end_date: end })).toContain(rows[0]?.gid);
  expect(within({ end_date: '2000-01-01' })).toEqual([]);
  expect(within({ start_date: start })).toContain(rows[0]?.gid);
  expect(get('/ooo_entries', { workspace }).message).toBe('user: Missing input');
  expect(get('/ooo_entries', { user: 'me' }).message).toBe('workspace: Missing input');
});

test('roles are a workspace’s; none is archived', () => {
  const rows = all('/roles', { workspace, opt_fields: 'is_standard_role,permissions.create_team' });
  expect(rows).toHaveLength(4);
  expect(all('/roles', { workspace, archived: 'false' })).toHaveLength(4);
  expect(all('/roles', { workspace, archived: 'true' })).toHaveLength(0);
  expect(get('/roles').message).toBe('workspace: Missing input');
});

test('a workspace’s custom fields have no values, and are those that its projects set', () => {
  const rows = all(`/workspaces/${workspace}/custom_fields`);
  expect(rows).toHaveLength(9);
  expect(rows.every((row) => !('display_value' in row))).toBe(true);
  const set = all('/projects', { workspace, opt_fields: 'custom_field_settings.custom_field' })
    .flatMap((row) => row['custom_field_settings'] as Row[])
    .map((row) => (row['custom_field'] as Row).gid);
  const known = new Set(rows.map((row) => row.gid));
  expect(set.filter((field) => !known.has(field))).toEqual([]);
});
