import { day } from '../fields/forms.ts';
import { approvalOf } from '../fields/time-shapes.ts';
import { unchanged } from '../world/lists.ts';
import { isVisible, workspacesOf } from '../world/reader.ts';
import type { TimeEntry } from '../world/time-rows.ts';
import { type Call, flag, fromPath, fromQuery, required, requiredAmong, since, userNamed } from './call.ts';
import { type Listing, only } from './listing.ts';
import { objectRoute } from './object-route.ts';
import { badRequest } from './refusal.ts';
import type { Route } from './route.ts';

/** Time spent. 402 is among the answers of GET /time_tracking_entries alone: categories and timesheets take no plan here. */
export const TIME_ROUTES: readonly Route[] = [
  { path: '/time_tracking_entries', plan: 'paid', list: entries },
  objectRoute('time_tracking_entries', 'time_tracking_entry'),
  {
    path: '/tasks/{task}/time_tracking_entries',
    list: (call) => {
      const task = fromPath(call, 'task');
      return only(everywhere(call), (id) => call.world.time.entries.get(id).task === task);
    },
  },
  { path: '/time_tracking_categories', list: categories },
  objectRoute('time_tracking_categories', 'time_tracking_category'),
  { path: '/timesheet_approval_statuses', list: timesheets },
  objectRoute('timesheet_approval_statuses', 'timesheet_approval_status'),
];

/**
 * Filtered by any of task, project, portfolio, user and workspace; "at least one of `entered_on_start_date` or
 * `entered_on_end_date` must be provided when filtering by workspace". Both days are included.
 */
function entries(call: Call): Listing {
  const tests = filters(call);
  const workspace = fromQuery(call, 'workspace');
  if (workspace === null && tests.length === 0) throw badRequest('workspace: Missing input');
  const from = dayOf(call, 'entered_on_start_date');
  const to = dayOf(call, 'entered_on_end_date');
  if (workspace !== null && from === null && to === null) {
    throw badRequest('entered_on_start_date: Missing input');
  }
  const all = call.world.time.entries;
  const listing = workspace === null ? everywhere(call) : inWorkspace(call, workspace);
  return only(listing, (id) => {
    const row = all.get(id);
    const on = day(row.enteredOn);
    return (from === null || on >= from) && (to === null || on <= to) && tests.every((test) => test(row));
  });
}

/** A day given as a parameter, checked and as it was given. */
function dayOf(call: Call, name: string): string | null {
  const at = since(call, name, null);
  return at === null ? null : day(at);
}

function filters(call: Call): ((row: TimeEntry) => boolean)[] {
  const { lists, tasks } = call.world;
  const tests: ((row: TimeEntry) => boolean)[] = [];
  const task = fromQuery(call, 'task');
  if (task !== null) tests.push((row) => row.task === task);
  const user = call.query.get('user');
  if (user !== undefined) {
    const found = userNamed(call, user, 400);
    tests.push((row) => row.user === found);
  }
  const first = (row: TimeEntry) => tasks.get(row.task).homes[0]?.project ?? -1;
  if (call.query.has('attributable_to')) {
    const project = requiredAmong(call, ['project'], 'attributable_to').index;
    tests.push((row) => first(row) === project);
  }
  const portfolio = fromQuery(call, 'portfolio');
  if (portfolio !== null) tests.push((row) => lists.portfolioItems.has(portfolio, first(row)));
  return tests;
}

/** Entries of tasks that are gone, or not the reader's to see, are left out. */
function inWorkspace(call: Call, workspace: number): Listing {
  return visible(call, call.world.time.lists.workspaceEntries.get(workspace));
}

function everywhere(call: Call): Listing {
  const { lists } = call.world.time;
  const ids = workspacesOf(call.world, call.reader).flatMap((workspace) =>
    Array.from(lists.workspaceEntries.ids(workspace)),
  );
  return visible(call, unchanged(ids));
}

function visible({ world, reader, look }: Call, members: Listing['members']): Listing {
  return {
    members,
    keep: (id) => isVisible(world, 'time_tracking_entry', id, reader),
    show: (id) => look.ref('time_tracking_entry', id),
  };
}

/** "If not provided, defaults to returning non-archived categories" (specification, `is_archived`). */
function categories(call: Call): Listing {
  const { lists, categories: all } = call.world.time;
  const archived = flag(call, 'is_archived') ?? false;
  return {
    members: lists.workspaceCategories.get(required(call, 'workspace')),
    keep: (id) => all.get(id).archived === archived,
    show: (id) => call.look.ref('time_tracking_category', id),
  };
}

function timesheets(call: Call): Listing {
  const { lists, timesheets: all } = call.world.time;
  const workspace = required(call, 'workspace');
  const name = call.query.get('user');
  const user = name === undefined ? null : userNamed(call, name, 400);
  const from = since(call, 'from_date', null) ?? Number.NEGATIVE_INFINITY;
  const to = since(call, 'to_date', null) ?? Number.POSITIVE_INFINITY;
  const states = call.query.get('approval_statuses')?.toUpperCase().split(',');
  return {
    members: lists.workspaceTimesheets.get(workspace),
    keep(id) {
      const row = all.get(id);
      const inTime = row.start >= from && row.start <= to;
      return inTime && (user === null || row.user === user) && (states?.includes(approvalOf(row)) ?? true);
    },
    show: (id) => call.look.ref('timesheet_approval_status', id),
  };
}
