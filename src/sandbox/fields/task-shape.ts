import type { Task } from '../world/rows.ts';
import { htmlOf } from '../world/words.ts';
import type { CustomType } from '../world/work-rows.ts';
import { customFieldValue } from './custom-field-shape.ts';
import { fieldsOf } from './custom-field-values.ts';
import { instant } from './forms.ts';
import { bare, defineShape, identity, type Look, type Node, named, struct, type Value } from './node.ts';
import { readTaskDates, subtypeOf, taskDraw, taskNotes } from './task-facts.ts';
import { dependenciesOf, dependentsOf, followersOf, likersOf } from './task-people.ts';
import { firstStatus } from './template-shapes.ts';

const APPROVALS = ['pending', 'approved', 'rejected', 'changes_requested'];

function likes(row: Task, look: Look): Node[] {
  return likersOf(row, look).map((user, nth) =>
    struct({ gid: look.world.gid('like', row.index * 4 + nth), user: look.ref('user', user) }),
  );
}

const liked = (row: Task, look: Look): boolean => likersOf(row, look).includes(look.reader.user);
const likeCount = (row: Task, look: Look): number => likersOf(row, look).length;
const projects = (row: Task, look: Look): Node[] => row.homes.map(({ project }) => look.ref('project', project));

function customFields(row: Task, look: Look): Node[] {
  const fields = new Map(
    row.homes
      .flatMap(({ project }) => fieldsOf(look.world, row.workspace, project))
      .map((field) => [field.index, field]),
  );
  return [...fields.values()].map((field) =>
    customFieldValue(field, { kind: 'task', index: row.index, text: row.customValues.get(field.index) ?? null }, look),
  );
}

/** The section of the reader's own "My tasks": only the assignee sees it (schema TaskResponse, `assignee_section`). */
function assigneeSection(row: Task, { world, reader }: Look): Value {
  if (row.assignee !== reader.user) return null;
  const gid = world.gid('my_tasks_section', reader.user);
  return struct({ gid, resource_type: 'section', name: 'Recently assigned' });
}

/** The type of a task that has one: the first of its workspace. */
function customType(row: Task, { world }: Look): CustomType | null {
  const [type] = Array.from({ length: row.index % 40 === 7 ? world.work.customTypes.end() : 0 }, (_, index) =>
    world.work.customTypes.get(index),
  ).filter(({ workspace }) => workspace === row.workspace);
  return type ?? null;
}

/** Schema TaskResponse. The fields of `optIn` come only when named ("[Opt In]" there, or "only returned when requesting it via opt_fields"). */
export const taskShape = defineShape<Task>({
  compact: ['gid', 'resource_type', 'name', 'resource_subtype'],
  optIn: [
    'created_by',
    'num_subtasks',
    'dependencies',
    'dependents',
    'html_notes',
    'is_rendered_as_separator',
    'external',
    'assigned_by',
  ],
  fields: {
    ...identity('task'),
    name: (row) => row.name,
    resource_subtype: (row) => subtypeOf(row),
    created_by: (row, look) => bare(look.ref('user', taskDraw(row, look, 20) % look.world.sizes.users)),
    approval_status: (row) =>
      subtypeOf(row) === 'approval' ? (row.completed ? APPROVALS[1 + (row.index % 3)] : 'pending') : undefined,
    assignee_status: (row) => ['inbox', 'today', 'upcoming', 'later'][row.index % 4],
    assigned_by: (row, look) => (row.assignee === null ? null : look.ref('user', 0)),
    completed: (row) => row.completed,
    completed_at: (row) => (row.completedAt === null ? null : instant(row.completedAt)),
    completed_by: (row, look) => (row.completed ? look.ref('user', row.assignee ?? 0) : null),
    created_at: (row) => instant(row.createdAt),
    dependencies: (row, look) => dependenciesOf(row, look.world).map((task) => bare(look.ref('task', task))),
    dependents: (row, look) => dependentsOf(row, look.world).map((task) => bare(look.ref('task', task))),
    due_at: (row, look) => readTaskDates(row, look).dueAt,
    due_on: (row, look) => readTaskDates(row, look).dueOn,
    external: (row) =>
      row.index % 25 === 3 ? struct({ gid: `ext-${row.index}`, data: `{"row": ${row.index}}` }) : undefined,
    html_notes: (row, look) => htmlOf(taskNotes(row, look)),
    hearted: liked,
    hearts: likes,
    is_rendered_as_separator: (row) => row.parent !== null && row.index % 30 === 0,
    liked,
    likes,
    memberships: (row, look) =>
      row.homes.map(({ project, section }) =>
        struct({
          project: look.ref('project', project),
          section: section < 0 ? null : look.ref('section', section),
        }),
      ),
    modified_at: (row) => instant(row.modifiedAt),
    notes: taskNotes,
    num_hearts: likeCount,
    num_likes: likeCount,
    num_subtasks: (row, { world }) => world.lists.taskChildren.ids(row.index).length,
    start_at: () => null,
    start_on: (row, look) => readTaskDates(row, look).startOn,
    actual_time_minutes: (row, look) => (taskDraw(row, look, 21) % 5 === 0 ? taskDraw(row, look, 22) % 600 : null),
    assignee: (row, look) => (row.assignee === null ? null : look.ref('user', row.assignee)),
    assignee_section: assigneeSection,
    custom_fields: customFields,
    custom_type: (row, look) => {
      const type = customType(row, look);
      return type === null ? null : named(look.ref('custom_type', type.index));
    },
    custom_type_status_option: (row, look) => {
      const type = customType(row, look);
      return type === null ? null : firstStatus(type, look);
    },
    followers: (row, look) => followersOf(row, look).map((user) => look.ref('user', user)),
    parent: (row, look) => (row.parent === null ? null : look.ref('task', row.parent)),
    projects,
    tags: (row, look) => row.tags.map((tag) => look.ref('tag', tag)),
    workspace: (row, look) => look.ref('workspace', row.workspace),
    permalink_url: (row, { world }) =>
      `https://app.asana.com/1/${world.gid('workspace', row.workspace)}/task/${world.gid('task', row.index)}`,
  },
});
