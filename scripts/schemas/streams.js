// The streams that have a schema: a row each.
//
// - `response`: the component with all of the resource's fields. Where the list takes no `opt_fields`, the component of its answers.
// - `list`: the GET path the rows come from; its `opt_fields` enum says what can be asked for, and how deep.
// - `below`: the rows come inside those of the list, in this field; what can be asked for is what the enum has below it.
// - `depth`: how deep what can only be asked for bare is spelled out, where it is more than one level.
// - `key`: the columns that make a row, never null.

const own = ['gid'];

const CORE = [
  { stream: 'portfolios', response: 'PortfolioResponse', list: '/portfolios', key: own },
  { stream: 'projects', response: 'ProjectResponse', list: '/projects', key: own },
  { stream: 'sections', response: 'SectionResponse', list: '/projects/{project_gid}/sections', key: own },
  { stream: 'stories', response: 'StoryResponse', list: '/tasks/{task_gid}/stories', key: own },
  { stream: 'subtasks', response: 'TaskResponse', list: '/tasks/{task_gid}/subtasks', key: own },
  { stream: 'tags', response: 'TagResponse', list: '/tags', key: own },
  { stream: 'tasks', response: 'TaskResponse', list: '/tasks', key: own },
  { stream: 'teams', response: 'TeamResponse', list: '/workspaces/{workspace_gid}/teams', key: own },
  { stream: 'users', response: 'UserResponse', list: '/users', key: own },
  { stream: 'workspaces', response: 'WorkspaceResponse', list: '/workspaces', key: own },
];

const WORK = [
  { stream: 'attachments', response: 'AttachmentResponse', list: '/attachments', key: own },
  {
    stream: 'project_statuses',
    response: 'ProjectStatusResponse',
    list: '/projects/{project_gid}/project_statuses',
    key: own,
  },
  { stream: 'status_updates', response: 'StatusUpdateResponse', list: '/status_updates', key: own },
  { stream: 'project_briefs', response: 'ProjectBriefResponse', list: '/project_briefs/{project_brief_gid}', key: own },
  {
    stream: 'project_task_counts',
    response: 'TaskCountResponse',
    list: '/projects/{project_gid}/task_counts',
    key: ['project_gid'],
  },
  { stream: 'project_templates', response: 'ProjectTemplateResponse', list: '/project_templates', key: own },
  // Its template is asked for bare, and has custom fields with options and values below it.
  { stream: 'task_templates', response: 'TaskTemplateResponse', list: '/task_templates', depth: 2, key: own },
  // One type may serve several projects.
  { stream: 'custom_types', response: 'CustomTypeResponse', list: '/custom_types', key: ['project_gid', 'gid'] },
  {
    stream: 'portfolio_items',
    response: 'ProjectResponse',
    list: '/portfolios/{portfolio_gid}/items',
    key: ['portfolio_gid', 'gid'],
  },
  {
    stream: 'project_portfolio_settings',
    response: 'ProjectPortfolioSettingResponse',
    list: '/portfolios/{portfolio_gid}/project_portfolio_settings',
    key: own,
  },
];

const PEOPLE = [
  { stream: 'team_memberships', response: 'TeamMembershipResponse', list: '/team_memberships', key: own },
  {
    stream: 'workspace_memberships',
    response: 'WorkspaceMembershipResponse',
    list: '/workspaces/{workspace_gid}/workspace_memberships',
    key: own,
  },
  { stream: 'project_memberships', response: 'ProjectMembershipCompactResponse', list: '/memberships', key: own },
  { stream: 'portfolio_memberships', response: 'PortfolioMembershipCompactResponse', list: '/memberships', key: own },
  { stream: 'goal_memberships', response: 'GoalMembershipCompact', list: '/memberships', key: own },
  { stream: 'user_task_lists', response: 'UserTaskListResponse', list: '/users/{user_gid}/user_task_list', key: own },
  { stream: 'ooo_entries', response: 'OooEntryResponse', list: '/ooo_entries', key: own },
  { stream: 'roles', response: 'RbacRoleResponse', list: '/roles', key: own },
];

const SETTINGS = { response: 'CustomFieldSettingResponse', below: 'custom_field_settings', key: own };

const FIELDS = [
  {
    stream: 'custom_fields',
    response: 'CustomFieldResponse',
    list: '/workspaces/{workspace_gid}/custom_fields',
    key: own,
  },
  { stream: 'project_custom_field_settings', list: '/projects', ...SETTINGS },
  { stream: 'portfolio_custom_field_settings', list: '/portfolios', ...SETTINGS },
  { stream: 'goal_custom_field_settings', list: '/goals', ...SETTINGS },
  { stream: 'team_custom_field_settings', list: '/workspaces/{workspace_gid}/teams', ...SETTINGS },
];

const GOALS = [
  { stream: 'goals', response: 'GoalResponse', list: '/goals', key: own },
  { stream: 'goal_relationships', response: 'GoalRelationshipResponse', list: '/goal_relationships', key: own },
  { stream: 'goal_stories', response: 'StoryResponse', list: '/goals/{goal_gid}/stories', key: own },
  { stream: 'time_periods', response: 'TimePeriodResponse', list: '/time_periods', key: own },
];

const TIME_AND_MONEY = [
  { stream: 'time_tracking_entries', response: 'TimeTrackingEntryBase', list: '/time_tracking_entries', key: own },
  {
    stream: 'time_tracking_categories',
    response: 'TimeTrackingCategoryResponse',
    list: '/time_tracking_categories',
    key: own,
  },
  {
    stream: 'timesheet_approval_statuses',
    response: 'TimesheetApprovalStatusResponse',
    list: '/timesheet_approval_statuses',
    key: own,
  },
  { stream: 'allocations', response: 'AllocationResponse', list: '/allocations', key: own },
  { stream: 'budgets', response: 'BudgetResponse', list: '/budgets', key: own },
  { stream: 'rates', response: 'RateOrPlaceholderCompact', list: '/rates', key: own },
];

const AUDIT = [
  {
    stream: 'audit_log_events',
    response: 'AuditLogEvent',
    list: '/workspaces/{workspace_gid}/audit_log_events',
    key: own,
  },
];

/** Every stream's row. */
export const STREAMS = [...CORE, ...WORK, ...PEOPLE, ...FIELDS, ...GOALS, ...TIME_AND_MONEY, ...AUDIT];
