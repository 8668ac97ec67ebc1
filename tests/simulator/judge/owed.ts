import type { Task } from '../../../src/sandbox/world/rows.ts';
import { DAY_MS } from '../../../src/sync/flat/days.ts';
import type { History } from '../edit/history.ts';
import type { Coverage } from './coverage.ts';
import type { Floors } from './floors.ts';
import type { Shown } from './shown.ts';

const NEVER = Number.NEGATIVE_INFINITY;

/** What a task's child may come out by. */
interface Lists {
  /** Those that the task is in. */
  readonly lists?: readonly string[];
  /** Those that tasks above it are in. */
  readonly above?: readonly string[];
  /** When it changed without a date of its own, epoch ms. */
  readonly edited?: number | undefined;
}

/** Says what is owed where a `start_date` is set, or was in an earlier run. */
export class Owed {
  readonly #coverage: Coverage;
  readonly #history: History;
  readonly #floors: Floors;

  constructor(coverage: Coverage, history: History, floors: Floors) {
    this.#coverage = coverage;
    this.#history = history;
    this.#floors = floors;
  }

  /**
   * Whether a stream owes a row: by when it was last in a changed list, or where it only comes out below another task, by
   * its own date. An assigned subtask that could not be read when it changed is in no changed list.
   */
  has(stream: string, index: number, shown: Shown): boolean {
    const { world } = this.#coverage;
    switch (stream) {
      case 'projects':
        return this.listed(stream, [world.gid('project', index)], world.projects.get(index).modifiedAt);
      case 'tasks':
      case 'subtasks': {
        const task = world.tasks.get(index);
        // By a project that it is in itself it comes out in `tasks`; by an assigned list, with a parent, in `subtasks`.
        const own = task.parent === null ? this.listsOf(task) : this.#coverage.projectsOf(task);
        if (stream === 'tasks') return this.listed(stream, own, task.touchedAt);
        const assigned = this.listsOf(task).filter((partition) => partition.includes('/'));
        const isAssigned = this.#coverage.assignedOf(task) !== undefined && !shown.mayHaveBeenHidden(task);
        if (isAssigned && this.listed(stream, assigned, task.touchedAt)) return true;
        return this.below(stream, task, task.modifiedAt, { lists: assigned });
      }
      case 'stories': {
        const { task, createdAt } = world.stories.get(index);
        const edited = this.#history.storyEdited.get(index);
        return this.below(stream, world.tasks.get(task), createdAt, { edited });
      }
      case 'attachments': {
        const { parent, createdAt } = world.work.attachments.get(index);
        if (parent.kind === 'task') return this.below(stream, world.tasks.get(parent.index), createdAt);
        // A project's own are listed whole in each run, from its start_date on: the project's bookmark is that of its tasks'
        // attachments, and says nothing of a list that was refused beside them.
        return this.listed(stream, [], createdAt);
      }
      case 'audit_log_events': {
        const { workspace, createdAt } = world.audit.events.get(index);
        return this.listed(stream, [world.gid('workspace', workspace)], createdAt);
      }
      case 'time_tracking_entries': {
        const { task, enteredOn } = world.time.entries.get(index);
        const workspace = world.gid('workspace', world.tasks.get(task).workspace);
        // Of its day, the last moment; a later start_date leaves days out, whenever they were entered.
        const date = (Math.floor(enteredOn / DAY_MS) + 1) * DAY_MS - 1;
        return this.#floors.owes(stream, [workspace], date, () => Number.POSITIVE_INFINITY);
      }
      default:
        return true;
    }
  }

  /** Whether what is a task's child, or lies below it, is owed. */
  below(
    stream: string,
    task: Task,
    date: number,
    { lists = this.listsOf(task), above = this.#listsAbove(task), edited = NEVER }: Lists = {},
  ): boolean {
    const chain = this.#coverage.chain(task);
    const enteredAt = (partition: string) => Math.max(edited, this.#enteredAt(chain, partition));
    return this.#floors.owes(stream, lists, date, enteredAt) || this.#floors.owes(stream, above, date, enteredAt, true);
  }

  /**
   * Whether an assigned list may not have a task though it is assigned: such lists leave out what they could not show when it
   * changed, what archived projects have, and what was met elsewhere.
   */
  #isDoubtful(task: Task): boolean {
    const { projectShared, projectLost, projectArchived, parentSet } = this.#history;
    const { projects } = this.#coverage.world;
    // One that came out of a hidden project has brought what lies below it along.
    if (this.#coverage.above(task).some(({ touchedAt }) => touchedAt > task.touchedAt)) return true;
    return this.#coverage
      .chain(task)
      .some(
        ({ index, homes }) =>
          parentSet.has(index) ||
          homes.some(
            ({ project }) =>
              [projectShared, projectLost, projectArchived].some((moments) => moments.has(project)) ||
              projects.get(project).archived,
          ),
      );
  }

  /** The lists that have a task for certain: of the assigned one there may be doubt. */
  listsOf(task: Task): string[] {
    const assigned = this.#coverage.assignedOf(task);
    const projects = this.#coverage.projectsOf(task);
    return assigned === undefined || this.#isDoubtful(task) ? projects : [...projects, assigned];
  }

  #listsAbove(task: Task): string[] {
    return this.#coverage.above(task).flatMap((each) => this.listsOf(each));
  }

  /** Whether what is in some lists by its own date, whatever it came with, is owed by one of them. */
  listed(stream: string, partitions: readonly string[], date: number): boolean {
    return this.#floors.owes(stream, partitions, date, () => NEVER);
  }

  /** When a task with those above it came to where it is; into an assigned list also by becoming readable. */
  #enteredAt(chain: readonly Task[], partition: string): number {
    const { parentSet, projectShared, taskPlaced } = this.#history;
    const moments = chain.flatMap(({ index, homes }) => [
      parentSet.get(index),
      taskPlaced.get(index),
      ...(partition.includes('/') ? homes.map(({ project }) => projectShared.get(project)) : []),
    ]);
    return Math.max(...moments.map((moment) => moment ?? NEVER));
  }
}
