import { type Look, type Node, struct } from './node.ts';
import { subtypeOf } from './task-facts.ts';

/** How many tasks a project has (schema TaskCountResponse): no gid, and "all fields are excluded by default". */
export function taskCounts(project: number, { world }: Look): Node {
  const tasks = Array.from(world.lists.projectTasks.ids(project), (task) => world.tasks.get(task));
  const milestones = tasks.filter((task) => subtypeOf(task) === 'milestone');
  const done = (rows: typeof tasks) => rows.filter((task) => task.completed).length;
  const counts = struct({
    num_tasks: tasks.length,
    num_incomplete_tasks: tasks.length - done(tasks),
    num_completed_tasks: done(tasks),
    num_milestones: milestones.length,
    num_incomplete_milestones: milestones.length - done(milestones),
    num_completed_milestones: done(milestones),
  });
  return { ...counts, shape: { compact: [], full: [] } };
}
