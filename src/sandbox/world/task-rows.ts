import { draw, drawShare } from './draw.ts';
import type { Links } from './links.ts';
import { countInTurn } from './lists.ts';
import type { Past } from './past.ts';
import type { Home, Story, Task } from './rows.ts';
import type { Sizes } from './sizes.ts';
import { titleOf } from './words.ts';

interface Times {
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly touchedAt: number;
}

/** The times of a task of the beginning, without making its row: what filters on long lists need. */
export function taskTimes(seed: number, past: Past, links: Links, index: number): Times {
  const parent = links.parent[index] ?? -1;
  const earliest = parent < 0 ? past.start : taskTimes(seed, past, links, parent).createdAt;
  const createdAt = between(earliest, past.end, 0.9 * drawShare(seed, 'task', index, 5));
  const modifiedAt = between(createdAt, past.end, drawShare(seed, 'task', index, 6));
  // Being added to a second project counts for modified_since, but does not move modified_at (specification, GET /tasks and Task.modified_at).
  const added = (links.secondHome[index] ?? -1) < 0 ? 0 : drawShare(seed, 'task', index, 7);
  return { createdAt, modifiedAt, touchedAt: between(modifiedAt, past.end, added) };
}

/** The index-th task of the beginning. */
export function makeTask(seed: number, sizes: Sizes, past: Past, links: Links, index: number): Task {
  const times = taskTimes(seed, past, links, index);
  const completed = draw(seed, 'task', index, 8) % 100 < 40;
  const assignee = links.assignee[index] ?? -1;
  const parent = links.parent[index] ?? -1;
  return {
    index,
    name: titleOf(seed, 'task', index),
    notes: null,
    workspace: links.workspace[index] ?? 0,
    completed,
    completedAt: completed ? times.modifiedAt : null,
    assignee: assignee < 0 ? null : assignee,
    parent: parent < 0 ? null : parent,
    homes: homesOf(seed, sizes, links, index),
    tags: tagsOf(seed, sizes, links.workspace[index] ?? 0, index),
    ...times,
    customValues: new Map(),
  };
}

function homesOf(seed: number, sizes: Sizes, links: Links, index: number): Home[] {
  return [links.firstHome[index] ?? -1, links.secondHome[index] ?? -1]
    .filter((project) => project >= 0)
    .map((project) => ({ project, section: sectionAt(seed, sizes, project, index) }));
}

/** The section a task of the beginning is in; -1 in a world without sections. */
function sectionAt(seed: number, sizes: Sizes, project: number, index: number): number {
  const count = sizes.sectionsPerProject;
  return count === 0 ? -1 : project * count + (draw(seed, 'task', index, 9) % count);
}

/** The tags of a task of the beginning: one task in five has one of its workspace's. */
export function tagsOf(seed: number, sizes: Sizes, workspace: number, index: number): number[] {
  const count = countInTurn(sizes.tags, sizes.workspaces, workspace);
  const by = draw(seed, 'task', index, 10);
  if (count === 0 || by % 5 !== 0) return [];
  return [((by >>> 8) % count) * sizes.workspaces + workspace];
}

/** The index-th story of the beginning: `storiesPerTask` follow each other under every task, none after the task's `modified_at`. */
export function makeStory(
  seed: number,
  sizes: Sizes,
  past: Past,
  links: Links,
  usersIn: (workspace: number) => ArrayLike<number>,
  index: number,
): Story {
  const task = Math.floor(index / sizes.storiesPerTask);
  const nth = index % sizes.storiesPerTask;
  const { createdAt, modifiedAt } = taskTimes(seed, past, links, task);
  const users = usersIn(links.workspace[task] ?? 0);
  return {
    index,
    task,
    text: null,
    createdAt: between(createdAt, modifiedAt, nth / sizes.storiesPerTask),
    createdBy: users[draw(seed, 'story', index, 5) % users.length] ?? 0,
    edited: draw(seed, 'story', index, 6) % 9 === 0,
  };
}

function between(from: number, to: number, share: number): number {
  return Math.floor(from + (to - from) * share);
}
