import type { Task } from '../../../src/sandbox/world/rows.ts';
import { DAY_MS } from '../../../src/sync/flat/days.ts';
import type { History } from '../edit/history.ts';
import type { Bookmarks } from '../play/bookmarks.ts';
import type { Coverage } from './coverage.ts';
import type { Floors } from './floors.ts';

/** Days before its bookmark that such a list is read from. */
const AGAIN_DAYS = 30;

const NEVER = Number.NEGATIVE_INFINITY;

/**
 * Until when Asana's lists show what happened to a task, given the bookmarks that the model promises: a run that began
 * later brings nothing new of it, a run that began before has it. Worked out from the world alone, not from what was read.
 */
export class Shown {
  readonly #coverage: Coverage;
  readonly #history: History;
  readonly #bookmarks: Bookmarks;
  readonly #floors: Floors;

  constructor(coverage: Coverage, history: History, bookmarks: Bookmarks, floors: Floors) {
    this.#coverage = coverage;
    this.#history = history;
    this.#bookmarks = bookmarks;
    this.#floors = floors;
  }

  /** Whether it, or a task above it, was refused once, and nobody knows that any more. */
  isForgotten(task: Task): boolean {
    const { world } = this.#coverage;
    return this.#coverage.chain(task).some(({ index }) => this.#bookmarks.isForgotten(world.gid('task', index)));
  }

  /**
   * Whether only assigned lists could have shown what is a task's or below it and of a date, and left it to projects whose lists
   * had begun later.
   */
  isLeftToProject(task: Task, stream: string, date: number): boolean {
    const { world } = this.#coverage;
    const chain = this.#coverage.chain(task);
    const isCut = ({ touchedAt }: Task, project: string) => this.#floors.leavesOut(stream, project, date, touchedAt);
    const isLeft = chain.some((each) => each.homes.some(({ project }) => isCut(each, world.gid('project', project))));
    const isShown = chain.some((each) => this.#coverage.projectsOf(each).some((project) => !isCut(each, project)));
    if (!isLeft || isShown) return false;
    return chain.some((each) => {
      const assigned = this.#coverage.assignedOf(each);
      const { parent, touchedAt } = each;
      return assigned !== undefined && this.#floors.leavesElsewhere(stream, assigned, touchedAt, parent !== null);
    });
  }

  /** For the row in `subtasks`. */
  row(task: Task): number {
    return Math.max(
      this.#assigned(task, 'subtasks'),
      this.#isSwept(task) ? task.modifiedAt : NEVER,
      this.#whole(task, 'subtasks'),
    );
  }

  /**
   * For what a stream has below a task or subtask.
   * @param date its own, epoch ms: a list that began later never showed it
   */
  below(task: Task, stream: string, date: number): number {
    return Math.max(
      this.#shows(this.#coverage.projectsOf(task), stream, date, task.touchedAt)
        ? task.touchedAt
        : this.#assigned(task, stream, date),
      this.#isSweptFor(task, stream, date) ? task.modifiedAt : NEVER,
      this.#whole(task, stream, date),
    );
  }

  /** Whether a run that began after a moment has read the day of another, in a list that is read by days. */
  isReadSince(stream: string, partition: string, since: number, day: number): boolean {
    const values = this.#bookmarks.all(stream, partition);
    return values.some(({ startedAt }, nth) => {
      const before = nth === 0 ? undefined : values[nth - 1]?.at;
      const isLater = startedAt >= since;
      return isLater && (before === undefined || Math.floor(day / DAY_MS) >= Math.floor(before / DAY_MS) - AGAIN_DAYS);
    });
  }

  /**
   * By the changed list of whom it is assigned to. The first reading of that list passes over what other lists have; and what
   * could not be read when it changed is not in it later, since becoming readable is no change.
   */
  #assigned(task: Task, stream: string, date = task.touchedAt): number {
    const partition = this.#coverage.assignedOf(task);
    if (partition === undefined || this.wasHidden(task)) return NEVER;
    const { touchedAt } = task;
    if (this.#floors.isBefore(stream, partition, touchedAt)) return NEVER;
    if (this.#floors.cuts(stream, partition, date, touchedAt)) return NEVER;
    const isElsewhere = this.#isInProject(task) || this.#isSwept(task) || this.#wasInProject(task, stream, partition);
    return !isElsewhere || !this.#floors.beginsWhole(stream, partition) || this.#isLater(task, stream, partition)
      ? task.touchedAt
      : NEVER;
  }

  /** Whether the first reading of an assigned list was over before a task changed. */
  #isLater(task: Task, stream: string, partition: string): boolean {
    const first = this.#bookmarks.begun(stream, partition);
    return first !== undefined && task.touchedAt >= first;
  }

  /** Whether a project that it hangs on has been opened since it changed. */
  wasHidden(task: Task): boolean {
    return this.#hangsOn(task, this.#history.projectShared, task.touchedAt);
  }

  /** The same, or it came out of one with a task above it. */
  mayHaveBeenHidden(task: Task): boolean {
    return this.wasHidden(task) || this.#coverage.above(task).some(({ touchedAt }) => touchedAt > task.touchedAt);
  }

  /** Whether a project's partition has it: it is in a project, or below a task that is. */
  #isInProject(task: Task): boolean {
    return this.#coverage.chain(task).some((each) => this.#coverage.projectsOf(each).length > 0);
  }

  /** Whether a project had it when an assigned list was read first, and is out of reach now. */
  #wasInProject(task: Task, stream: string, partition: string): boolean {
    const first = this.#bookmarks.begun(stream, partition) ?? NEVER;
    return this.#hangsOn(task, this.#history.projectLost, first);
  }

  /** Whether a project that a task, or one above it, is in had its moment after another. */
  #hangsOn(task: Task, moments: ReadonlyMap<number, number>, after: number): boolean {
    const homes = this.#coverage.chain(task).flatMap((each) => each.homes);
    return homes.some(({ project }) => (moments.get(project) ?? NEVER) > after);
  }

  /** Whether a project has a task that shows what is of a date: one whose list began later never did. */
  #isListed(task: Task, stream: string, date: number): boolean {
    return this.#coverage.projectsOf(task).some((project) => !this.#floors.isBefore(stream, project, date));
  }

  /**
   * When a task came below the nearest task above it that is in a project: NEVER if it always was there, or is itself.
   * @param date that of what is below it, epoch ms
   */
  joined(task: Task, stream: string, date = task.touchedAt): number {
    let joined = NEVER;
    for (const each of this.#coverage.chain(task)) {
      const isListed = this.#isListed(each, stream, date);
      if (isListed && (each !== task || stream !== 'subtasks')) break;
      joined = Math.max(joined, this.#history.parentSet.get(each.index) ?? NEVER);
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

  /** Whether a change of the task itself shows what is below it and of a date, in a list that a task above it is in. */
  #isSweptFor(task: Task, stream: string, date: number): boolean {
    const lists = this.#coverage.above(task).flatMap((above) => this.#coverage.partitionsOf(above));
    return this.#shows(lists, stream, date, task.modifiedAt);
  }

  /** Whether lists in which a task changed at a moment show what is below it and of a date. */
  #shows(partitions: readonly string[], stream: string, date: number, at: number): boolean {
    return partitions.some((partition) => !this.#floors.cuts(stream, partition, date, at));
  }

  /** When its whole tree was shown: a task above it changed, or a list that it is in was read for the first time. */
  #whole(task: Task, stream: string, date = task.modifiedAt): number {
    const isInProject = this.#isInProject(task);
    let joined = NEVER;
    let shown = NEVER;
    for (const each of this.#coverage.chain(task)) {
      const partitions = this.#listsOf(each, each === task, stream);
      if (partitions.length > 0 && each !== task && each.touchedAt >= joined && this.#showsTree(each, stream, date)) {
        shown = Math.max(shown, each.touchedAt);
      }
      for (const partition of partitions) {
        // What other lists have is passed over by the first reading of an assigned list.
        const isElsewhere = isInProject || this.#isSwept(each);
        const isAssigned = partition.includes('/');
        if (isAssigned && (isElsewhere || this.#wasInProject(task, stream, partition))) continue;
        const isWhole = this.#floors.beginsWhole(stream, partition);
        const first = (isWhole ? this.#bookmarks.first(stream, partition) : undefined) ?? NEVER;
        // What came into the list later was not there then; it has been touched since.
        if (each.touchedAt <= first && joined <= first) shown = Math.max(shown, first);
      }
      joined = Math.max(joined, this.#history.parentSet.get(each.index) ?? NEVER);
    }
    return shown;
  }

  /**
   * Whether all that lies below a task is shown when the task changes. Where it is only assigned, it has to be readable by
   * then, and if it lies below another task, the first reading of its list passes it over.
   */
  #showsTree(task: Task, stream: string, date: number): boolean {
    const { touchedAt } = task;
    const partitions = this.#coverage.partitionsOf(task);
    if (!this.#shows(partitions, stream, date, touchedAt)) return false;
    const assigned = this.#coverage.assignedOf(task);
    if (assigned === undefined || this.#coverage.projectsOf(task).length > 0) return true;
    if (this.#coverage.isPassedOver(task)) return false;
    return !this.wasHidden(task) && (!this.#isSwept(task) || this.#isLater(task, stream, assigned));
  }
}
