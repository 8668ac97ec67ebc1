import type { Kind } from './world/gid.ts';
import { canRead, isListed, isReadable, portfoliosOf, type Reader, workspacesOf } from './world/reader.ts';
import { assignedKey, type World } from './world/world.ts';

/** Which part of the world a read covers. */
export interface TruthOptions {
  /** Also the tasks assigned to each user. Default true; never with `projects`. */
  readonly assigned?: boolean;
  /** Gids: only these projects' children. */
  readonly projects?: readonly string[];
  /** Gids: only these workspaces. */
  readonly workspaces?: readonly string[];
  /** Also the children of archived projects. Default true. */
  readonly archived?: boolean;
}

/** The gids each stream should end with, in no order to rely on. */
export type Truth = Readonly<Record<(typeof TRUTH_STREAMS)[number], readonly string[]>>;

export const TRUTH_STREAMS = [
  'workspaces',
  'users',
  'teams',
  'projects',
  'sections',
  'tags',
  'portfolios',
  'tasks',
  'subtasks',
  'stories',
] as const;

/**
 * What a full read ends with now. `tasks` are those in the lists of readable projects and assigned ones without a parent;
 * `subtasks` everything below a task met, of all levels, and assigned ones with a parent, so that a subtask placed in a
 * project is both; `stories` are those of either. Plans are not taken into account.
 */
export function truth(world: World, reader: Reader, options: TruthOptions = {}): Truth {
  const { lists } = world;
  const named = (kind: Kind, only: readonly string[] | undefined) => (index: number) =>
    only === undefined || only.includes(world.gid(kind, index));
  const workspaces = workspacesOf(world, reader).filter(named('workspace', options.workspaces));
  const below = (list: (workspace: number) => ArrayLike<number>) =>
    new Set(workspaces.flatMap((index) => Array.from(list(index))));
  const projects = [...below((index) => lists.workspaceProjects.ids(index))].filter((index) =>
    isListed(world.projects.get(index), reader),
  );
  const entered = projects
    .filter((index) => isReadable(world.projects.get(index), reader))
    .filter((index) => options.archived !== false || !world.projects.get(index).archived)
    .filter(named('project', options.projects));
  const met = meetTasks(world, entered, assignedRows(world, reader, workspaces, options));
  const stories = [...new Set([...met.tasks, ...met.subtasks])].flatMap((task) =>
    Array.from(lists.taskStories.ids(task)),
  );
  const gids = (kind: Kind, indices: Iterable<number>) => Array.from(indices, (index) => world.gid(kind, index));
  return {
    workspaces: gids('workspace', workspaces),
    users: gids(
      'user',
      below((index) => lists.workspaceUsers.ids(index)),
    ),
    teams: gids(
      'team',
      below((index) => (world.workspaces.get(index).organization ? lists.workspaceTeams.ids(index) : [])),
    ),
    projects: gids('project', projects),
    sections: gids('section', new Set(entered.flatMap((index) => Array.from(lists.projectSections.ids(index))))),
    tags: gids(
      'tag',
      below((index) => lists.workspaceTags.ids(index)),
    ),
    portfolios: gids(
      'portfolio',
      below((index) => portfoliosOf(world, index, reader)),
    ),
    tasks: gids('task', met.tasks),
    subtasks: gids('task', met.subtasks),
    stories: gids('story', stories),
  };
}

/** The rows of all assigned lists: every user of every workspace. */
function assignedRows(world: World, reader: Reader, workspaces: readonly number[], options: TruthOptions): number[] {
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
