import type { Kind } from './gid.ts';
import type { Parent } from './rows.ts';
import type { World } from './world.ts';

/**
 * What an object hangs from: it is gone with that, and may be read by whoever may read that. Null for what stands in a
 * workspace by itself. Throws a RangeError where the object is not there.
 */
export function parentOf(world: World, kind: Kind, index: number): Parent | null {
  switch (kind) {
    case 'section':
      return { kind: 'project', index: world.sections.get(index).project };
    case 'story':
      return { kind: 'task', index: world.stories.get(index).task };
    case 'attachment':
      return world.work.attachments.get(index).parent;
    case 'status_update':
      return world.work.statusUpdates.get(index).parent;
    case 'project_status':
      return world.work.projectStatuses.get(index).parent;
    case 'project_brief':
      return { kind: 'project', index: world.work.briefs.get(index).project };
    case 'task_template':
      return { kind: 'project', index: world.work.taskTemplates.get(index).project };
    case 'goal_relationship':
      return { kind: 'goal', index: world.goals.relationships.get(index).goal };
    case 'goal_story':
      return { kind: 'goal', index: world.goals.stories.get(index).goal };
    case 'time_tracking_entry':
      return { kind: 'task', index: world.time.entries.get(index).task };
    case 'allocation':
      return { kind: 'project', index: world.time.allocations.get(index).project };
    case 'budget':
      return { kind: 'project', index: world.time.budgets.get(index).project };
    case 'rate':
      return { kind: 'project', index: world.time.rates.get(index).project };
    default:
      return null;
  }
}

/** The workspace an object lies in; users lie in none. Throws a RangeError where the object is not there. */
export function workspaceOf(world: World, kind: Kind, index: number): number | null {
  const parent = parentOf(world, kind, index);
  if (parent !== null) return workspaceOf(world, parent.kind, parent.index);
  switch (kind) {
    case 'workspace':
      return index;
    case 'team':
      return world.teams.get(index).workspace;
    case 'project':
      return world.projects.get(index).workspace;
    case 'tag':
      return world.tags.get(index).workspace;
    case 'portfolio':
      return world.portfolios.get(index).workspace;
    case 'task':
      return world.tasks.get(index).workspace;
    case 'custom_field':
      return world.customFields.get(index).workspace;
    case 'project_template':
      return world.work.projectTemplates.get(index).workspace;
    case 'custom_type':
      return world.work.customTypes.get(index).workspace;
    case 'goal':
      return world.goals.goals.get(index).workspace;
    case 'time_period':
      return world.goals.periods.get(index).workspace;
    case 'time_tracking_category':
      return world.time.categories.get(index).workspace;
    case 'timesheet_approval_status':
      return world.time.timesheets.get(index).workspace;
    case 'ooo_entry':
      return world.staff.oooEntries.get(index).workspace;
    case 'role':
      return world.staff.roles.get(index).workspace;
    default:
      return null;
  }
}
