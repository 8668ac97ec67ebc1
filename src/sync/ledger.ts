/** In which of the two streams a task is out. */
export const Out = { task: 1, subtask: 2 } as const;

/** A task or subtask met in this run: what of it is out, and who is at work on it. */
export class Node {
  readonly gid: string;
  /** `Out` bits. */
  out = 0;
  /** One bit for each child stream (stories …) whose list of this task is out. */
  childrenDone = 0;
  hasSubtasks = false;
  /** As a subtask: when it was last modified, epoch ms; Infinity if Asana did not say, so that it counts as changed. */
  modified = Number.NaN;
  /** Whether it was met below a task, and belongs to its root's partition. */
  isSubtask = false;
  /** The threshold its subtasks were judged by when they were listed. Undefined: not listed. */
  listedFrom: number | undefined;
  kids: readonly Node[] = [];
  /** Whether a list of it was refused in this run, and is to be asked again in the next. */
  isRefused = false;
  /** While somebody works on it; settles, never rejects. */
  busy: Promise<void> | undefined;
  /** Children that are out though their list failed midway, by child stream: whoever takes over leaves them out. */
  partial: Map<string, Set<string>> | undefined;

  constructor(gid: string) {
    this.gid = gid;
  }
}

/** All tasks and subtasks met in a run, whatever partition met them: each is written once, by one at a time. */
export class Ledger {
  readonly #nodes = new Map<string, Node>();

  /** @returns the task's entry, made if it is new */
  meet(gid: string): Node {
    let node = this.#nodes.get(gid);
    if (node === undefined) {
      node = new Node(gid);
      this.#nodes.set(gid, node);
    }
    return node;
  }

  /** @returns the task's entry, if it was met */
  find(gid: string): Node | undefined {
    return this.#nodes.get(gid);
  }
}
