import { loadSchema, type PropertySchema } from '../../../src/streams/schema.ts';

/**
 * What is compared: the fields of the object itself, and whom it refers to, by gid. What other objects look like inside
 * of it (the assignee's name …) is theirs.
 */
const TASK = [
  'gid',
  'name',
  'notes',
  'completed',
  'completed_at',
  'created_at',
  'modified_at',
  'num_subtasks',
  'resource_subtype',
  'assignee.gid',
  'parent.gid',
  'projects.gid',
  'memberships.project.gid',
  'memberships.section.gid',
  'tags.gid',
  'workspace.gid',
  'custom_fields.gid',
  'custom_fields.display_value',
];

const FIELDS: Readonly<Record<string, readonly string[]>> = {
  workspaces: ['gid', 'name', 'is_organization'],
  users: ['gid', 'name', 'email', 'workspaces.gid'],
  teams: ['gid', 'name', 'organization.gid', 'users.gid'],
  tags: ['gid', 'name', 'color', 'created_at', 'workspace.gid'],
  portfolios: ['gid', 'name', 'created_at', 'workspace.gid', 'portfolio_items.gid'],
  projects: ['gid', 'name', 'notes', 'archived', 'created_at', 'modified_at', 'team.gid', 'workspace.gid'],
  sections: ['gid', 'name', 'created_at', 'project.gid'],
  tasks: TASK,
  subtasks: TASK,
  stories: ['gid', 'text', 'type', 'resource_subtype', 'created_at', 'created_by.gid', 'is_edited', 'target.gid'],
  attachments: ['gid', 'name', 'resource_subtype', 'created_at', 'size', 'parent.gid'],
  audit_log_events: ['gid', 'created_at', 'event_type', 'event_category', 'actor.gid', 'resource.gid', 'workspace_gid'],
};

/** Lists of their own that fill a property: the sandbox's object does not have them. */
export const INLINE: Readonly<Record<string, string>> = { teams: 'users', portfolios: 'portfolio_items' };

/** The dotted names of what is compared in a stream. */
export function ownFields(stream: string): readonly string[] {
  const known = FIELDS[stream] ?? derived.get(stream);
  if (known !== undefined) return known;
  const fields = Object.entries(loadSchema(stream).properties).flatMap(([name, schema]) => leaves(schema, name));
  derived.set(stream, fields);
  return fields;
}

/** Other streams are read whole in each run, so that all of a row is held against its object. */
const derived = new Map<string, readonly string[]>();

function leaves(schema: PropertySchema, path: string): string[] {
  const { properties, items } = schema;
  // What is in an object that is asked for by its bare name is not known.
  if (schema['x-ask'] === 'bare') return [];
  if (items !== undefined) return leaves(items, path);
  if (properties === undefined) return [path];
  if (properties['gid'] !== undefined) return [`${path}.gid`];
  return Object.entries(properties).flatMap(([name, below]) => leaves(below, `${path}.${name}`));
}

/** The fields that say what a row was listed under: no answer has them. */
export function columnsOf(stream: string): readonly string[] {
  const { properties } = loadSchema(stream);
  return ownFields(stream).filter((field) => field.endsWith('_gid') && properties[field]?.['x-ask'] === 'none');
}

/** Whether a property at a path is compared, or holds something that is. */
export function isOwnPath(stream: string, path: readonly string[]): boolean {
  const name = path.join('.');
  return ownFields(stream).some((field) => field === name || field.startsWith(`${name}.`));
}

/** @returns what an object, or a record made of one, has in a field, as text: null where there is nothing */
export function read(value: unknown, field: string): string {
  return JSON.stringify(at(value, field.split('.')));
}

function at(value: unknown, path: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((each) => at(each, path));
  const [name, ...rest] = path;
  if (name === undefined) return value ?? null;
  if (typeof value !== 'object' || value === null) return null;
  return at((value as Readonly<Record<string, unknown>>)[name], rest);
}
