import type { Clock } from '../../src/clock.ts';

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly action: () => void;
}

/** A clock that jumps to its next timer as soon as nothing else is left to do: waiting costs nothing, and is exact. */
export class VirtualClock implements Clock {
  #now: number;
  #order = 0;
  readonly #timers = new Set<Timer>();

  /** @param start epoch ms */
  constructor(start = Date.parse('2026-11-20T08:00:00.000Z')) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  after(ms: number, action: () => void): () => void {
    const timer: Timer = { at: this.#now + Math.max(0, ms), order: this.#order++, action };
    this.#timers.add(timer);
    return () => {
      this.#timers.delete(timer);
    };
  }

  /** Lets time pass by hand. */
  advance(ms: number): void {
    const until = this.#now + ms;
    for (;;) {
      const timer = this.#next();
      if (timer === undefined || timer.at > until) break;
      this.#fire(timer);
    }
    this.#now = until;
  }

  /** @returns what the job returns, after as much virtual time as it takes */
  async run<T>(job: Promise<T>): Promise<T> {
    let settled = false;
    const done = job.finally(() => {
      settled = true;
    });
    done.catch(() => undefined);
    for (;;) {
      await idle();
      if (settled) return done;
      const timer = this.#next();
      if (timer !== undefined) this.#fire(timer);
    }
  }

  #fire(timer: Timer): void {
    this.#timers.delete(timer);
    this.#now = Math.max(this.#now, timer.at);
    timer.action();
  }

  #next(): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of this.#timers) {
      if (first === undefined || timer.at < first.at || (timer.at === first.at && timer.order < first.order))
        first = timer;
    }
    return first;
  }
}

/** Everything that can go on without time passing has gone on: streams take a few turns of the event loop. */
async function idle(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
