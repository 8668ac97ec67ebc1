// What the script builds, and what it has to know that the specification does not say.

/**
 * The streams: a row each.
 *
 * - `response`: the component with all of the resource's fields.
 * - `list`: the GET path the rows come from; its `opt_fields` enum says what can be asked for, and how deep.
 * - `key`: the columns that make a row, never null.
 */
export const STREAMS = [
  { stream: 'portfolios', response: 'PortfolioResponse', list: '/portfolios', key: ['gid'] },
  { stream: 'projects', response: 'ProjectResponse', list: '/projects', key: ['gid'] },
  { stream: 'sections', response: 'SectionResponse', list: '/projects/{project_gid}/sections', key: ['gid'] },
  { stream: 'stories', response: 'StoryResponse', list: '/tasks/{task_gid}/stories', key: ['gid'] },
  { stream: 'subtasks', response: 'TaskResponse', list: '/tasks/{task_gid}/subtasks', key: ['gid'] },
  { stream: 'tags', response: 'TagResponse', list: '/tags', key: ['gid'] },
  { stream: 'tasks', response: 'TaskResponse', list: '/tasks', key: ['gid'] },
  { stream: 'teams', response: 'TeamResponse', list: '/workspaces/{workspace_gid}/teams', key: ['gid'] },
  { stream: 'users', response: 'UserResponse', list: '/users', key: ['gid'] },
  { stream: 'workspaces', response: 'WorkspaceResponse', list: '/workspaces', key: ['gid'] },
];

/** Slips of the specification, each with its reason. One that finds nothing to correct fails the run. */
export const OVERRIDES = [
  {
    at: 'CustomFieldCompact.date_value.date',
    use: { format: 'date' },
    why: 'its description says YYYY-MM-DD; the format is forgotten',
  },
  {
    at: 'CustomFieldCompact.date_value.date_time',
    use: { format: 'date-time' },
    why: 'its description says ISO 8601, its example is an instant in UTC; the format is forgotten',
  },
  {
    at: 'StoryResponse.old_number_value',
    use: { type: 'number' },
    why: 'the value of a number field, which is a number (CustomFieldCompact.number_value) with decimals',
  },
  {
    at: 'StoryResponse.new_number_value',
    use: { type: 'number' },
    why: 'as old_number_value',
  },
  {
    at: 'TaskCompact.created_by',
    use: { $ref: '#/components/schemas/UserCompact' },
    why: 'its description says a user; only gid and resource_type are spelled out, but a bare user comes with its name',
  },
];

/** Names in an `opt_fields` enum that no schema explains: `['stream.path', 'why it may be left out']`. */
export const EXCEPTIONS = [];
