import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { ObjectSchema } from '../../src/streams/schema.ts';
import { openSandbox, type Row } from './open-sandbox.ts';
import { has, pathsOf } from './schema-paths.ts';

const opened = openSandbox({ sizes: { projects: 12, tasks: 300, users: 60, portfolios: 40, placedSubtasks: 10 } });
const { all, get, gid } = opened;
const workspace = gid('workspace', 0);

/** All rows of a stream, with every field its schema has. */
function rowsOf(stream: string, opt_fields: string): Row[] {
  const projects = all('/projects', { workspace }).map((row) => row.gid);
  switch (stream) {
    case 'workspaces':
      return all('/workspaces', { opt_fields });
    case 'teams':
      return all(`/workspaces/${workspace}/teams`, { opt_fields });
    case 'portfolios':
      return all('/portfolios', { workspace, owner: 'me', opt_fields });
    case 'users':
    case 'projects':
    case 'tags':
      return all(`/${stream}`, { workspace, opt_fields });
    case 'sections':
      return projects.flatMap((project) => all(`/projects/${project}/sections`, { opt_fields }));
    case 'stories':
      return opened.sandbox.truth().tasks.flatMap((task) => all(`/tasks/${task}/stories`, { opt_fields }));
    case 'subtasks':
      return opened.sandbox.truth().tasks.flatMap((task) => all(`/tasks/${task}/subtasks`, { opt_fields }));
    default:
      return projects.flatMap((project) => all('/tasks', { project, opt_fields }));
  }
}

/** What a tap adds by itself, and values of definitions that have none: custom fields in settings and stories. */
const NOT_SERVED = [
  /^(task|root_task|parent|project|workspace|team|portfolio)_gid$/,
  /^(users|portfolio_items)(\.|$)/,
  /custom_field\.(\w+_value|\w+_values|display_value|enabled)(\.|$)/,
  /custom_field\.input_restrictions$/,
  /^is_template$/,
];

/** Columns of older taps that the specification gives to projects alone. */
const OF_PROJECTS = [
  /^custom_field_settings\.project(\.|$)/,
  /^(completed|completed_at|completed_by|created_from_template|current_status|default_view|due_date)(\.|$)/,
  /^(followers|html_notes|icon|modified_at|notes|project_brief|team)(\.|$)/,
];

describe('every field of a stream’s schema is served in some row', () => {
  test.each([
    'workspaces',
    'users',
    'teams',
    'projects',
    'sections',
    'tags',
    'portfolios',
    'tasks',
    'subtasks',
    'stories',
  ])('%s', (stream) => {
    const schema = JSON.parse(
      readFileSync(new URL(`../../schemas/${stream}.json`, import.meta.url), 'utf8'),
    ) as ObjectSchema;
    const except = ['portfolios', 'teams'].includes(stream) ? [...NOT_SERVED, ...OF_PROJECTS] : NOT_SERVED;
    const paths = pathsOf(schema).filter((path) => !except.some((pattern) => pattern.test(path)));
    const rows = rowsOf(stream, paths.join(','));
    expect(rows.length).toBeGreaterThan(0);
    const missing = paths.filter((path) => !rows.some((row) => has(row, path.split('.'))));
    expect(missing).toEqual([]);
  });
});

test('every kind of story there is occurs', () => {
  const rows = rowsOf('stories', 'resource_subtype,type,text');
  expect(new Set(rows.map((row) => row['resource_subtype'])).size).toBe(22);
  for (const row of rows) expect(row['type']).toBe(row['resource_subtype'] === 'comment_added' ? 'comment' : 'system');
});

test('custom fields of every representation have values of their own kind, and some none', () => {
  const fields = rowsOf('tasks', 'custom_fields').flatMap((row) => row['custom_fields'] as Row[]);
  const valueName = {
    text: 'text_value',
    number: 'number_value',
    enum: 'enum_value',
    multi_enum: 'multi_enum_values',
    date: 'date_value',
    people: 'people_value',
    reference: 'reference_value',
    formula: 'number_value',
    custom_id: 'text_value',
  };
  for (const [representation, name] of Object.entries(valueName)) {
    const these = fields.filter((field) => field['representation_type'] === representation);
    expect(these.length).toBeGreaterThan(0);
    for (const field of these) {
      expect(field).toHaveProperty(name);
      expect(typeof field['display_value'] === 'string' || field['display_value'] === null).toBe(true);
    }
    expect(these.some((field) => field['display_value'] === null)).toBe(true);
    expect(these.some((field) => field['display_value'] !== null)).toBe(true);
  }
});

test('each object can be had alone, as the list shows it', () => {
  const single: [string, string, string][] = [
    ['workspaces', '/workspaces', 'name,is_organization'],
    ['users', '/users', 'name,email,photo'],
    ['teams', '/teams', 'name,visibility,organization'],
    ['projects', '/projects', 'name,owner,team'],
    ['sections', '/sections', 'name,project'],
    ['tags', '/tags', 'name,color'],
    ['portfolios', '/portfolios', 'name,owner'],
    ['tasks', '/tasks', 'name,assignee,memberships'],
    ['stories', '/stories', 'text,created_by'],
  ];
  for (const [stream, path, fields] of single) {
    for (const row of rowsOf(stream, fields).slice(0, 5)) {
      expect(get(`${path}/${row.gid}`, { opt_fields: fields }).one).toEqual(row);
    }
  }
  expect(all(`/workspaces/${workspace}/projects`)).toEqual(all('/projects', { workspace }));
  expect(all(`/workspaces/${workspace}/tags`)).toEqual(all('/tags', { workspace }));
  expect(
    get(`/teams/${gid('team', 0)}/users`)
      .list.map((row) => row.gid)
      .sort(),
  ).toEqual(
    all('/users', { team: gid('team', 0) })
      .map((row) => row.gid)
      .sort(),
  );
});

test('gids are shared by no two objects, likes and options included', () => {
  const seen = new Map<string, string>();
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const each of value) visit(each);
    if (typeof value !== 'object' || value === null) return;
    const { gid: own, resource_type: type } = value as { gid?: string; resource_type?: string };
    if (own !== undefined && type !== undefined) {
      expect(seen.get(own) ?? type).toBe(type);
      seen.set(own, type);
    }
    for (const each of Object.values(value)) visit(each);
  };
  for (const stream of ['tasks', 'projects', 'portfolios', 'stories', 'teams']) {
    for (const row of rowsOf(stream, '').slice(0, 200)) visit(get(`/${stream}/${row.gid}`).one);
  }
  expect(new Set(seen.values()).size).toBeGreaterThan(12);
});
