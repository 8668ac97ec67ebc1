import { DAY } from '../world/past.ts';
import { exists } from '../world/reader.ts';
import type { TimeCategory, TimeEntry, Timesheet } from '../world/time-rows.ts';
import { choose } from '../world/words.ts';
import { day, instant } from './forms.ts';
import { defineShape, identity, type Look, type Node } from './node.ts';

const APPROVALS = ['DRAFT', 'SUBMITTED', 'APPROVED', 'REJECTED'] as const;
const BILLABLE = ['billable', 'nonBillable', 'notApplicable'] as const;
const COLORS = ['none', 'red', 'orange', 'yellow-green', 'aqua', 'hot-pink', 'cool-gray'] as const;
const NAMES = ['Meetings', 'Übersetzung', 'Support', 'R&D', '出張'] as const;

/** The first project of an entry's task; null where it has left them all. */
function project(row: TimeEntry, look: Look): Node | null {
  const [home] = look.world.tasks.get(row.task).homes;
  return home === undefined || !exists(look.world, 'project', home.project) ? null : look.ref('project', home.project);
}

/** Up to two categories of the entry's workspace. */
function categories(row: TimeEntry, look: Look): Node[] {
  const { tasks, time } = look.world;
  const all = time.lists.workspaceCategories.ids(tasks.get(row.task).workspace);
  return Array.from({ length: Math.min(all.length, row.index % 3) }, (_, nth) =>
    look.ref('time_tracking_category', all[(row.index + nth) % all.length] ?? 0),
  );
}

/** Schema TimeTrackingEntryBase: what a list gives, and what an entry alone has besides. */
export const timeEntryShape = defineShape<TimeEntry>({
  compact: ['gid', 'resource_type', 'duration_minutes', 'entered_on', 'attributable_to', 'created_by', 'categories'],
  fields: {
    ...identity('time_tracking_entry'),
    duration_minutes: (row) => row.minutes,
    entered_on: (row) => day(row.enteredOn),
    attributable_to: project,
    created_by: (row, look) => look.ref('user', row.user),
    categories,
    task: (row, look) => look.ref('task', row.task),
    created_at: (row) => instant(row.createdAt),
    approval_status: (row) => choose(APPROVALS, row.index),
    billable_status: (row) => choose(BILLABLE, row.index),
    description: (row) => `Entry ${row.index + 1}: “work”`,
  },
});

/** Schema TimeTrackingCategoryResponse. */
export const timeCategoryShape = defineShape<TimeCategory>({
  compact: ['gid', 'resource_type', 'name', 'color'],
  fields: {
    ...identity('time_tracking_category'),
    name: (row) => `${choose(NAMES, row.index)} ${row.index + 1}`,
    color: (row) => choose(COLORS, row.index),
    is_archived: (row) => row.archived,
  },
});

const WEEK_END = 6 * DAY;

/** Schema TimesheetApprovalStatusResponse; a list gives all of it. */
export const timesheetShape = defineShape<Timesheet>({
  compact: ['gid', 'resource_type', 'created_at', 'user', 'workspace', 'start_date', 'end_date', 'approval_status'],
  fields: {
    ...identity('timesheet_approval_status'),
    created_at: (row, { world }) => instant(Math.min(row.start + WEEK_END, world.past.end)),
    user: (row, look) => look.ref('user', row.user),
    workspace: (row, look) => look.ref('workspace', row.workspace),
    start_date: (row) => day(row.start),
    end_date: (row) => day(row.start + WEEK_END),
    approval_status: approvalOf,
  },
});

/** The state of a timesheet, as `approval_statuses` filters by it in lower case. */
export function approvalOf(row: Timesheet): (typeof APPROVALS)[number] {
  return choose(APPROVALS, row.index);
}
