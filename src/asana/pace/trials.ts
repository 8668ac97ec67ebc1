import { TELLING } from './estimate.ts';

/** Refusals in a row that nothing explains, before more is tried. */
const FEW = 3;

/** The same once trying was in vain; and after so many, what got through is compared however little it was. */
const MANY = 6;

/** How many times as much has to get through for the rate to have been too low. */
const BETTER = 1.2;

/** Refusals after which a trial is over: by then it is known what they cost. */
const ENOUGH = 3;

/** What is known when a request has been refused. Rates are requests a minute. */
export interface Outcome {
  /** The rate that was kept to. */
  readonly rate: number;
  /** The limit that was measured at the refusal before; undefined if there was none, or too little to measure by. */
  readonly limit: number | undefined;
  /** Requests accepted since asking was taken up after that refusal. */
  readonly accepted: number;
  /** From then until asking is taken up after this one, ms. */
  readonly ms: number;
  /** Whether a window has to open again: that is a quota, and more of it would be somebody else's. */
  readonly isWindow: boolean;
}

/** Rates are requests a minute. */
export type Advice =
  | { readonly kind: 'try'; readonly rate: number }
  | { readonly kind: 'settle'; readonly limit: number };

/**
 * Finds out whether refusals have anything to do with the rate. Asana has limits that are no quota (docs, 'Rate limits':
 * cost, concurrency), and whoever slows down at each refusal is soon hardly asking at all if they have another cause: the
 * slower he asks, the less he believes to be allowed.
 *
 * A limit that was measured explains a refusal only above it. When some have come below it, twice the rate is tried: if
 * that gets more through, pauses and all, the rate was not the cause, and twice as much is tried again. If it does not,
 * what got through before is taken for the limit.
 */
export class Trials {
  #few = FEW;
  #unexplained = 0;
  /** What got through while nothing explained the refusals; in a trial, what it is compared with. */
  #before = new Yield();
  #trial: Yield | undefined;
  #hasClimbed = false;

  get isOn(): boolean {
    return this.#trial !== undefined;
  }

  /** @returns undefined if the refusal is to be believed */
  next(outcome: Outcome): Advice | undefined {
    const { rate, limit, isWindow } = outcome;
    if (this.#trial !== undefined) return this.#judge(this.#trial, outcome);
    if (isWindow || (limit !== undefined && rate > limit)) {
      this.#forget();
      return undefined;
    }
    this.#unexplained += 1;
    // What lies before the first was another time.
    if (this.#unexplained > 1) this.#before.add(outcome);
    const isTelling = this.#before.accepted >= TELLING || this.#unexplained >= MANY;
    if (this.#unexplained < this.#few || !isTelling) return undefined;
    this.#trial = new Yield();
    return { kind: 'try', rate: 2 * rate };
  }

  #judge(trial: Yield, outcome: Outcome): Advice {
    const { rate, isWindow } = outcome;
    trial.add(outcome);
    if (!isWindow && trial.perMinute >= BETTER * this.#before.perMinute) {
      this.#hasClimbed = true;
      this.#before = trial;
      this.#trial = new Yield();
      return { kind: 'try', rate: 2 * rate };
    }
    if (!isWindow && trial.refusals < ENOUGH) return { kind: 'try', rate };
    const limit = this.#before.perMinute;
    this.#few = this.#hasClimbed ? FEW : MANY;
    this.#forget();
    return { kind: 'settle', limit };
  }

  #forget(): void {
    this.#unexplained = 0;
    this.#before = new Yield();
    this.#trial = undefined;
    this.#hasClimbed = false;
  }
}

/** How much got through, pauses and all. */
class Yield {
  accepted = 0;
  refusals = 0;
  #ms = 0;

  add({ accepted, ms }: Outcome): void {
    this.accepted += accepted;
    this.refusals += 1;
    this.#ms += ms;
  }

  get perMinute(): number {
    return (this.accepted * 60_000) / Math.max(1, this.#ms);
  }
}
