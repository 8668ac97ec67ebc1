import { defineStreams, type ListRequest } from '../define.ts';

const MEMBERSHIPS: ListRequest = { path: '/memberships', params: { parent: '{parent}' } };

/** Who belongs to what. */
export const people = defineStreams({
  workspace_memberships: {
    description: 'Who belongs to each workspace, as what, and whether still: admins, guests, those deactivated.',
    parent: 'workspace',
    list: { path: '/workspaces/{parent}/workspace_memberships' },
    key: ['gid'],
    selectedByDefault: false,
    cost: 'Σ_w c(memberships)',
  },
  team_memberships: {
    description: 'Who belongs to each team, as what.',
    parent: 'team',
    list: { path: '/team_memberships', params: { team: '{parent}' } },
    key: ['gid'],
    selectedByDefault: false,
    cost: 'Σ_team c(memberships), and the list of teams',
    scope: 'team_memberships:read',
  },
  project_memberships: {
    description: 'The people and teams of each project, with their access level.',
    parent: 'project',
    // Not /projects/{gid}/project_memberships: that one leaves teams out (Asana's specification).
    list: MEMBERSHIPS,
    key: ['gid'],
    selectedByDefault: false,
    cost: 'Σ_p c(memberships), and the list of projects',
  },
  portfolio_memberships: {
    description: 'The people and teams of each portfolio, with their access level.',
    parent: 'portfolio',
    list: MEMBERSHIPS,
    key: ['gid'],
    selectedByDefault: false,
    cost: 'Σ_portfolio c(memberships), and the list of portfolios',
    needs: 'a plan with portfolios',
  },
  goal_memberships: {
    description: 'The people and teams of each goal, with their access level.',
    parent: 'goal',
    list: MEMBERSHIPS,
    key: ['gid'],
    selectedByDefault: false,
    cost: 'Σ_goal c(memberships), and the list of goals',
    needs: 'a plan with goals',
  },
  user_task_lists: {
    description:
      'The list “My tasks” of each user in each workspace, as far as the token may see it. `workspace_memberships.user_task_list` has the same for fewer requests.',
    parent: 'user',
    list: { path: '/users/{parent}/user_task_list', params: { workspace: '{workspace}' }, shape: 'object' },
    key: ['gid'],
    selectedByDefault: false,
    cost: 'Σ_w U, and the list of users',
    scope: 'tasks:read',
  },
  ooo_entries: {
    description: 'When each user is out of office.',
    parent: 'user',
    list: { path: '/ooo_entries', params: { user: '{parent}', workspace: '{workspace}' } },
    key: ['gid'],
    selectedByDefault: false,
    cost: 'Σ_w,u c(entries), and the list of users',
    scope: 'ooo_entries:read',
  },
  roles: {
    description: 'The roles of each workspace, with what they permit.',
    parent: 'workspace',
    list: { path: '/roles', params: { workspace: '{parent}' } },
    key: ['gid'],
    selectedByDefault: false,
    cost: 'Σ_w c(roles)',
    scope: 'roles:read',
  },
});
