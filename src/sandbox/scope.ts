import type { Kind } from './world/gid.ts';
import { canRead, isListed, isReadable, type Reader, workspacesOf } from './world/reader.ts';
import { assignedKey, type World } from './world/world.ts';

/** Which part of the world a read covers. */
export interface ScopeOptions {
  /** Also the tasks assigned to each user. Default true; never with `projects`. */
  readonly assigned?: boolean;
  /** Gids: only these projects' children. */
  readonly projects?: readonly string[];
  /** Gids: only these workspaces. */
  readonly workspaces?: readonly string[];
  /** Also the children of archived projects. Default true. */
  readonly archived?: boolean;
}

/** What a full read comes by: the parents of all lists, by their indices. */
export interface Scope {
  readonly workspaces: readonly number[];
  /** Every project that is listed. */
  readonly projects: readonly number[];
  /** Those whose children are wanted, whether or not they may be read. */
  readonly wanted: readonly number[];
  /** Those whose children are read. */
  readonly entered: readonly number[];
  readonly tasks: ReadonlySet<number>;
  readonly subtasks: ReadonlySet<number>;
}

/**
 * Works out what a reader comes by. `tasks` are those in the lists of readable projects and assigned ones without a parent;
 * `subtasks` everything below a task met, of all levels, and assigned ones with a parent, so that a subtask placed in a
 * project is both.
 */
export function scopeOf(world: World, reader: Reader, options: ScopeOptions = {}): Scope {
  const named = (kind: Kind, only: readonly string[] | undefined) => (index: number) =>
    only === undefined || only.includes(world.gid(kind, index));
  const workspaces = workspacesOf(world, reader).filter(named('workspace', options.workspaces));
  const projects = workspaces
    .flatMap((index) => Array.from(world.lists.workspaceProjects.ids(index)))
    .filter((index) => isListed(world.projects.get(index), reader));
  const wanted = projects
    .filter((index) => options.archived !== false || !world.projects.get(index).archived)
    .filter(named('project', options.projects));
  const entered = wanted.filter((index) => isReadable(world.projects.get(index), reader));
  const met = meetTasks(world, entered, assignedRows(world, reader, workspaces, options));
  return { workspaces, projects, wanted, entered, ...met };
}

/** The rows of all assigned lists: every user of every workspace. */
function assignedRows(world: World, reader: Reader, workspaces: readonly number[], options: ScopeOptions): number[] {
  if (options.assigned === false || options.projects !== undefined) return [];
  return workspaces.flatMap((workspace) =>
    Array.from(world.lists.workspaceUsers.ids(workspace)).flatMap((user) =>
      Array.from(world.lists.assignedTasks.ids(assignedKey(world, user, workspace))).filter((task) =>
        canRead(world, world.tasks.get(task), reader),
      ),
    ),
  );
}

function meetTasks(world: World, projects: readonly number[], assigned: readonly number[]) {
  const tasks = new Set(projects.flatMap((project) => Array.from(world.lists.projectTasks.ids(project))));
  const subtasks = new Set<number>();
  for (const row of assigned) (world.tasks.get(row).parent === null ? tasks : subtasks).add(row);
  const open = [...tasks, ...subtasks];
  for (let parent = open.pop(); parent !== undefined; parent = open.pop()) {
    for (const child of Array.from(world.lists.taskChildren.ids(parent))) {
      if (!subtasks.has(child)) open.push(child);
      subtasks.add(child);
    }
  }
  return { tasks, subtasks };
}
