import type { Reader } from '../world/reader.ts';
import type { Store } from '../world/store.ts';
import type { World } from '../world/world.ts';
import { attachmentShape } from './attachment-shape.ts';
import { auditEventShape } from './audit-shape.ts';
import { customFieldDefinition } from './custom-field-shape.ts';
import { enumOption } from './enum-option.ts';
import { goalRelationshipShape, goalShape, timePeriodShape } from './goal-shapes.ts';
import { goalStoryShape } from './goal-story-shape.ts';
import { allocationShape, budgetShape, rateShape } from './money-shapes.ts';
import { keyOf, type Look, type Node, nodeOf, type RefKind, type Shape } from './node.ts';
import { teamShape, userShape, workspaceShape } from './people-shapes.ts';
import { sectionShape, tagShape } from './place-shapes.ts';
import { portfolioShape } from './portfolio-shape.ts';
import { projectShape } from './project-shape.ts';
import { oooEntryShape, roleShape } from './staff-shapes.ts';
import { projectStatusShape, statusUpdateShape } from './status-shapes.ts';
import { storyShape } from './story-shape.ts';
import { taskShape } from './task-shape.ts';
import { customTypeShape, projectBriefShape, projectTemplateShape, taskTemplateShape } from './template-shapes.ts';
import { timeCategoryShape, timeEntryShape, timesheetShape } from './time-shapes.ts';

type MakeNode = (index: number, look: Look) => Node;

/** Shows the rows of a store by a shape. */
function rows<T extends object>(kind: RefKind, shape: Shape<T>, storeIn: (world: World) => Store<T>): MakeNode {
  return (index, look) => nodeOf(shape, storeIn(look.world).get(index), look, kind, index);
}

/** How each kind of object is shown: the one place where shapes meet, so that they can nest each other without importing each other. */
const NODES: Readonly<Record<RefKind, MakeNode>> = {
  workspace: rows('workspace', workspaceShape, (world) => world.workspaces),
  user: rows('user', userShape, (world) => world.users),
  team: rows('team', teamShape, (world) => world.teams),
  project: rows('project', projectShape, (world) => world.projects),
  section: rows('section', sectionShape, (world) => world.sections),
  tag: rows('tag', tagShape, (world) => world.tags),
  portfolio: rows('portfolio', portfolioShape, (world) => world.portfolios),
  task: rows('task', taskShape, (world) => world.tasks),
  story: rows('story', storyShape, (world) => world.stories),
  enum_option: enumOption,
  custom_field: (index, look) => customFieldDefinition(look.world.customFields.get(index), look),
  attachment: rows('attachment', attachmentShape, ({ work }) => work.attachments),
  status_update: rows('status_update', statusUpdateShape, ({ work }) => work.statusUpdates),
  project_status: rows('project_status', projectStatusShape, ({ work }) => work.projectStatuses),
  project_brief: rows('project_brief', projectBriefShape, ({ work }) => work.briefs),
  project_template: rows('project_template', projectTemplateShape, ({ work }) => work.projectTemplates),
  task_template: rows('task_template', taskTemplateShape, ({ work }) => work.taskTemplates),
  custom_type: rows('custom_type', customTypeShape, ({ work }) => work.customTypes),
  goal: rows('goal', goalShape, ({ goals }) => goals.goals),
  goal_relationship: rows('goal_relationship', goalRelationshipShape, ({ goals }) => goals.relationships),
  goal_story: rows('goal_story', goalStoryShape, ({ goals }) => goals.stories),
  time_period: rows('time_period', timePeriodShape, ({ goals }) => goals.periods),
  time_tracking_entry: rows('time_tracking_entry', timeEntryShape, ({ time }) => time.entries),
  time_tracking_category: rows('time_tracking_category', timeCategoryShape, ({ time }) => time.categories),
  timesheet_approval_status: rows('timesheet_approval_status', timesheetShape, ({ time }) => time.timesheets),
  allocation: rows('allocation', allocationShape, ({ time }) => time.allocations),
  budget: rows('budget', budgetShape, ({ time }) => time.budgets),
  rate: rows('rate', rateShape, ({ time }) => time.rates),
  ooo_entry: rows('ooo_entry', oooEntryShape, ({ staff }) => staff.oooEntries),
  role: rows('role', roleShape, ({ staff }) => staff.roles),
  audit_log_event: rows('audit_log_event', auditEventShape, ({ audit }) => audit.events),
};

/** A view of the world for one reader, from which any object can be shown; it is good for one answer, until the world changes. */
export function lookAt(world: World, reader: Reader): Look {
  const nodes = new Map<number, Node>();
  const look: Look = {
    world,
    reader,
    ref(kind, index) {
      const key = keyOf(kind, index);
      const made = nodes.get(key) ?? NODES[kind](index, look);
      nodes.set(key, made);
      return made;
    },
  };
  return look;
}
