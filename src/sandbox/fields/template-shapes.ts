import { choose, htmlOf, notesOf, titleOf } from '../world/words.ts';
import type { CustomType, ProjectBrief, ProjectTemplate, TaskTemplate } from '../world/work-rows.ts';
import { customFieldValue } from './custom-field-shape.ts';
import { fieldsOf } from './custom-field-values.ts';
import { COLORS, instant } from './forms.ts';
import { defineShape, identity, type Look, type Node, showing, struct } from './node.ts';

const notes = (row: ProjectTemplate, { world }: Look): string => notesOf(world.seed, 'project_template', row.index);

/** Schema ProjectTemplateResponse. */
export const projectTemplateShape = defineShape<ProjectTemplate>({
  compact: ['gid', 'resource_type', 'name'],
  fields: {
    ...identity('project_template'),
    name: (row) => `Template ${row.index + 1}`,
    description: notes,
    html_description: (row, look) => htmlOf(notes(row, look)),
    public: (row) => row.index % 2 === 0,
    owner: (row, look) => (row.index % 3 === 2 ? null : look.ref('user', 0)),
    team: (row, look) => (row.team === null ? null : look.ref('team', row.team)),
    color: (row) => (row.index % 3 === 1 ? null : choose(COLORS, row.index)),
    // "A value of `1` refers to the project start date, while `2` refers to the project due date" (DateVariableCompact).
    requested_dates: () => [
      struct({ gid: '1', name: 'Start Date', description: 'Choose a start date for your project.' }),
    ],
    requested_roles: (row, { world }) => [
      struct({ gid: world.gid('template_role', row.index), resource_type: 'template_role', name: 'Designer' }),
    ],
  },
});

/** What a task made from a template begins with (schema TaskTemplateRecipe). */
function recipe(row: TaskTemplate, look: Look): Node {
  const { seed, projects } = look.world;
  const description = notesOf(seed, 'task_template', row.index);
  const { workspace } = projects.get(row.project);
  return struct({
    name: titleOf(seed, 'task_template', row.index),
    task_resource_subtype: 'default_task',
    description,
    html_description: htmlOf(description),
    memberships: [look.ref('project', row.project)],
    relative_start_on: row.index % 2 === 0 ? null : 1,
    relative_due_on: row.index % 2 === 0 ? null : 3,
    due_time: row.index % 3 === 0 ? '13:15:00.000Z' : null,
    dependencies: [],
    dependents: [],
    followers: [look.ref('user', 0)],
    attachments: [],
    subtasks: row.index % 2 === 0 ? [] : [struct({ name: 'Check it', task_resource_subtype: 'default_task' })],
    custom_fields: fieldsOf(look.world, workspace, row.project)
      .slice(0, 1)
      .map((field) => customFieldValue(field, { kind: 'task_template', index: row.index, text: null }, look)),
  });
}

/** Schema TaskTemplateResponse. */
export const taskTemplateShape = defineShape<TaskTemplate>({
  compact: ['gid', 'resource_type', 'name'],
  fields: {
    ...identity('task_template'),
    name: (row, { world }) => `Template: ${titleOf(world.seed, 'task_template', row.index)}`,
    project: (row, look) => look.ref('project', row.project),
    template: recipe,
    created_by: (_, look) => look.ref('user', 0),
    created_at: (row) => instant(row.createdAt),
  },
});

const briefText = (row: ProjectBrief, { world }: Look): string => notesOf(world.seed, 'project_brief', row.index);

/** Schema ProjectBriefResponse. */
export const projectBriefShape = defineShape<ProjectBrief>({
  compact: ['gid', 'resource_type'],
  fields: {
    ...identity('project_brief'),
    title: (row, { world }) => titleOf(world.seed, 'project_brief', row.index),
    html_text: (row, look) => htmlOf(briefText(row, look)),
    text: briefText,
    permalink_url: (row, { world }) =>
      `https://app.asana.com/0/${world.gid('project', row.project)}/${world.gid('project_brief', row.index)}`,
    project: (row, look) => look.ref('project', row.project),
  },
});

const TYPES = ['Bug ticket', 'Anfrage – groß', 'Experiment 🧪'] as const;
const OPTIONS = [
  { name: 'In triage', state: 'Incomplete', color: 'blue' },
  { name: 'Solution pending', state: 'Incomplete', color: 'yellow' },
  { name: 'Solved', state: 'Complete', color: 'green' },
] as const;

/** A status that tasks of a type can have; each type has the same three (schema CustomTypeStatusOptionResponse). */
function statusOption(row: CustomType, nth: 0 | 1 | 2, { world }: Look): Node {
  const { name, state, color } = OPTIONS[nth];
  return struct({
    gid: world.gid('custom_type_status_option', row.index * OPTIONS.length + nth),
    resource_type: 'custom_type_status_option',
    name,
    completion_state: state,
    enabled: true,
    color,
  });
}

/** A status as a task names the one it has (schema CustomTypeStatusOptionCompact). */
export function firstStatus(type: CustomType, look: Look): Node {
  return showing(statusOption(type, 0, look), ['gid', 'resource_type', 'name']);
}

/** Schema CustomTypeResponse; a list gives all of it. */
export const customTypeShape = defineShape<CustomType>({
  compact: ['gid', 'resource_type', 'name', 'status_options'],
  fields: {
    ...identity('custom_type'),
    name: (row) => `${choose(TYPES, row.index)} ${row.index + 1}`,
    status_options: (row, look) => ([0, 1, 2] as const).map((nth) => statusOption(row, nth, look)),
  },
});
