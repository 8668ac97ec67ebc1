import { draw } from '../world/draw.ts';
import { DAY } from '../world/past.ts';
import type { Project } from '../world/rows.ts';
import { choose, htmlOf, notesOf } from '../world/words.ts';
import { briefOf } from '../world/work-rows.ts';
import { customFieldSettings, customFieldValue } from './custom-field-shape.ts';
import { fieldsOf } from './custom-field-values.ts';
import { COLORS, day, instant } from './forms.ts';
import { projectMembers, projectPeople } from './members.ts';
import { defineShape, identity, type Look, type Node, showing, type Value } from './node.ts';
import { newest } from './status-shapes.ts';

const VIEWS = ['list', 'board', 'calendar', 'timeline'];

/** A number drawn for a project and a purpose. */
function drawn(row: Project, { world }: Look, salt: number): number {
  return draw(world.seed, 'project', row.index, salt);
}

function owner(row: Project, look: Look): Node | null {
  const users = look.world.lists.workspaceUsers.ids(row.workspace);
  const user = users[drawn(row, look, 30) % Math.max(1, users.length)];
  return user === undefined ? null : look.ref('user', user);
}

const completed = (row: Project): boolean => row.archived || row.index % 7 === 3;
const html = (row: Project, look: Look): string => htmlOf(notes(row, look));
const notes = (row: Project, { world }: Look): string => row.notes ?? notesOf(world.seed, 'project', row.index);
const due = (row: Project, look: Look): Value =>
  drawn(row, look, 32) % 3 === 0 ? null : day(row.createdAt + 90 * DAY);

/** The newest status in its deprecated form, which is shown with all its fields (schema ProjectStatusResponse). */
function currentStatus(row: Project, look: Look): Value {
  const status = newest('project_status', look.world.work.lists.projectStatuses.ids(row.index), look);
  return status === null ? null : showing(status, status.shape.full);
}

/** The template a project was made from (schema ProjectTemplateCompact): one of its workspace. */
function template(row: Project, look: Look): Value {
  const templates = look.world.work.lists.workspaceTemplates.ids(row.workspace);
  if (row.index % 5 !== 1 || templates.length === 0) return null;
  return look.ref('project_template', templates[row.index % templates.length] ?? 0);
}

/** The brief of a project that has one: every fourth. Those added by edits have none. */
function brief(row: Project, look: Look): Value {
  const index = briefOf(row.index);
  return index === null || !look.world.work.briefs.has(index) ? null : look.ref('project_brief', index);
}

/** Schema ProjectResponse. */
export const projectShape = defineShape<Project>({
  compact: ['gid', 'resource_type', 'name'],
  optIn: ['html_notes', 'project_brief', 'created_from_template'],
  fields: {
    ...identity('project'),
    name: (row) => row.name,
    archived: (row) => row.archived,
    color: (row) => (row.index % 4 === 2 ? null : choose(COLORS, row.index)),
    icon: (row) => choose(['list', 'board', 'rocket', 'bug'], row.index),
    created_at: (row) => instant(row.createdAt),
    // The one status that is shown with all its fields (schema ProjectStatusResponse).
    current_status: currentStatus,
    current_status_update: (row, look) =>
      newest('status_update', look.world.work.lists.projectUpdates.ids(row.index), look),
    custom_field_settings: (row, look) =>
      customFieldSettings(
        fieldsOf(look.world, row.workspace, row.index),
        { kind: 'project', index: row.index, node: look.ref('project', row.index) },
        look,
      ),
    default_view: (row) => VIEWS[row.index % 4],
    due_date: due,
    due_on: due,
    html_notes: html,
    members: (row, look) => projectMembers(row, look.world).map((user) => look.ref('user', user)),
    modified_at: (row) => instant(row.modifiedAt),
    notes,
    public: (row) => !row.private,
    privacy_setting: (row) => (row.private ? 'private' : 'public_to_workspace'),
    start_on: (row, look) => (drawn(row, look, 33) % 2 === 0 ? null : day(row.createdAt)),
    default_access_level: () => 'editor',
    minimum_access_level_for_customization: () => 'editor',
    minimum_access_level_for_sharing: () => 'editor',
    custom_fields: (row, look) =>
      fieldsOf(look.world, row.workspace, row.index)
        .slice(0, 3)
        .map((field) => customFieldValue(field, { kind: 'project', index: row.index, text: null }, look)),
    completed,
    completed_at: (row) => (completed(row) ? instant(row.modifiedAt) : null),
    completed_by: (row, look) => (completed(row) ? owner(row, look) : null),
    followers: (row, look) => projectPeople(row, look.world, 900).map((user) => look.ref('user', user)),
    owner,
    team: (row, look) => (row.team === null ? null : look.ref('team', row.team)),
    permalink_url: (row, { world }) =>
      `https://app.asana.com/1/${world.gid('workspace', row.workspace)}/project/${world.gid('project', row.index)}`,
    project_brief: brief,
    created_from_template: template,
    workspace: (row, look) => look.ref('workspace', row.workspace),
  },
});
