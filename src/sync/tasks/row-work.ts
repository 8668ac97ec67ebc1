import { compareGids } from '../../asana/gid.ts';
import type { StreamName } from '../../streams/table.ts';
import type { FamilyPlan } from '../plan.ts';
import { NOTHING, type Reading } from './reading.ts';
import type { Want } from './want.ts';

/** Bit 0: the row has subtasks. Bit n + 1: the row is in the changed list of the n-th descending stream. */
type Bits = number;
const HAS_SUBTASKS = 1;

/** What is to be read below the rows of a partition: a number a row, because there may be 100,000 of them. */
export class RowWork {
  readonly #family: FamilyPlan;
  readonly #readings: ReadonlyMap<StreamName, Reading>;
  readonly #descending: readonly StreamName[];
  readonly #sweepDue: boolean;
  readonly #bits = new Map<string, Bits>();
  readonly #wants = new Map<string, Want>();

  constructor(
    family: FamilyPlan,
    readings: ReadonlyMap<StreamName, Reading>,
    descending: readonly StreamName[],
    sweepDue: boolean,
  ) {
    this.#family = family;
    this.#readings = readings;
    this.#descending = descending;
    this.#sweepDue = sweepDue;
  }

  /**
   * @param changed the streams in whose changed list the row is
   * @param sweeps whether it is looked under in any case
   */
  note(gid: string, hasSubtasks: boolean, changed: readonly StreamName[], sweeps: boolean): void {
    const before = this.#bits.get(gid) ?? 0;
    let bits = before;
    if (hasSubtasks && (sweeps || changed.length > 0)) bits |= HAS_SUBTASKS;
    for (const name of changed) {
      if (this.isBehind(name, gid)) continue;
      if (name !== 'subtasks' || hasSubtasks) bits |= 2 << this.#descending.indexOf(name);
    }
    if (bits !== before) this.#bits.set(gid, bits);
  }

  /** @returns the gids of rows with something to be read below them, in numeric order */
  inOrder(): string[] {
    return [...this.#bits.keys()].sort(compareGids);
  }

  /** Whether an earlier run has the children of this row out already. */
  isBehind(name: StreamName, gid: string): boolean {
    const after = this.#readings.get(name)?.after;
    return after !== undefined && compareGids(gid, after) <= 0;
  }

  hasSubtasks(gid: string): boolean {
    return ((this.#bits.get(gid) ?? 0) & HAS_SUBTASKS) !== 0;
  }

  /** @returns what is wanted of a row and below it; rows with the same bits share one */
  wantOf(gid: string): Want {
    const bits = this.#bits.get(gid) ?? 0;
    const behind = this.#descending.map((name) => this.isBehind(name, gid));
    const key = `${bits} ${behind.join()}`;
    let want = this.#wants.get(key);
    if (want === undefined) {
      want = this.#makeWant(bits, behind);
      this.#wants.set(key, want);
    }
    return want;
  }

  #makeWant(bits: Bits, behind: readonly boolean[]): Want {
    const isChanged = (name: StreamName) => (bits & (2 << this.#descending.indexOf(name))) !== 0;
    const threshold = (name: StreamName): number => {
      const reading = this.#readings.get(name);
      // Without subtasks of its own to read, nothing below is wanted, whoever else knows of some.
      if ((bits & HAS_SUBTASKS) === 0) return NOTHING;
      if (reading === undefined || behind[this.#descending.indexOf(name)] === true) return NOTHING;
      if (isChanged(name)) return reading.cut;
      return this.#sweepDue ? reading.below : NOTHING;
    };
    let children = 0;
    this.#family.children.forEach((name, index) => {
      if (isChanged(name)) children |= 1 << index;
    });
    return {
      children,
      subtasks: this.#family.subtasks ? threshold('subtasks') : NOTHING,
      below: this.#family.children.map(threshold),
      cut: this.#family.children.map((name) => this.#readings.get(name)?.cut ?? NOTHING),
    };
  }
}
