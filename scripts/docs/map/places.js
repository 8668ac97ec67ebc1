// Where the tables and columns of other connectors are here. A column that is not named below is found by its name
// (resolve.js). A place is `column` of the table's stream or `stream:column`; `none(why)` says that it cannot be had.

const none = (why) => ({ why });

const FILTER = none('no column: a filter of the query; select in the target instead');
const NOT_IN_LIST = none('Asana’s specification lets the list be asked for no such field');
const NO_FIELD = none('Asana’s specification has no such field');

const task = { ResourceSubType: 'resource_subtype', ProjectId: 'projects.gid', SectionId: 'memberships.section.gid' };
const memberOf = (parent) => ({ [`${parent}Id`]: 'parent.gid', [`${parent}Name`]: 'parent.name' });

/** By connector, then by table: the stream it is, and the columns whose names do not tell. */
export const PLACES = {
  stitch: {
    tasks: { columns: { is_rendered_as_seperator: 'is_rendered_as_separator' } },
  },
  omniload: {},
  nekt: {
    subtasks: { columns: { task_id: 'parent.gid' } },
    teams: { columns: { created_at: NO_FIELD, updated_at: NO_FIELD } },
    tags: { columns: { created_by: NO_FIELD } },
    stories: {
      columns: {
        // `task` is a task that the story speaks of; the story is on its target.
        task_id: 'target.gid',
        action_taken: 'resource_subtype',
        old_text: 'old_text_value',
        new_text: 'new_text_value',
        old_custom_field_value: none('in `old_text_value`, `old_number_value` and the like, by the type of the field'),
        new_custom_field_value: none('in `new_text_value`, `new_number_value` and the like, by the type of the field'),
        attachments: 'attachments:gid',
      },
    },
    portfolio_custom_fields: {
      stream: 'portfolio_custom_field_settings',
      columns: { portfolio: 'parent', created_at: NO_FIELD, created_by: 'custom_field.created_by' },
    },
    project_custom_fields: {
      stream: 'project_custom_field_settings',
      columns: { project_id: 'project_gid', created_at: NO_FIELD, created_by: 'custom_field.created_by' },
    },
    project_status_updates: {
      stream: 'status_updates',
      columns: { project_id: 'parent.gid', color: 'project_statuses:color' },
    },
    time_entries: {
      stream: 'time_tracking_entries',
      columns: {
        created_at: NOT_IN_LIST,
        completed: NO_FIELD,
        completed_at: NO_FIELD,
        notes: NOT_IN_LIST,
        html_notes: NO_FIELD,
        user: 'created_by',
        task: NOT_IN_LIST,
        project: 'attributable_to',
        workspace: 'workspace_gid',
        time_period: none('Asana’s entries have a day, `entered_on`, and no period'),
      },
    },
    allocations: { columns: { project_id: 'parent.gid' } },
  },
  cdata: {
    Allocations: { stream: 'allocations', columns: { ResourceSubType: 'resource_subtype' } },
    Attachments: { stream: 'attachments', columns: { TaskId: 'parent.gid' } },
    GoalMembership: {
      stream: 'goal_memberships',
      columns: { GoalOwnerGid: 'goal.owner.gid', GoalOwnerName: 'goal.owner.name' },
    },
    Goals: {
      stream: 'goals',
      columns: {
        CurrentStatusUpdateResourceTitle: 'current_status_update.title',
        PortfolioId: 'goal_relationships:supporting_resource.gid',
        ProjectId: 'goal_relationships:supporting_resource.gid',
      },
    },
    PortfolioItems: { stream: 'portfolio_items', columns: { ProjectId: 'gid' } },
    PortfolioMembership: {
      stream: 'portfolio_memberships',
      columns: {
        ...memberOf('Portfolio'),
        UserId: 'member.gid',
        UserName: 'member.name',
        WorkspaceId: 'portfolios:workspace.gid',
      },
    },
    Portfolios: { stream: 'portfolios', columns: { CreatorId: 'created_by.gid', CreatorName: 'created_by.name' } },
    ProjectMembership: {
      stream: 'project_memberships',
      columns: { ProjectId: 'parent.gid', WriteAccess: 'access_level' },
    },
    Projects: { stream: 'projects', columns: { UserId: 'owner.gid', TaskId: FILTER } },
    ProjectStatuses: { stream: 'project_statuses' },
    Sections: { stream: 'sections' },
    StatusUpdates: { stream: 'status_updates' },
    Stories: {
      stream: 'stories',
      columns: {
        creatorId: 'created_by.gid',
        creatorName: 'created_by.name',
        TaskId: 'target.gid',
        ResourceSubType: 'resource_subtype',
        DuplicateTaskOf: 'duplicate_of.gid',
        DependencyTaskId: 'dependency.gid',
        StoryCreatedById: 'story.created_by.gid',
        StoryCreatedByResourceType: 'story.created_by.resource_type',
        StoryCreatedByName: 'story.created_by.name',
        StoryTaskId: 'task.gid',
        StoryTaskResourceType: 'task.resource_type',
        StoryTaskName: 'task.name',
        TaskCreatedById: 'task.created_by.gid',
        TaskCreatedByResourceType: 'task.created_by.resource_type',
      },
    },
    SubTasks: {
      stream: 'subtasks',
      columns: { ...task, ParentTaskId: 'parent.gid' },
    },
    // The tag is in `tags` of these tasks.
    Tags: { stream: 'tags', columns: { TaskId: 'tasks:gid' } },
    Tasks: {
      stream: 'tasks',
      columns: {
        ...task,
        TagId: 'tags.gid',
        RecurrenceType: NO_FIELD,
        RecurrenceData: NO_FIELD,
        UserTaskListId: 'user_task_lists:gid',
      },
    },
    TaskTemplates: { stream: 'task_templates' },
    TeamMembership: { stream: 'team_memberships', columns: { WorkspaceId: 'teams:organization.gid' } },
    Teams: {
      stream: 'teams',
      columns: { WorkspaceId: 'organization.gid', HTMLDescrption: 'html_description', UserId: 'users.gid' },
    },
    TimeTrackingEntries: {
      stream: 'time_tracking_entries',
      columns: {
        CreatedAt: NOT_IN_LIST,
        TaskId: NOT_IN_LIST,
        TaskResourceType: NOT_IN_LIST,
        TaskName: NOT_IN_LIST,
        TaskResourceSubtype: NOT_IN_LIST,
      },
    },
    WorkspaceMembership: {
      stream: 'workspace_memberships',
      columns: { VacationStartDate: 'vacation_dates.start_on', VacationEndDate: 'vacation_dates.end_on' },
    },
    Workspaces: {
      stream: 'workspaces',
      columns: { ItemURL: NO_FIELD, UserId: 'workspace_memberships:user.gid' },
    },
    CustomFields: {
      stream: 'custom_fields',
      columns: {
        ProjectId: 'project_custom_field_settings:project_gid',
        ProjectName: 'project_custom_field_settings:parent.name',
        IsImportant: 'project_custom_field_settings:is_important',
        IsGlobaltoWorkspace: 'is_global_to_workspace',
      },
    },
    Events: none('events are not read yet; `audit_log_events` and `stories` tell who did what'),
    PremiumWorkspaceTasks: {
      stream: 'tasks',
      columns: { ...task, TagId: 'tags.gid', FollowerId: 'followers.gid', TextSearch: FILTER },
    },
    ProjectFollowers: {
      stream: 'projects',
      columns: { ProjectId: 'gid', UserId: 'followers.gid', UserName: 'followers.name' },
    },
    ProjectTemplates: { stream: 'project_templates', columns: { IsPublic: 'public' } },
    // The rows are tasks; `tasks.dependencies` and `tasks.dependents` say which.
    TaskDependencies: { stream: 'tasks', columns: { ...task, TaskId: 'dependents.gid' } },
    TaskDependents: { stream: 'tasks', columns: { ...task, TaskId: 'dependencies.gid' } },
    TaskStatuses: {
      stream: 'project_task_counts',
      columns: {
        NumberofTasks: 'num_tasks',
        CompletedTasks: 'num_completed_tasks',
        IncompleteTasks: 'num_incomplete_tasks',
        NumberofMilestones: 'num_milestones',
        CompletedMilestones: 'num_completed_milestones',
        InCompleteMilestones: 'num_incomplete_milestones',
      },
    },
    TimePeriods: { stream: 'time_periods' },
    Users: { stream: 'users', columns: { WorkspaceId: 'workspaces.gid', TeamId: 'team_memberships:team.gid' } },
    UserTaskList: { stream: 'user_task_lists', columns: { UserId: 'owner.gid' } },
  },
};
