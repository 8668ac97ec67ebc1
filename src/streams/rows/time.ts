import { defineStreams, type ListRequest } from '../define.ts';

const CATEGORIES: ListRequest = { path: '/time_tracking_categories', params: { workspace: '{parent}' } };

/** Time and money. */
export const time = defineStreams({
  time_tracking_entries: {
    description:
      'The time that was entered. Asana’s list does not name the task. Entries have no date of change: each run reads the last 30 days before its bookmark once more, and all that is dated later.',
    parent: 'workspace',
    // Of the whole workspace, never task by task: one request for each page of entries.
    list: { path: '/time_tracking_entries', params: { workspace: '{parent}' } },
    key: ['gid'],
    replicationKey: 'entered_on',
    bounds: { from: 'entered_on_start_date', days: { to: 'entered_on_end_date', again: 30 } },
    selectedByDefault: false,
    cost: 'Σ_w c(entries), later of those of the last 30 days',
    needs: 'a plan with time tracking',
    scope: 'time_tracking_entries:read',
  },
  time_tracking_categories: {
    description: 'The categories of time entries, archived ones too.',
    parent: 'workspace',
    list: CATEGORIES,
    // "If not provided, defaults to returning non-archived categories" (Asana's specification).
    also: [{ parent: 'workspace', list: { ...CATEGORIES, params: { ...CATEGORIES.params, is_archived: 'true' } } }],
    key: ['gid'],
    selectedByDefault: false,
    cost: 'Σ_w [c(categories) + c(archived ones)]',
    needs: 'a plan with time tracking',
    scope: 'time_tracking_categories:read',
  },
  timesheet_approval_statuses: {
    description: 'The timesheets of each workspace and whether they are approved.',
    parent: 'workspace',
    list: { path: '/timesheet_approval_statuses', params: { workspace: '{parent}' } },
    key: ['gid'],
    selectedByDefault: false,
    cost: 'Σ_w c(timesheets)',
    needs: 'a plan with timesheets',
    scope: 'timesheet_approval_statuses:read',
  },
  allocations: {
    description: 'Who is planned for which project, when, and how much.',
    parent: 'workspace',
    list: { path: '/allocations', params: { workspace: '{parent}' } },
    key: ['gid'],
    selectedByDefault: false,
    cost: 'Σ_w c(allocations)',
    needs: 'an Enterprise plan',
  },
  budgets: {
    description: 'The budget of each project that has one.',
    parent: 'project',
    list: { path: '/budgets', params: { parent: '{parent}' }, shape: 'whole' },
    key: ['gid'],
    selectedByDefault: false,
    cost: 'P, and the list of projects',
    needs: 'a plan with budgets',
  },
  rates: {
    description: 'What the time of people and placeholders costs in each project.',
    parent: 'project',
    list: { path: '/rates', params: { parent: '{parent}' } },
    key: ['gid'],
    selectedByDefault: false,
    cost: 'Σ_p c(rates), and the list of projects',
    needs: 'a plan with budgets',
  },
});
