import type { Task } from '../../../src/sandbox/world/rows.ts';
import type { History } from '../edit/history.ts';
import type { Coverage } from './coverage.ts';

const NEVER = Number.NEGATIVE_INFINITY;

/** When a partition was first read whole for a stream: epoch ms, or undefined if it never was. */
export type FirstRead = (stream: string, partition: string) => number | undefined;

/**
 * Until when Asana's lists show what happened to a task, given the bookmarks that the model promises: a run that began
 * later brings nothing new of it, a run that began before has it. Worked out from the world alone, not from what was read.
 */
export class Shown {
  readonly #coverage: Coverage;
  readonly #history: History;
  readonly #firstRead: FirstRead;

  constructor(coverage: Coverage, history: History, firstRead: FirstRead) {
    this.#coverage = coverage;
    this.#history = history;
    this.#firstRead = firstRead;
  }

  /** For the row in `subtasks`. */
  row(task: Task): number {
    const own = this.#coverage.assignedOf(task) === undefined ? NEVER : task.touchedAt;
    return Math.max(own, this.#isSwept(task) ? task.modifiedAt : NEVER, this.#whole(task, 'subtasks'));
  }

  /** For all stories of a task or subtask. */
  stories(task: Task): number {
    const isListed = this.#coverage.partitionsOf(task).length > 0;
    const own = isListed ? task.touchedAt : this.#isSwept(task) ? task.modifiedAt : NEVER;
    return Math.max(own, this.#whole(task, 'stories'));
  }

  /**
   * When a task came below the nearest task above it that is in a list: NEVER if it always was there, or is in a list itself
   * that brings what the stream has of it.
   */
  joined(task: Task, stream: 'subtasks' | 'stories'): number {
    if (this.#listsOf(task, true, stream).length > 0) return NEVER;
    let joined = this.#history.parentSet.get(task.index) ?? NEVER;
    for (const above of this.#coverage.above(task)) {
      if (this.#coverage.partitionsOf(above).length > 0) break;
      joined = Math.max(joined, this.#history.parentSet.get(above.index) ?? NEVER);
    }
    return joined;
  }

  /** A subtask in a project comes out in `tasks` there, not in `subtasks`. */
  #listsOf(task: Task, isItself: boolean, stream: string): readonly string[] {
    if (!isItself || stream !== 'subtasks') return this.#coverage.partitionsOf(task);
    const assigned = this.#coverage.assignedOf(task);
    return assigned === undefined ? [] : [assigned];
  }

  #isSwept(task: Task): boolean {
    return this.#coverage.above(task).some((above) => this.#coverage.partitionsOf(above).length > 0);
  }

  /** When its whole tree was shown: a task above it changed, or a list that it is in was read for the first time. */
  #whole(task: Task, stream: string): number {
    let joined = NEVER;
    let shown = NEVER;
    for (const each of [task, ...this.#coverage.above(task)]) {
      const partitions = this.#listsOf(each, each === task, stream);
      if (partitions.length > 0 && each !== task && each.touchedAt >= joined) shown = Math.max(shown, each.touchedAt);
      for (const partition of partitions) {
        const first = this.#firstRead(stream, partition) ?? NEVER;
        // What came into the list later was not there then; it has been touched since.
        if (each.touchedAt <= first && joined <= first) shown = Math.max(shown, first);
      }
      joined = Math.max(joined, this.#history.parentSet.get(each.index) ?? NEVER);
    }
    return shown;
  }
}
