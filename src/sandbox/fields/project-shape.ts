import { draw } from '../world/draw.ts';
import type { Project } from '../world/rows.ts';
import { choose, htmlOf, notesOf, titleOf } from '../world/words.ts';
import { customFieldSettings, customFieldValue } from './custom-field-shape.ts';
import { fieldsOf } from './custom-field-values.ts';
import { COLORS, day, instant } from './forms.ts';
import { defineShape, identity, type Look, type Node, struct, type Value } from './node.ts';

const STATUS_COLORS = ['green', 'yellow', 'red', 'blue', 'complete'];
const VIEWS = ['list', 'board', 'calendar', 'timeline'];

/** A number drawn for a project and a purpose. */
function drawn(row: Project, { world }: Look, salt: number): number {
  return draw(world.seed, 'project', row.index, salt);
}

/** Some of the workspace's users; the reader is among the members of every project that is not hidden from them. */
function people(row: Project, look: Look, salt: number): Node[] {
  const users = Array.from(look.world.lists.workspaceUsers.ids(row.workspace));
  return users
    .filter((user, place) =>
      place === 0 ? row.access !== 'hidden' : draw(look.world.seed, 'project', row.index, salt + user) % 3 === 0,
    )
    .slice(0, 20)
    .map((user) => look.ref('user', user));
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
  drawn(row, look, 32) % 3 === 0 ? null : day(row.createdAt + 90 * 86_400_000);
const hasStatus = (row: Project): boolean => row.index % 3 === 0;

/** The deprecated status object, with all its fields (schema ProjectStatusResponse). */
function currentStatus(row: Project, look: Look): Value {
  if (!hasStatus(row)) return null;
  const text = titleOf(look.world.seed, 'project_status', row.index);
  const author = look.ref('user', 0);
  return struct({
    gid: look.world.gid('project_status', row.index),
    resource_type: 'project_status',
    title: text,
    text,
    html_text: htmlOf(text),
    color: choose(STATUS_COLORS, row.index),
    author,
    created_at: instant(row.createdAt),
    created_by: author,
    modified_at: instant(row.createdAt),
  });
}

/** The newest status update in its compact form (schema StatusUpdateCompact). */
function statusUpdate(row: Project, { world }: Look): Value {
  if (!hasStatus(row)) return null;
  return struct({
    gid: world.gid('status_update', row.index),
    resource_type: 'status_update',
    title: titleOf(world.seed, 'project_status', row.index),
    resource_subtype: 'project_status_update',
  });
}

/** The template a project was made from (schema ProjectTemplateCompact). */
function template(row: Project, { world }: Look): Value {
  if (row.index % 5 !== 1) return null;
  const gid = world.gid('project_template', row.index % 3);
  return struct({ gid, resource_type: 'project_template', name: `Template ${(row.index % 3) + 1}` });
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
    current_status: currentStatus,
    current_status_update: statusUpdate,
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
    members: (row, look) => people(row, look, 40),
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
    followers: (row, look) => people(row, look, 900),
    owner,
    team: (row, look) => (row.team === null ? null : look.ref('team', row.team)),
    permalink_url: (row, { world }) =>
      `https://app.asana.com/1/${world.gid('workspace', row.workspace)}/project/${world.gid('project', row.index)}`,
    project_brief: (row, { world }) =>
      row.index % 4 === 0
        ? struct({ gid: world.gid('project_brief', row.index), resource_type: 'project_brief' })
        : null,
    created_from_template: template,
    workspace: (row, look) => look.ref('workspace', row.workspace),
  },
});
