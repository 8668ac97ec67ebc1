import { expect, test } from 'vitest';
import { parseOptFields, type Selection } from '../../src/sandbox/fields/opt-fields.ts';
import { openSandbox, type Row } from './open-sandbox.ts';

function plain(selection: Selection | null): unknown {
  return selection === null ? null : Object.fromEntries([...selection].map(([name, below]) => [name, plain(below)]));
}

test.each([
  ['name,assignee.name', { name: {}, assignee: { name: {} } }],
  ['this.name', { name: {} }],
  [
    '(assignee|completed_by).(name|email)',
    { assignee: { name: {}, email: {} }, completed_by: { name: {}, email: {} } },
  ],
  ['this.(name|notes), completed', { name: {}, notes: {}, completed: {} }],
  ['a.(b|c.(d|e))', { a: { b: {}, c: { d: {}, e: {} } } }],
  ['(open', { open: {} }],
  ['', null],
])('opt_fields %s', (text, expected) => {
  expect(plain(parseOptFields(text))).toEqual(expected);
});

const { get, gid, sandbox } = openSandbox();
const project = gid('project', 0);
const assigned = Array.from({ length: 100 }, (_, index) => sandbox.world.tasks.get(index)).find(
  (task) => task.assignee !== null && task.homes[0]?.project === 0,
);
const task = gid('task', assigned?.index ?? 0);

test('a list without opt_fields shows the compact form', () => {
  const [row] = get('/tasks', { project }).list;
  expect(Object.keys(row ?? {}).sort()).toEqual(['gid', 'name', 'resource_subtype', 'resource_type']);
  const [user] = get('/users', { workspace: gid('workspace', 0) }).list;
  expect(Object.keys(user ?? {}).sort()).toEqual(['gid', 'name', 'resource_type']);
});

test('with opt_fields only the named fields and the gid come back: resource_type disappears', () => {
  const row = get(`/tasks/${task}`, { opt_fields: 'name' }).one;
  expect(Object.keys(row)).toEqual(['gid', 'name']);
  expect(get(`/tasks/${task}`, { opt_fields: 'resource_type' }).one).toEqual({ gid: task, resource_type: 'task' });
});

test('a nested object named bare yields its compact form, a path into it gid and that field', () => {
  const bare = get(`/tasks/${task}`, { opt_fields: 'assignee' }).one['assignee'] as Row;
  expect(Object.keys(bare).sort()).toEqual(['gid', 'name', 'resource_type']);
  const path = get(`/tasks/${task}`, { opt_fields: 'assignee.email' }).one['assignee'] as Row;
  expect(Object.keys(path)).toEqual(['gid', 'email']);
});

test('a task’s creator is shown without a name, unless it is named', () => {
  const bare = get(`/tasks/${task}`, { opt_fields: 'created_by' }).one['created_by'] as Row;
  expect(Object.keys(bare)).toEqual(['gid', 'resource_type']);
  expect(get(`/tasks/${task}`, { opt_fields: 'created_by.name' }).one['created_by']).toHaveProperty('name');
});

test('memberships have no gid of their own', () => {
  const rows = get(`/tasks/${task}`, { opt_fields: 'memberships.project.name' }).one['memberships'] as object[];
  expect(rows[0]).toEqual({ project: { gid: project, name: sandbox.world.projects.get(0).name } });
});

test('a single object without opt_fields is the full record, without the fields that must be named', () => {
  const row = get(`/tasks/${task}`).one;
  expect(row).toHaveProperty('notes');
  expect(row).toHaveProperty('memberships');
  for (const name of [
    'num_subtasks',
    'dependencies',
    'dependents',
    'html_notes',
    'is_rendered_as_separator',
    'assigned_by',
    'created_by',
  ]) {
    expect(row).not.toHaveProperty(name);
    expect(get(`/tasks/${task}`, { opt_fields: name }).one).toHaveProperty(name);
  }
  expect(get(`/projects/${project}`).one).not.toHaveProperty('project_brief');
  expect(get(`/portfolios/${gid('portfolio', 0)}`).one).not.toHaveProperty('archived');
});

test('unknown fields are passed over, also those that every JavaScript object has', () => {
  expect(get(`/tasks/${task}`, { opt_fields: 'nothing,constructor,toString.length,name.length' }).one).toEqual({
    gid: task,
    name: sandbox.world.tasks.get(assigned?.index ?? 0).name,
  });
});

test('conditional fields are absent where they do not apply', () => {
  const rows = openSandbox().all('/tasks', { project, opt_fields: 'resource_subtype,approval_status' });
  for (const row of rows) expect('approval_status' in row).toBe(row['resource_subtype'] === 'approval');
});

test('opt_pretty indents', () => {
  expect(get(`/tasks/${task}`, { opt_fields: 'name', opt_pretty: 'true' }).body).toContain('\n  "data"');
  expect(get(`/tasks/${task}`, { opt_fields: 'name' }).body).not.toContain('\n');
});

test('num_subtasks counts the children', () => {
  const parent = sandbox.world.tasks.get(100).parent ?? 0;
  const children = get(`/tasks/${gid('task', parent)}/subtasks`).list;
  expect(get(`/tasks/${gid('task', parent)}`, { opt_fields: 'num_subtasks' }).one['num_subtasks']).toBe(
    children.length,
  );
  expect(children.length).toBeGreaterThan(0);
});

test('dependencies and dependents are two ends of the same thing', () => {
  const rows = openSandbox().all('/tasks', { project, opt_fields: 'dependencies,dependents' });
  const waiting = rows.filter((row) => (row['dependencies'] as Row[]).length > 0);
  expect(waiting.length).toBeGreaterThan(0);
  for (const row of waiting) {
    const [before] = row['dependencies'] as Row[];
    const ends = get(`/tasks/${before?.gid}`, { opt_fields: 'dependents' }).one['dependents'];
    expect(ends).toEqual([{ gid: row.gid, resource_type: 'task' }]);
  }
});
