import type { Partition } from './tasks/partition.ts';

/** How many of how many. */
export interface Share {
  readonly done: number;
  readonly total: number;
}

/** How far a run is, for people: nothing depends on it. */
export interface HowFar {
  readonly projects: Share;
  /** Lists of assigned tasks, which come after the projects. */
  readonly assigned: Share;
  /** Tasks whose children are read, of those in the lists that were read so far. */
  readonly tasks: Share;
  /** Whether there are projects whose tasks are not in `tasks.total` yet. */
  readonly isMoreToCome: boolean;
  /** From 0 to 1: the projects that are done, and of those that are open the share of their tasks that is. */
  readonly part: number;
}

/** A list of tasks, by its key in the state. */
type Place = Pick<Partition, 'key' | 'kind'>;

interface Open {
  readonly kind: Place['kind'];
  readonly total: number;
  done: number;
}

/** Counts along as projects and lists of assigned tasks are read. */
export class Headway {
  readonly #open = new Map<string, Open>();
  #projects = { done: 0, total: 0 };
  #assigned = { done: 0, total: 0 };
  #tasks = { done: 0, total: 0 };

  /** So many there are to read. */
  expect(projects: number, assigned: number): void {
    this.#projects.total = projects;
    this.#assigned.total = assigned;
  }

  /** A list of so many tasks is read; what lies below them comes next. */
  listed({ key, kind }: Place, tasks: number): void {
    this.#open.set(key, { kind, total: tasks, done: 0 });
    this.#tasks.total += tasks;
  }

  /** All that lies below one task of a list is read. */
  passed({ key }: Place): void {
    const open = this.#open.get(key);
    if (open === undefined) return;
    open.done += 1;
    this.#tasks.done += 1;
  }

  /** A project or a list of assigned tasks is behind us, with success or without. */
  done({ key, kind }: Place): void {
    const share = kind === 'project' ? this.#projects : this.#assigned;
    share.done += 1;
    const open = this.#open.get(key);
    this.#open.delete(key);
    // What was given up is not waited for.
    if (open !== undefined) this.#tasks.total -= open.total - open.done;
  }

  look(): HowFar {
    const { projects, assigned } = { projects: { ...this.#projects }, assigned: { ...this.#assigned } };
    const open = [...this.#open.values()].filter(({ kind }) => kind === 'project');
    const part = open.reduce((sum, { done, total }) => sum + done / total, projects.done);
    return {
      projects,
      assigned,
      tasks: { ...this.#tasks },
      isMoreToCome: projects.done + open.length < projects.total,
      part: projects.total === 0 ? 1 : part / projects.total,
    };
  }
}
