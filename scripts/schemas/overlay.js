// Columns that are no fields of the resource in the specification. None of them is ever asked for (`x-ask: none`).

const text = { type: ['null', 'string'] };
const named = {
  type: ['null', 'array'],
  items: { type: ['null', 'object'], properties: { gid: text, name: text, resource_type: text } },
};

/** Rows that say nothing of what they were listed under: `[stream, parent]`. The walk fills the column from the request. */
const UNDER = [
  ['project_statuses', 'project'],
  ['project_task_counts', 'project'],
  ['custom_types', 'project'],
  ['portfolio_items', 'portfolio'],
  ['project_templates', 'workspace'],
  ['ooo_entries', 'workspace'],
  ['custom_fields', 'workspace'],
  ['project_custom_field_settings', 'project'],
  ['portfolio_custom_field_settings', 'portfolio'],
  ['goal_custom_field_settings', 'goal'],
  ['team_custom_field_settings', 'team'],
  ['goal_stories', 'goal'],
  ['time_periods', 'workspace'],
  ['time_tracking_entries', 'workspace'],
  ['time_tracking_categories', 'workspace'],
  ['allocations', 'workspace'],
  ['audit_log_events', 'workspace'],
];

/** Stitch documents these for portfolios, which have never had them: they are a project's. */
const PROJECT_LIKE = [
  'completed',
  'completed_at',
  'completed_by',
  'created_from_template',
  'current_status',
  'default_view',
  'due_date',
  'followers',
  'html_notes',
  'icon',
  'modified_at',
  'notes',
  'project_brief',
  'team',
];

/**
 * Rows `{stream, column, schema, why}` or, with another stream's column as the model, `{stream, column, like: [stream, column], why}`.
 * `filled` ones get values from requests of their own; the others are always null. A column the specification has by now fails the run.
 */
export const OVERLAY = [
  { stream: 'teams', column: 'users', schema: named, filled: true, why: 'by a request of its own: /users?team=' },
  {
    stream: 'portfolios',
    column: 'portfolio_items',
    schema: named,
    filled: true,
    why: 'by a request of its own: /portfolios/{gid}/items',
  },
  ...UNDER.map(([stream, parent]) => ({
    stream,
    column: `${parent}_gid`,
    schema: text,
    filled: true,
    why: `the gid of the ${parent} it was listed under`,
  })),
  ...['portfolios', 'projects'].map((stream) => ({
    stream,
    column: 'is_template',
    schema: { type: ['null', 'boolean'] },
    why: 'Stitch has it; templates are resources of their own now, so it is null',
  })),
  ...PROJECT_LIKE.map((column) => ({
    stream: 'portfolios',
    column,
    like: ['projects', column],
    why: 'Stitch has it; null, so that a query which names it still runs',
  })),
];
