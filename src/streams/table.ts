import { defineStreams, type StreamRow } from './define.ts';

/** Every stream there is, in the order in which SCHEMAs are written: cheap and flat first. */
export const streams = defineStreams({
  workspaces: {
    description: 'The workspaces and organizations that the token reaches.',
    parent: 'account',
    list: { path: '/workspaces' },
    key: ['gid'],
    selectedByDefault: true,
    cost: 'c(W)',
  },
  users: {
    description: 'The people of each workspace.',
    parent: 'workspace',
    // Not /workspaces/{gid}/users: that one is unpaged and cut at 2,000 people (Asana's specification).
    list: { path: '/users', params: { workspace: '{parent}' } },
    key: ['gid'],
    selectedByDefault: true,
    cost: 'Σ_w c(users)',
  },
  teams: {
    description: 'The teams of each organization, with their members in `users`.',
    parent: 'organization',
    list: { path: '/workspaces/{parent}/teams' },
    key: ['gid'],
    inline: { property: 'users', label: 'members', path: '/users', params: { team: '{parent}' } },
    selectedByDefault: true,
    cost: 'Σ_org c(teams), and Σ_team c(users) if `users` is selected',
  },
  tags: {
    description: 'The tags of each workspace. They come out whole each time: renaming one leaves no date.',
    parent: 'workspace',
    list: { path: '/tags', params: { workspace: '{parent}' } },
    key: ['gid'],
    replicationKey: 'created_at',
    selectedByDefault: true,
    cost: 'Σ_w c(tags)',
  },
  portfolios: {
    description: 'The portfolios that the token owns, with what is in them in `portfolio_items`.',
    parent: 'workspace',
    list: { path: '/portfolios', params: { workspace: '{parent}', owner: 'me' } },
    key: ['gid'],
    inline: { property: 'portfolio_items', label: 'items', path: '/portfolios/{parent}/items' },
    selectedByDefault: true,
    cost: 'Σ_w c(portfolios), and Σ_portfolio c(items) if `portfolio_items` is selected',
    needs: 'a plan with portfolios',
  },
  projects: {
    description: 'The projects that the token sees, archived ones too.',
    parent: 'workspace',
    list: { path: '/projects', params: { workspace: '{parent}' } },
    key: ['gid'],
    replicationKey: 'modified_at',
    selectedByDefault: true,
    cost: 'Σ_w c(P)',
  },
  sections: {
    description: 'The sections (list) and columns (board) of each project.',
    parent: 'project',
    list: { path: '/projects/{parent}/sections' },
    key: ['gid'],
    selectedByDefault: true,
    cost: 'Σ_p c(sections)',
  },
  tasks: {
    description: 'The tasks of each project, and tasks without a parent that are assigned to somebody.',
    parent: 'project',
    list: { path: '/tasks', params: { project: '{parent}' } },
    key: ['gid'],
    replicationKey: 'modified_at',
    role: 'root',
    selectedByDefault: true,
    cost: 'Σ_p c(T_p) + Σ_w,u c(assigned)',
  },
  subtasks: {
    description: 'Everything below a task, on all levels.',
    parent: 'task',
    list: { path: '/tasks/{parent}/subtasks' },
    key: ['gid'],
    replicationKey: 'modified_at',
    role: 'subtask',
    selectedByDefault: true,
    cost: 'Σ_{x: num_subtasks>0} c(subtasks), and the lists of tasks',
  },
  stories: {
    description: 'Comments and the history of tasks and subtasks.',
    parent: 'task',
    list: { path: '/tasks/{parent}/stories' },
    key: ['gid'],
    replicationKey: 'created_at',
    role: 'child',
    selectedByDefault: true,
    cost: 'Σ_{changed tasks and subtasks} c(stories), and the lists of tasks and subtasks',
  },
});

export type StreamName = keyof typeof streams;

/** The names of all streams, in the table's order. */
export const streamNames = Object.keys(streams) as readonly StreamName[];

/** @returns the row of a stream */
export function streamRow(name: StreamName): StreamRow {
  return streams[name];
}

/** @returns whether a stream of that name exists */
export function isStreamName(name: string): name is StreamName {
  return Object.hasOwn(streams, name);
}
