import type { Change } from '../../../src/sandbox/edit/change.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import { diceOf } from '../dice.ts';
import type { PlannedEdit } from '../plan/round-plan.ts';
import { chooseChange } from './choose.ts';
import { History, parentOf } from './history.ts';
import { NothingThere } from './one.ts';

/** Makes the edits of a seed, and remembers what the world forgets. */
export class Editor {
  readonly history: History;
  readonly #sandbox: Sandbox;
  readonly #seed: number;
  readonly #now: () => number;
  readonly #told: (line: string) => void;
  readonly #made = new Set<string>();

  /** @param told called with a line for each edit made */
  constructor(sandbox: Sandbox, seed: number, now: () => number, told: (line: string) => void) {
    this.history = new History(sandbox.reader.serviceAccount);
    this.#sandbox = sandbox;
    this.#seed = seed;
    this.#now = now;
    this.#told = told;
  }

  /** Makes an edit now, unless it was made before, if the world has something to make it to. */
  make(edit: PlannedEdit): void {
    if (this.#made.has(edit.name)) return;
    this.#made.add(edit.name);
    const [round, nth] = edit.name.split('.').map(Number);
    const dice = diceOf(this.#seed, 'edit', round ?? 0, nth ?? 0);
    try {
      this.apply(edit.change ?? chooseChange(edit.kind, this.#sandbox.world, dice, this.#now()), edit.name);
    } catch (error) {
      // What cannot be (a task below itself, a parent too deep) is not done.
      if (!(error instanceof NothingThere) && !(error instanceof RangeError)) throw error;
    }
  }

  /** Makes a change now. Throws a RangeError where it cannot be made. */
  apply(change: Change, name = ''): void {
    const now = this.#now();
    const { world } = this.#sandbox;
    const above = parentOf(world, change);
    const { gid } = this.#sandbox.edit(change);
    this.history.note(world, change, gid, above, now);
    this.#told(`edit ${name} ${JSON.stringify(change)} -> ${gid}`);
  }
}
