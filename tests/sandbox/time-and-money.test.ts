import { describe, expect, test } from 'vitest';
import { gidIn, openSandbox, type Row } from './open-sandbox.ts';

const { all, get, gid, sandbox } = openSandbox({
  plan: 'enterprise',
  sizes: { timeEntries: 120, rates: 12, timesheets: 20 },
});
const workspace = gid('workspace', 0);
const projects = [0, 1, 2, 3, 4].map((index) => gid('project', index));
const ALL = { workspace, entered_on_start_date: '2000-01-01' };

describe('time tracking entries', () => {
  test('of a workspace take a day from or to which they were entered', () => {
    expect(get('/time_tracking_entries').status).toBe(400);
    expect(get('/time_tracking_entries', { workspace }).message).toBe('entered_on_start_date: Missing input');
    const rows = all('/time_tracking_entries', ALL);
    expect(rows).toHaveLength(120);
    const days = rows.map((row) => String(row['entered_on'])).sort();
    const [from, to] = [days[30] ?? '', days[60] ?? ''];
    const between = all('/time_tracking_entries', { workspace, entered_on_start_date: from, entered_on_end_date: to });
    expect(between).toHaveLength(days.filter((day) => day >= from && day <= to).length);
  });

  test('come by task, user, project and portfolio too', () => {
    const rows = all('/time_tracking_entries', { ...ALL, opt_fields: 'task,created_by,attributable_to' });
    const count = (field: string, of: string | undefined) =>
      rows.filter((row) => (row[field] as Row | null)?.gid === of).length;
    const first = rows[0] as Row & { task: Row; created_by: Row; attributable_to: Row };
    expect(all('/time_tracking_entries', { task: first.task.gid })).toHaveLength(count('task', first.task.gid));
    expect(all(`/tasks/${first.task.gid}/time_tracking_entries`)).toHaveLength(count('task', first.task.gid));
    expect(all('/time_tracking_entries', { user: first.created_by.gid })).toHaveLength(
      count('created_by', first.created_by.gid),
    );
    const attributed = all('/time_tracking_entries', { attributable_to: first.attributable_to.gid });
    expect(attributed).toHaveLength(count('attributable_to', first.attributable_to.gid));
    const items = all(`/portfolios/${gid('portfolio', 0)}/items`).map((row) => row.gid);
    const inItems = rows.filter((row) => items.includes((row['attributable_to'] as Row).gid));
    expect(all('/time_tracking_entries', { portfolio: gid('portfolio', 0) })).toHaveLength(inItems.length);
  });

  test('show no task unless it is named', () => {
    const [row] = all('/time_tracking_entries', ALL);
    expect(Object.keys(row ?? {})).toEqual([
      'gid',
      'resource_type',
      'duration_minutes',
      'entered_on',
      'attributable_to',
      'created_by',
      'categories',
    ]);
  });

  test('are entered late, changed without a trace, and deleted', () => {
    const own = openSandbox();
    const { gid: added } = own.sandbox.edit({
      type: 'add-time-entry',
      task: 'task:0',
      minutes: 45,
      enteredOn: '2026-01-05',
    });
    const day = { workspace, entered_on_start_date: '2026-01-05', entered_on_end_date: '2026-01-05' };
    const find = () => own.all('/time_tracking_entries', day).find((row) => row.gid === added);
    expect(find()).toMatchObject({ duration_minutes: 45, entered_on: '2026-01-05' });
    own.sandbox.edit({ type: 'edit-time-entry', entry: added, minutes: 60 });
    expect(find()).toMatchObject({ duration_minutes: 60 });
    own.sandbox.edit({ type: 'delete-time-entry', entry: added });
    expect(find()).toBeUndefined();
  });

  test('are gone with their task', () => {
    const own = openSandbox();
    const [row] = own.all('/time_tracking_entries', { ...ALL, opt_fields: 'task' });
    own.sandbox.edit({ type: 'delete-task', task: gidIn(row, 'task') });
    expect(own.get(`/time_tracking_entries/${row?.gid}`).status).toBe(404);
    expect(own.all('/time_tracking_entries', ALL).map((each) => each.gid)).not.toContain(row?.gid);
  });
});

test('categories are those in use, unless the archived ones are asked for', () => {
  expect(all('/time_tracking_categories', { workspace })).toHaveLength(4);
  expect(all('/time_tracking_categories', { workspace, is_archived: 'false' })).toHaveLength(4);
  expect(all('/time_tracking_categories', { workspace, is_archived: 'true' })).toHaveLength(1);
  expect(get('/time_tracking_categories').message).toBe('workspace: Missing input');
});

test('timesheets are weeks, by user, day and state', () => {
  const rows = all('/timesheet_approval_statuses', { workspace });
  expect(rows).toHaveLength(20);
  for (const row of rows) {
    const [start, end] = [new Date(String(row['start_date'])), new Date(String(row['end_date']))];
    expect([start.getUTCDay(), end.getUTCDay()]).toEqual([1, 0]);
  }
  const approved = all('/timesheet_approval_statuses', { workspace, approval_statuses: 'approved,draft' });
  expect(approved).toHaveLength(
    rows.filter((row) => ['APPROVED', 'DRAFT'].includes(String(row['approval_status']))).length,
  );
  const user = gidIn(rows[0], 'user');
  expect(all('/timesheet_approval_statuses', { workspace, user })).toHaveLength(
    rows.filter((row) => (row['user'] as Row).gid === user).length,
  );
  const from = String(rows[0]?.['start_date']);
  expect(all('/timesheet_approval_statuses', { workspace, from_date: from, to_date: from }).length).toBeGreaterThan(0);
});

test('allocations come by workspace, project or assignee, one of which is needed', () => {
  const rows = all('/allocations', { workspace });
  expect(rows).toHaveLength(6);
  expect(projects.flatMap((parent) => all('/allocations', { parent }))).toHaveLength(6);
  const assignee = gidIn(rows[0], 'assignee');
  expect(all('/allocations', { assignee })).toHaveLength(
    rows.filter((row) => (row['assignee'] as Row).gid === assignee).length,
  );
  expect(get('/allocations').status).toBe(400);
});

test('a project has one budget at most, and rates of users and placeholders', () => {
  const budgets = projects.map((parent) => get('/budgets', { parent }).list);
  expect(budgets.flat()).toHaveLength(2);
  expect(budgets.every((rows) => rows.length <= 1)).toBe(true);
  expect(get('/budgets', { parent: projects[0] ?? '' }).nextPage).toBeUndefined();
  const rates = projects.flatMap((parent) => all('/rates', { parent }));
  expect(new Set(rates.map((row) => (row['resource'] as Row)['resource_type']))).toEqual(
    new Set(['user', 'placeholder']),
  );
  const paid = openSandbox({ sizes: { rates: 12 } });
  const without = projects.flatMap((parent) => paid.all('/rates', { parent }));
  expect(without.map((row) => (row['resource'] as Row)['resource_type'])).not.toContain('placeholder');
  expect(sandbox.truth().rates).toHaveLength(12);
  expect(get('/rates').message).toBe('parent: Missing input');
});
