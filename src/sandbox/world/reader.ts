import type { Kind } from './gid.ts';
import { parentOf } from './parents.ts';
import type { Project, Task } from './rows.ts';
import { storeOf, type World } from './world.ts';

/** Whose eyes a request is answered for. */
export interface Reader {
  /** Index of the user the token belongs to. */
  readonly user: number;
  /** "Service accounts have complete access to all data in their organization" (Asana help center). */
  readonly serviceAccount: boolean;
}

/**
 * Adds a service account to a world. It is made by an administrator for programs and takes no seat, so that it is in no
 * workspace's list of users, owns nothing, and nothing is assigned to it.
 */
export function serviceAccountOf(world: World): Reader {
  const user = world.users.add((index) => ({ index, name: 'Service account', email: 'service-account@example.com' }));
  return { user, serviceAccount: true };
}

/** Whether a project is in lists: private projects of others "are simply absent". */
export function isListed(project: Project, reader: Reader): boolean {
  return project.access !== 'hidden' || reader.serviceAccount;
}

/** Whether what is in a project may be read. */
export function isReadable(project: Project, reader: Reader): boolean {
  return project.access === 'open' || (project.access === 'hidden' && reader.serviceAccount);
}

/**
 * Whether a task may be read: it is in a readable project, is the reader's own, hangs below a task that may be read, or is
 * loose (the sandbox's reader follows every loose task, since nobody else could list them).
 */
export function canRead(world: World, task: Task, reader: Reader): boolean {
  if (task.assignee === reader.user) return true;
  if (task.homes.some((home) => isReadable(world.projects.get(home.project), reader))) return true;
  if (task.parent !== null) return canRead(world, world.tasks.get(task.parent), reader);
  return task.homes.length === 0;
}

/** The workspaces of a reader: those they belong to, without those that have blocked the app. */
export function workspacesOf(world: World, reader: Reader): number[] {
  const found: number[] = [];
  for (let index = 0; index < world.workspaces.end(); index += 1) {
    const here = reader.serviceAccount || world.lists.workspaceUsers.has(index, reader.user);
    if (here && !world.workspaces.get(index).blocked) found.push(index);
  }
  return found;
}

/** The portfolios of a workspace a reader may list: "owned by" them, or all for a service account (specification, GET /portfolios). */
export function portfoliosOf(world: World, workspace: number, reader: Reader): number[] {
  return Array.from(world.lists.workspacePortfolios.ids(workspace)).filter(
    (portfolio) => reader.serviceAccount || world.portfolios.get(portfolio).owner === reader.user,
  );
}

/** Whether an object is there at all: it, and what it hangs from. */
export function exists(world: World, kind: Kind, index: number): boolean {
  if (storeOf(world, kind)?.has(index) !== true) return false;
  const parent = parentOf(world, kind, index);
  return parent === null || exists(world, parent.kind, parent.index);
}

/**
 * Whether an object is there and may be read: as what it hangs from may be. A project is in lists of others as soon as it is
 * listed; what hangs from it takes more.
 */
export function isVisible(world: World, kind: Kind, index: number, reader: Reader): boolean {
  if (!exists(world, kind, index)) return false;
  const parent = parentOf(world, kind, index);
  if (parent?.kind === 'project') return isReadable(world.projects.get(parent.index), reader);
  if (parent !== null) return isVisible(world, parent.kind, parent.index, reader);
  if (kind === 'project') return isListed(world.projects.get(index), reader);
  return kind !== 'task' || canRead(world, world.tasks.get(index), reader);
}
