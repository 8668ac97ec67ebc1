import { defineStreams, type ListRequest } from '../define.ts';

const ATTACHMENTS: ListRequest = { path: '/attachments', params: { parent: '{parent}' } };
const STATUS_UPDATES: ListRequest = { path: '/status_updates', params: { parent: '{parent}' } };

/** What projects, tasks and portfolios hold beside themselves. */
export const work = defineStreams({
  attachments: {
    description:
      'The files and links on tasks and subtasks, and the key resources of projects. Those of projects come out whole each time.',
    parent: 'task',
    list: ATTACHMENTS,
    also: [{ parent: 'project', list: ATTACHMENTS }],
    key: ['gid'],
    replicationKey: 'created_at',
    role: 'child',
    selectedByDefault: false,
    cost: 'Σ_{changed tasks and subtasks} c(attachments) + Σ_p c(attachments), and the lists of tasks and subtasks',
    scope: 'attachments:read',
  },
  status_updates: {
    description: 'The status updates of projects, portfolios and goals.',
    parent: 'project',
    list: STATUS_UPDATES,
    also: [
      { parent: 'portfolio', list: STATUS_UPDATES },
      { parent: 'goal', list: STATUS_UPDATES },
    ],
    key: ['gid'],
    selectedByDefault: false,
    cost: 'Σ_p c(updates) + Σ_portfolio c(updates) + Σ_goal c(updates), and the lists of projects, portfolios and goals',
  },
  project_statuses: {
    description: 'The statuses of projects in the form that `status_updates` has replaced.',
    parent: 'project',
    list: { path: '/projects/{parent}/project_statuses' },
    key: ['gid'],
    selectedByDefault: false,
    cost: 'Σ_p c(statuses), and the list of projects',
  },
  project_briefs: {
    description: 'The brief of each project that has one.',
    parent: 'project',
    // There is no list of briefs: a project's row names its own.
    list: { path: '/project_briefs/{parent}', shape: 'object' },
    via: 'project_brief',
    key: ['gid'],
    selectedByDefault: false,
    cost: 'one for each project that has a brief, and the list of projects',
    needs: 'a plan with project briefs',
  },
  project_task_counts: {
    description:
      'How many tasks and milestones each project has. Asana limits this request more than others: select few columns.',
    parent: 'project',
    list: { path: '/projects/{parent}/task_counts', shape: 'object' },
    key: ['project_gid'],
    selectedByDefault: false,
    cost: 'P, under a rate limit of its own, and the list of projects',
    scope: 'projects:read',
  },
  project_templates: {
    description: 'The project templates of each workspace.',
    parent: 'workspace',
    list: { path: '/project_templates', params: { workspace: '{parent}' } },
    key: ['gid'],
    selectedByDefault: false,
    cost: 'Σ_w c(templates)',
    scope: 'project_templates:read',
  },
  task_templates: {
    description: 'The task templates of each project.',
    parent: 'project',
    list: { path: '/task_templates', params: { project: '{parent}' } },
    key: ['gid'],
    selectedByDefault: false,
    cost: 'Σ_p c(templates), and the list of projects',
    scope: 'task_templates:read',
  },
  custom_types: {
    description:
      'The custom task types of each project, with their status options. One type can be in several projects.',
    parent: 'project',
    list: { path: '/custom_types', params: { project: '{parent}' } },
    key: ['project_gid', 'gid'],
    selectedByDefault: false,
    cost: 'Σ_p c(types), and the list of projects',
  },
  portfolio_items: {
    description: 'What is in each portfolio: projects and portfolios, each as it is, with the portfolio it is in.',
    parent: 'portfolio',
    list: { path: '/portfolios/{parent}/items' },
    key: ['portfolio_gid', 'gid'],
    selectedByDefault: false,
    cost: 'Σ_portfolio c(items), nothing if `portfolios.portfolio_items` is selected too, and the list of portfolios',
    needs: 'a plan with portfolios',
    scope: 'portfolios:read',
  },
  project_portfolio_settings: {
    description: 'How each project is set in each portfolio it is in.',
    parent: 'portfolio',
    list: { path: '/portfolios/{parent}/project_portfolio_settings' },
    key: ['gid'],
    selectedByDefault: false,
    cost: 'Σ_portfolio c(settings), and the list of portfolios',
    needs: 'a plan with portfolios',
    scope: 'project_portfolio_settings:read',
  },
});
