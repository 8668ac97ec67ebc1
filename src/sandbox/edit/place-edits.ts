import type { World } from '../world/world.ts';
import type { Editor } from './change.ts';
import { find, findIf } from './find.ts';
import { aboutTask, assertDepth, house, touch } from './task-edits.ts';

// None of these moves `modified_at` ("moving to a new container (project, portfolio, etc)" does not), all count for `modified_since`.

export const addToProject: Editor<'add-to-project'> = (world, change, now) => {
  const task = find(world, 'task', change.task);
  const project = find(world, 'project', change.project);
  house(world, touch(world, task, now), project, change.section, change.at ?? 'bottom');
  return aboutTask(world, task);
};

export const removeFromProject: Editor<'remove-from-project'> = (world, change, now) => {
  const task = find(world, 'task', change.task);
  leave(world, task, find(world, 'project', change.project), now);
  return aboutTask(world, task);
};

export const moveTask: Editor<'move-task'> = (world, change, now) => {
  const task = find(world, 'task', change.task);
  const from = find(world, 'project', change.from);
  const to = find(world, 'project', change.to);
  house(world, touch(world, task, now), to, undefined, change.at ?? 'bottom');
  if (from !== to) leave(world, task, from, now);
  return aboutTask(world, task);
};

/** Takes a task out of a project. */
export function leave(world: World, task: number, project: number, now: number): void {
  const row = touch(world, task, now);
  row.homes = row.homes.filter((home) => home.project !== project);
  world.lists.projectTasks.remove(project, task);
}

export const setParent: Editor<'set-parent'> = (world, change, now) => {
  const task = find(world, 'task', change.task);
  const parent = findIf(world, 'task', change.parent);
  if (parent !== null) {
    assertOutside(world, task, parent);
    if (world.tasks.get(parent).workspace !== world.tasks.get(task).workspace)
      throw new RangeError('that task is in another workspace');
    assertDepth(world, parent, heightOf(world, task) + 1);
  }
  const row = touch(world, task, now);
  if (row.parent !== null) world.lists.taskChildren.remove(row.parent, task);
  row.parent = parent;
  if (parent !== null) {
    world.lists.taskChildren.add(parent, task);
    if (change.keepProjects !== true) for (const { project } of row.homes) leave(world, task, project, now);
  }
  return aboutTask(world, task);
};

function heightOf(world: World, task: number): number {
  return Math.max(0, ...Array.from(world.lists.taskChildren.ids(task), (child) => 1 + heightOf(world, child)));
}

function assertOutside(world: World, task: number, parent: number): void {
  for (let above: number | null = parent; above !== null; above = world.tasks.get(above).parent) {
    if (above === task) throw new RangeError('a task cannot be below itself');
  }
}

export const tagTask: Editor<'tag-task'> = (world, change, now) => {
  const task = find(world, 'task', change.task);
  const tag = find(world, 'tag', change.tag);
  const row = touch(world, task, now);
  row.tags = [...row.tags.filter((each) => each !== tag), tag];
  world.lists.tagTasks.add(tag, task);
  return aboutTask(world, task);
};

export const untagTask: Editor<'untag-task'> = (world, change, now) => {
  const task = find(world, 'task', change.task);
  const tag = find(world, 'tag', change.tag);
  const row = touch(world, task, now);
  row.tags = row.tags.filter((each) => each !== tag);
  world.lists.tagTasks.remove(tag, task);
  return aboutTask(world, task);
};
