import type { Clock } from '../../../src/clock.ts';
import type { Moment } from '../plan/round-plan.ts';

interface Waiting {
  readonly requests: number;
  readonly action: () => void;
}

/** Makes things happen at moments of a run: before its nth request, or after some time. */
export class Happenings {
  readonly #clock: Clock;
  readonly #cancels: (() => void)[] = [];
  #waiting: Waiting[] = [];
  readonly #left = new Set<() => void>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  at(moment: Moment, action: () => void): void {
    const once = () => {
      if (this.#left.delete(once)) action();
    };
    this.#left.add(once);
    if ('ms' in moment) this.#cancels.push(this.#clock.after(moment.ms, once));
    else this.#waiting.push({ requests: moment.requests, action: once });
  }

  /** A request is about to be sent. */
  sending(nth: number): void {
    const due = this.#waiting.filter(({ requests }) => requests <= nth);
    if (due.length === 0) return;
    this.#waiting = this.#waiting.filter((each) => !due.includes(each));
    for (const { action } of due) action();
  }

  /** The run is over: nothing more happens in it. */
  end(): void {
    for (const cancel of this.#cancels) cancel();
    this.#left.clear();
    this.#waiting = [];
  }
}
