import { furtherLists } from './further-lists.ts';
import { FURTHER_STREAMS, type FurtherName } from './further-streams.ts';
import type { Opening } from './http/opened.ts';
import type { Plan } from './http/route.ts';
import { lazyRecord } from './lazy-record.ts';
import { type Scope, scopeOf } from './scope.ts';
import { canRead, isListed, isReadable, type Reader, workspacesOf } from './world/reader.ts';
import { assignedKey, type World } from './world/world.ts';

/** How many rows each list of a world has for a reader: what the least number of requests is worked out from. */
export interface ListSizes {
  /** By project gid; readable projects alone. */
  readonly projectTasks: Readonly<Record<string, number>>;
  /** By `workspace/user` gids. */
  readonly assignedTasks: Readonly<Record<string, number>>;
  /** By gid, for tasks and subtasks that have any. */
  readonly subtasks: Readonly<Record<string, number>>;
  /** Stories by gid of task or subtask. */
  readonly stories: Readonly<Record<string, number>>;
  /**
   * Of the other streams, by the gid of the parent, or `workspace/user`: the rows of each list asked for under it, an object
   * asked for alone being a list of one. Custom field settings come inside their parents and take no requests.
   */
  readonly further: Readonly<Record<FurtherName, Readonly<Record<string, readonly number[]>>>>;
}

/** Counts every list now, but those of `further`, which are counted when they are first asked for. */
export function listSizes(world: World, reader: Reader, plan: Plan = 'paid'): ListSizes {
  const { lists } = world;
  const projectTasks: Record<string, number> = {};
  const assignedTasks: Record<string, number> = {};
  const subtasks: Record<string, number> = {};
  const stories: Record<string, number> = {};
  for (const workspace of workspacesOf(world, reader)) {
    for (const project of Array.from(lists.workspaceProjects.ids(workspace))) {
      const row = world.projects.get(project);
      if (isListed(row, reader) && isReadable(row, reader)) {
        projectTasks[world.gid('project', project)] = lists.projectTasks.ids(project).length;
      }
    }
    for (const user of Array.from(lists.workspaceUsers.ids(workspace))) {
      const rows = Array.from(lists.assignedTasks.ids(assignedKey(world, user, workspace)));
      assignedTasks[`${world.gid('workspace', workspace)}/${world.gid('user', user)}`] = rows.filter((task) =>
        canRead(world, world.tasks.get(task), reader),
      ).length;
    }
  }
  for (let task = 0; task < world.tasks.end(); task += 1) {
    if (!world.tasks.has(task)) continue;
    const gid = world.gid('task', task);
    const children = lists.taskChildren.ids(task).length;
    if (children > 0) subtasks[gid] = children;
    stories[gid] = lists.taskStories.ids(task).length;
  }
  return { projectTasks, assignedTasks, subtasks, stories, further: furtherSizes({ world, reader, plan }) };
}

function furtherSizes(opening: Opening): ListSizes['further'] {
  let scope: Scope | undefined;
  return lazyRecord(FURTHER_STREAMS, (stream) => {
    scope ??= scopeOf(opening.world, opening.reader);
    const sizes: Record<string, number[]> = {};
    for (const { parent, rows } of furtherLists(stream, opening, scope))
      sizes[parent] = [...(sizes[parent] ?? []), rows.length];
    return sizes;
  });
}
