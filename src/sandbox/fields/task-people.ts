import { draw } from '../world/draw.ts';
import type { Task } from '../world/rows.ts';
import type { World } from '../world/world.ts';
import type { Look } from './node.ts';
import { taskDraw } from './task-facts.ts';

/** The users that like a task: mostly none, at most four. */
export function likersOf(row: Task, look: Look): number[] {
  const by = taskDraw(row, look, 24);
  const users = look.world.lists.workspaceUsers.ids(row.workspace);
  const count = by % 3 === 0 ? Math.min(users.length, 1 + (by % 4)) : 0;
  return Array.from({ length: count }, (_, nth) => users[(by + nth) % users.length] ?? 0);
}

/** The users that follow a task: its assignee first, and up to two others. */
export function followersOf(row: Task, look: Look): number[] {
  const by = taskDraw(row, look, 25);
  const users = look.world.lists.workspaceUsers.ids(row.workspace);
  const others = Array.from(
    { length: Math.min(users.length, by % 3) },
    (_, nth) => users[(by + nth) % users.length] ?? 0,
  );
  return [...new Set(row.assignee === null ? others : [row.assignee, ...others])];
}

/** Whether a task or subtask waits for the one before it: one in ten of the beginning does. */
function waits(world: World, task: number): boolean {
  const { tasks, subtasks } = world.sizes;
  return (
    task > 0 &&
    task < tasks + subtasks &&
    draw(world.seed, 'task', task, 26) % 10 === 0 &&
    world.tasks.has(task) &&
    world.tasks.has(task - 1)
  );
}

/** The tasks a task depends on. */
export function dependenciesOf(row: Task, world: World): number[] {
  return waits(world, row.index) ? [row.index - 1] : [];
}

/** The tasks that depend on a task: the other end of `dependenciesOf`. */
export function dependentsOf(row: Task, world: World): number[] {
  return waits(world, row.index + 1) ? [row.index + 1] : [];
}
