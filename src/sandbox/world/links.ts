import { draw, drawShare } from './draw.ts';
import { countInTurn } from './lists.ts';
import { exactly } from './random.ts';
import type { Sizes } from './sizes.ts';

/** Who belongs to what among the tasks a world begins with, in arrays by task index: subtasks come after all tasks; -1 is none. */
export interface Links {
  readonly workspace: Int32Array;
  readonly firstHome: Int32Array;
  readonly secondHome: Int32Array;
  readonly parent: Int32Array;
  readonly assignee: Int32Array;
}

const SALT = { home: 20, second: 21, placed: 22, loose: 23, parent: 24, assigned: 25, assignee: 26 };

/** Lays out exactly the numbers of `sizes`; `usersIn` gives the users of a workspace, to assign tasks to. */
export function linkTasks(seed: number, sizes: Sizes, usersIn: (workspace: number) => ArrayLike<number>): Links {
  const total = sizes.tasks + sizes.subtasks;
  const none = () => new Int32Array(total).fill(-1);
  const links = { workspace: none(), firstHome: none(), secondHome: none(), parent: none(), assignee: none() };
  placeTasks(seed, sizes, links);
  nestSubtasks(seed, sizes, links);
  placeSubtasks(seed, sizes, links);
  for (let task = 0; task < total; task += 1) {
    const loose = (links.firstHome[task] ?? -1) < 0 && (links.parent[task] ?? -1) < 0;
    if (!loose && draw(seed, 'task', task, SALT.assigned) % 100 >= sizes.assignedPercent) continue;
    const users = usersIn(links.workspace[task] ?? 0);
    links.assignee[task] = users[draw(seed, 'task', task, SALT.assignee) % users.length] ?? -1;
  }
  return links;
}

/** How many projects a workspace has at the start: they go round the workspaces in turn. */
function projectsIn(sizes: Sizes, workspace: number): number {
  return countInTurn(sizes.projects, sizes.workspaces, workspace);
}

function placeTasks(seed: number, sizes: Sizes, links: Links): void {
  const housed = sizes.tasks - sizes.looseTasks;
  const inTwo = exactly(sizes.multiHomedTasks, housed, SALT.second);
  for (let task = 0; task < sizes.tasks; task += 1) {
    if (task >= housed) {
      links.workspace[task] = task % sizes.workspaces;
      continue;
    }
    // A few projects are big and some may be empty, as in life: lists of several pages and of none both occur.
    const skewed = drawShare(seed, 'task', task, SALT.home) ** 1.5;
    const project = Math.floor(skewed * sizes.projects);
    const workspace = project % sizes.workspaces;
    links.workspace[task] = workspace;
    links.firstHome[task] = project;
    if (!inTwo(task)) continue;
    const siblings = projectsIn(sizes, workspace);
    const place = Math.floor(project / sizes.workspaces);
    const further = 1 + (draw(seed, 'task', task, SALT.second) % (siblings - 1));
    links.secondHome[task] = ((place + further) % siblings) * sizes.workspaces + workspace;
  }
}

/**
 * Gives exactly `subtaskParents` tasks or subtasks children: about seven in ten parents are tasks, below which the others
 * hang in chains down to `subtaskDepth` ("There can be up to 5 levels of subtasks below a task", guide "Object hierarchy").
 */
function nestSubtasks(seed: number, sizes: Sizes, links: Links): void {
  const { tasks, subtasks, subtaskParents, subtaskDepth } = sizes;
  if (subtasks === 0) return;
  const wanted = subtaskDepth === 1 ? subtaskParents : Math.ceil(subtaskParents * 0.7);
  const roots = Math.max(1, Math.min(tasks, wanted));
  const parents = new Int32Array(subtaskParents);
  const level = new Uint8Array(subtasks);
  let unused = 0;
  for (let subtask = 0; subtask < subtasks; subtask += 1) {
    let parent: number;
    if (subtask < roots) {
      parent = Math.floor((subtask * tasks) / roots);
      level[subtask] = 1;
    } else if (subtask < subtaskParents) {
      const deeper = (level[subtask - 1] ?? 0) < subtaskDepth;
      const above = deeper ? subtask - 1 : unused;
      if (!deeper) unused += 1;
      parent = tasks + above;
      level[subtask] = (level[above] ?? 0) + 1;
    } else {
      parent = parents[draw(seed, 'task', subtask, SALT.parent) % subtaskParents] ?? 0;
    }
    if (subtask < subtaskParents) parents[subtask] = parent;
    links.parent[tasks + subtask] = parent;
    links.workspace[tasks + subtask] = links.workspace[parent] ?? 0;
  }
}

function placeSubtasks(seed: number, sizes: Sizes, links: Links): void {
  const placed = exactly(sizes.placedSubtasks, sizes.subtasks, SALT.placed);
  for (let subtask = 0; subtask < sizes.subtasks; subtask += 1) {
    if (!placed(subtask)) continue;
    const task = sizes.tasks + subtask;
    const workspace = links.workspace[task] ?? 0;
    const place = draw(seed, 'task', task, SALT.placed) % projectsIn(sizes, workspace);
    links.firstHome[task] = place * sizes.workspaces + workspace;
  }
}
