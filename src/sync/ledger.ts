import type { Row } from '../asana/pages.ts';

/** In which of the two streams a task is out. */
export const Out = { task: 1, subtask: 2 } as const;

/** Rows that are kept at once: some ten megabytes. */
const MOST_HELD = 2000;

/** A row of a list of subtasks that did not come out: it was not wanted when the list was read. */
export interface Held {
  readonly kid: Node;
  readonly row: Row;
  /** When it was extracted, epoch ms. */
  readonly at: number;
}

/** What few tasks have: those with subtasks, those below others, and those of which something failed. */
class Rare {
  modified = Number.NaN;
  isSubtask = false;
  settled = 0;
  listedFrom: number | undefined = undefined;
  kids: readonly Node[] = [];
  isShared = false;
  held: readonly Held[] | undefined = undefined;
  isRefused = false;
  partial: Map<string, Set<string>> | undefined = undefined;
}

const USUAL: Readonly<Rare> = new Rare();
const NOT_ASKED: readonly number[] = [];

/**
 * A task or subtask met in this run: what of it is out, and who is at work on it. All of them are held to a run's end, so
 * most have only what most need.
 */
export class Node {
  readonly gid: string;
  /** `Out` bits. */
  out = 0;
  /** One bit for each child stream (stories …) whose list of this task is out. */
  childrenDone = 0;
  /** From when on, by child stream, epoch ms. Of lists that are not out it says nothing. */
  childrenFrom: readonly number[] = NOT_ASKED;
  hasSubtasks = false;
  /** While somebody works on it; settles, never rejects. */
  busy: Promise<void> | undefined = undefined;
  #rare: Rare | undefined = undefined;

  constructor(gid: string) {
    this.gid = gid;
  }

  /** As a subtask: when it was last modified, epoch ms; Infinity if Asana did not say, so that it counts as changed. */
  get modified(): number {
    return this.#given.modified;
  }

  set modified(ms: number) {
    this.#made.modified = ms;
  }

  /** Whether it was met below a task. */
  get isSubtask(): boolean {
    return this.#given.isSubtask;
  }

  set isSubtask(is: boolean) {
    this.#made.isSubtask = is;
  }

  /** One bit for each stream that looked under the task above it and has all that it wants of this one: what lies in the root's partition. */
  get settled(): number {
    return this.#given.settled;
  }

  set settled(bits: number) {
    this.#made.settled = bits;
  }

  /** The threshold its subtasks were judged by when they were listed. Undefined: not listed. */
  get listedFrom(): number | undefined {
    return this.#given.listedFrom;
  }

  set listedFrom(threshold: number | undefined) {
    this.#made.listedFrom = threshold;
  }

  get kids(): readonly Node[] {
    return this.#given.kids;
  }

  set kids(kids: readonly Node[]) {
    this.#made.kids = kids;
  }

  /** Whether it may be met again elsewhere, by somebody who wants more of what lies below it. */
  get isShared(): boolean {
    return this.#given.isShared;
  }

  set isShared(is: boolean) {
    this.#made.isShared = is;
  }

  /** What of its list of subtasks has not come out. Undefined: not kept, so that the list is asked for again. */
  get held(): readonly Held[] | undefined {
    return this.#given.held;
  }

  set held(rows: readonly Held[] | undefined) {
    this.#made.held = rows;
  }

  /** Whether a list of it was refused in this run, and is to be asked again in the next. */
  get isRefused(): boolean {
    return this.#given.isRefused;
  }

  set isRefused(is: boolean) {
    this.#made.isRefused = is;
  }

  /** Children that are out though their list failed midway, by child stream: whoever takes over leaves them out. */
  get partial(): Map<string, Set<string>> | undefined {
    return this.#given.partial;
  }

  set partial(partial: Map<string, Set<string>> | undefined) {
    this.#made.partial = partial;
  }

  get #given(): Readonly<Rare> {
    return this.#rare ?? USUAL;
  }

  get #made(): Rare {
    this.#rare ??= new Rare();
    return this.#rare;
  }
}

/** All tasks and subtasks met in a run, whatever partition met them: each is written once, by one at a time. */
export class Ledger {
  readonly #nodes = new Map<string, Node>();
  #held = 0;

  /** @returns the task's entry, made if it is new */
  meet(gid: string): Node {
    let node = this.#nodes.get(gid);
    if (node === undefined) {
      node = new Node(gid);
      this.#nodes.set(gid, node);
    }
    return node;
  }

  /** @returns whether so many rows more may be kept to the run's end; if not, their list is asked for again */
  hold(rows: number): boolean {
    if (this.#held + rows > MOST_HELD) return false;
    this.#held += rows;
    return true;
  }

  /** @returns the task's entry, if it was met */
  find(gid: string): Node | undefined {
    return this.#nodes.get(gid);
  }
}
