import type { Home, Task } from '../world/rows.ts';
import { assignedKey, type World } from '../world/world.ts';
import type { Editor, EditResult, Ref } from './change.ts';
import { find, findIf } from './find.ts';

/** A task to be changed in a way that moves `modified_at` (specification, Task.modified_at lists these ways). */
export function modify(world: World, task: number, now: number): Task {
  const row = touch(world, task, now);
  row.modifiedAt = now;
  return row;
}

/** A task to be changed in a way that counts for `modified_since` alone: "associations between it and other objects" (GET /tasks). */
export function touch(world: World, task: number, now: number): Task {
  const row = world.tasks.edit(task);
  row.touchedAt = now;
  return row;
}

/** The answer about a task. */
export function aboutTask(world: World, task: number): EditResult {
  return { gid: world.gid('task', task) };
}

export const addTask: Editor<'add-task'> = (world, change, now) => {
  const parent = findIf(world, 'task', change.parent);
  const projects = (change.projects ?? []).map((ref) => find(world, 'project', ref));
  const workspace = workspaceFor(world, parent, projects, change.workspace);
  if (parent !== null) assertDepth(world, parent, 1);
  const index = world.tasks.add((added) => ({
    index: added,
    name: change.name ?? `Added task ${added}`,
    notes: null,
    workspace,
    completed: false,
    completedAt: null,
    assignee: null,
    parent,
    homes: [],
    tags: [],
    createdAt: now,
    modifiedAt: now,
    touchedAt: now,
    customValues: new Map(),
  }));
  // The parent stays as it is: "not considered modified just because another object it is associated with (e.g. a subtask) is modified".
  if (parent !== null) world.lists.taskChildren.add(parent, index);
  for (const project of projects) house(world, world.tasks.edit(index), project, undefined, 'bottom');
  assign(world, world.tasks.edit(index), findIf(world, 'user', change.assignee));
  return aboutTask(world, index);
};

function workspaceFor(
  world: World,
  parent: number | null,
  projects: readonly number[],
  given: Ref | undefined,
): number {
  if (parent !== null) return world.tasks.get(parent).workspace;
  const [project] = projects;
  if (project !== undefined) return world.projects.get(project).workspace;
  return findIf(world, 'workspace', given) ?? 0;
}

export const renameTask: Editor<'rename-task'> = (world, change, now) => {
  const task = find(world, 'task', change.task);
  modify(world, task, now).name = change.name;
  return aboutTask(world, task);
};

export const describeTask: Editor<'describe-task'> = (world, change, now) => {
  const task = find(world, 'task', change.task);
  modify(world, task, now).notes = change.notes;
  return aboutTask(world, task);
};

export const completeTask: Editor<'complete-task'> = (world, change, now) => {
  const row = modify(world, find(world, 'task', change.task), now);
  row.completed = change.completed ?? true;
  row.completedAt = row.completed ? now : null;
  return aboutTask(world, row.index);
};

export const assignTask: Editor<'assign-task'> = (world, change, now) => {
  const task = find(world, 'task', change.task);
  const user = findIf(world, 'user', change.assignee);
  assign(world, modify(world, task, now), user);
  return aboutTask(world, task);
};

export const setCustomField: Editor<'set-custom-field'> = (world, change, now) => {
  const row = modify(world, find(world, 'task', change.task), now);
  row.customValues = new Map(row.customValues).set(find(world, 'custom_field', change.field), change.value);
  return aboutTask(world, row.index);
};

/** Deletes a task with everything below it. */
export const deleteTask: Editor<'delete-task'> = (world, change) => {
  const task = find(world, 'task', change.task);
  removeTask(world, task);
  return aboutTask(world, task);
};

/** Takes a task and its subtasks out of every list, and forgets them. */
export function removeTask(world: World, task: number): void {
  for (const child of Array.from(world.lists.taskChildren.ids(task))) removeTask(world, child);
  for (const story of Array.from(world.lists.taskStories.ids(task))) world.stories.remove(story);
  const row = world.tasks.edit(task);
  assign(world, row, null);
  for (const { project } of row.homes) world.lists.projectTasks.remove(project, task);
  for (const tag of row.tags) world.lists.tagTasks.remove(tag, task);
  if (row.parent !== null) world.lists.taskChildren.remove(row.parent, task);
  world.tasks.remove(task);
}

/** Gives a task to a user or to nobody. Throws a RangeError for somebody who is not in its workspace. */
export function assign(world: World, row: Task, user: number | null): void {
  const { workspaceUsers, assignedTasks } = world.lists;
  if (user !== null && !workspaceUsers.has(row.workspace, user))
    throw new RangeError(`user ${user} is not in that workspace`);
  if (row.assignee !== null) assignedTasks.remove(assignedKey(world, row.assignee, row.workspace), row.index);
  row.assignee = user;
  if (user !== null) assignedTasks.add(assignedKey(world, user, row.workspace), row.index);
}

/** Puts a task in a project, in its first section unless another is named. Throws a RangeError across workspaces. */
export function house(world: World, row: Task, project: number, section: Ref | undefined, at: 'top' | 'bottom'): void {
  if (world.projects.get(project).workspace !== row.workspace)
    throw new RangeError('that project is in another workspace');
  const place = findIf(world, 'section', section) ?? world.lists.projectSections.ids(project)[0] ?? -1;
  const home: Home = { project, section: place };
  row.homes = [...row.homes.filter((each) => each.project !== project), home];
  world.lists.projectTasks.remove(project, row.index);
  world.lists.projectTasks.add(project, row.index, at);
}

/** Throws a RangeError if `height` levels below a parent would be more than 5 ("up to 5 levels of subtasks below a task"). */
export function assertDepth(world: World, parent: number, height: number): void {
  let depth = height;
  for (let above = world.tasks.get(parent).parent; above !== null; above = world.tasks.get(above).parent) depth += 1;
  if (depth > 5) throw new RangeError('a task has at most 5 levels of subtasks');
}
