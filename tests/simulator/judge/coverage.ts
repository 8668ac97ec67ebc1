import type { ScopeOptions } from '../../../src/sandbox/scope.ts';
import { canRead, isListed, isReadable, type Reader, workspacesOf } from '../../../src/sandbox/world/reader.ts';
import type { Task } from '../../../src/sandbox/world/rows.ts';
import type { World } from '../../../src/sandbox/world/world.ts';

/** What a run is told to read, by gids; none of a kind means all. */
export interface Scope {
  readonly workspaces: readonly string[];
  readonly projects: readonly string[];
  readonly isAssigned: boolean;
  readonly isArchived: boolean;
}

/** @returns the same as the sandbox is told it */
export function readOf({ workspaces, projects, isAssigned, isArchived }: Scope): ScopeOptions {
  return {
    assigned: isAssigned && projects.length === 0,
    archived: isArchived,
    ...(projects.length > 0 && { projects }),
    ...(workspaces.length > 0 && { workspaces }),
  };
}

/** Which lists a run of some scope reads of the world as it is now, and which of them a task is in. */
export class Coverage {
  readonly world: World;
  readonly #reader: Reader;
  /** By their indices. */
  readonly #projects: ReadonlySet<number>;
  readonly #workspaces: ReadonlySet<number>;
  readonly #isAssigned: boolean;
  readonly #isArchived: boolean;

  constructor(world: World, reader: Reader, scope: Scope) {
    this.world = world;
    this.#reader = reader;
    const isNamed = (gids: readonly string[], gid: string) => gids.length === 0 || gids.includes(gid);
    const workspaces = workspacesOf(world, reader).filter((index) =>
      isNamed(scope.workspaces, world.gid('workspace', index)),
    );
    const projects = workspaces
      .flatMap((workspace) => Array.from(world.lists.workspaceProjects.ids(workspace)))
      .filter((index) => isNamed(scope.projects, world.gid('project', index)))
      .filter((index) => {
        const project = world.projects.get(index);
        return isListed(project, reader) && isReadable(project, reader) && (scope.isArchived || !project.archived);
      });
    this.#workspaces = new Set(workspaces);
    this.#projects = new Set(projects);
    this.#isAssigned = scope.isAssigned && scope.projects.length === 0;
    this.#isArchived = scope.isArchived;
  }

  /** The keys of the project partitions that a task is in. */
  projectsOf(task: Task): string[] {
    return task.homes
      .filter(({ project }) => this.#projects.has(project))
      .map(({ project }) => this.world.gid('project', project));
  }

  /** The key of the partition that a task is in by being assigned. */
  assignedOf(task: Task): string | undefined {
    const { assignee, workspace } = task;
    if (!this.#isAssigned || assignee === null || !this.#workspaces.has(workspace)) return undefined;
    if (!this.world.lists.workspaceUsers.has(workspace, assignee)) return undefined;
    if (!canRead(this.world, task, this.#reader)) return undefined;
    return `${this.world.gid('workspace', workspace)}/${this.world.gid('user', assignee)}`;
  }

  /** Whether assigned lists pass over a task, since it is in an archived project. */
  isPassedOver({ homes }: Task): boolean {
    return !this.#isArchived && homes.some(({ project }) => this.world.projects.get(project).archived);
  }

  /** Both. */
  partitionsOf(task: Task): string[] {
    const assigned = this.assignedOf(task);
    return assigned === undefined ? this.projectsOf(task) : [...this.projectsOf(task), assigned];
  }

  /** A task and those above it, the nearest first. */
  chain(task: Task): Task[] {
    return [task, ...this.above(task)];
  }

  /** The tasks above one, the nearest first. */
  above(task: Task): Task[] {
    const chain: Task[] = [];
    for (let { parent } = task; parent !== null; ) {
      const next = this.world.tasks.get(parent);
      chain.push(next);
      parent = next.parent;
    }
    return chain;
  }
}
