import type { World } from '../world/world.ts';
import type { Editor } from './change.ts';
import { find, findIf } from './find.ts';

/** Goals have no date of making or changing: nothing tells that one is new. */
export const addGoal: Editor<'add-goal'> = (world, change, now) => {
  const workspace = findIf(world, 'workspace', change.workspace) ?? 0;
  const name = change.name ?? 'Added goal';
  const index = world.goals.goals.add((added) => ({
    index: added,
    name,
    workspace,
    team: null,
    owner: 0,
    period: null,
    createdAt: now,
  }));
  world.goals.lists.workspaceGoals.add(workspace, index);
  return { gid: world.gid('goal', index) };
};

export const renameGoal: Editor<'rename-goal'> = (world, change) => {
  const row = world.goals.goals.edit(find(world, 'goal', change.goal));
  row.name = change.name;
  return { gid: world.gid('goal', row.index) };
};

/** Time may be entered for any day, also one long ago: `enteredOn`, today by default. */
export const addTimeEntry: Editor<'add-time-entry'> = (world, change, now) => {
  const task = find(world, 'task', change.task);
  const { entries, lists } = world.time;
  const index = entries.add((added) => ({
    index: added,
    task,
    user: 0,
    minutes: change.minutes ?? 30,
    enteredOn: change.enteredOn === undefined ? now : Date.parse(change.enteredOn),
    createdAt: now,
  }));
  lists.workspaceEntries.add(world.tasks.get(task).workspace, index);
  return { gid: world.gid('time_tracking_entry', index) };
};

/** Leaves no trace but the minutes: "edits to old entries are not detectable (no modified_at)". */
export const editTimeEntry: Editor<'edit-time-entry'> = (world, change) => {
  const row = world.time.entries.edit(find(world, 'time_tracking_entry', change.entry));
  row.minutes = change.minutes;
  return { gid: world.gid('time_tracking_entry', row.index) };
};

export const deleteTimeEntry: Editor<'delete-time-entry'> = (world, change) => {
  const entry = find(world, 'time_tracking_entry', change.entry);
  world.time.lists.workspaceEntries.remove(workspaceOfEntry(world, entry), entry);
  world.time.entries.remove(entry);
  return { gid: world.gid('time_tracking_entry', entry) };
};

function workspaceOfEntry(world: World, entry: number): number {
  return world.tasks.get(world.time.entries.get(entry).task).workspace;
}

/** Adds to the end of the log, which is in the order of time. */
export const addAuditEvent: Editor<'add-audit-event'> = (world, change, now) => {
  const workspace = findIf(world, 'workspace', change.workspace) ?? 0;
  const type = change.event ?? 'task_deleted';
  const index = world.audit.events.add((added) => ({ index: added, workspace, createdAt: now, type, actor: 0 }));
  world.audit.lists.workspaceEvents.add(workspace, index);
  return { gid: world.gid('audit_log_event', index) };
};
