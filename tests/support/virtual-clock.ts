import type { Clock } from '../../src/clock.ts';
import { type Timer, TimerHeap } from './timer-heap.ts';

export interface Patience {
  /** Turns of the event loop that are taken for idleness; default 3, since streams take a few. */
  readonly turns?: number;
  /** So many times nothing may be left to do and no timer set, before a job counts as hanging; default for ever. */
  readonly hangs?: number;
}

/** A clock that jumps to its next timer as soon as nothing else is left to do: waiting costs nothing, and is exact. */
export class VirtualClock implements Clock {
  #now: number;
  #order = 0;
  readonly #timers = new TimerHeap();

  /** @param start epoch ms */
  constructor(start = Date.parse('2026-11-20T08:00:00.000Z')) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  after(ms: number, action: () => void): () => void {
    const timer: Timer = { at: this.#now + Math.max(0, ms), order: this.#order++, action, isOff: false };
    this.#timers.add(timer);
    return () => {
      timer.isOff = true;
    };
  }

  /** Lets time pass by hand. */
  advance(ms: number): void {
    const until = this.#now + ms;
    for (;;) {
      const timer = this.#timers.peek();
      if (timer === undefined || timer.at > until) break;
      this.#fire(timer);
    }
    this.#now = until;
  }

  /**
   * @returns what the job returns, after as much virtual time as it takes
   * @throws what the job throws; an Error if it hangs and `patience` says when that is
   */
  async run<T>(job: Promise<T>, { turns = 3, hangs = Number.POSITIVE_INFINITY }: Patience = {}): Promise<T> {
    let settled = false;
    const done = job.finally(() => {
      settled = true;
    });
    done.catch(() => undefined);
    for (let idle = 0; ; ) {
      for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      if (settled) return done;
      const timer = this.#timers.peek();
      idle = timer === undefined ? idle + 1 : 0;
      if (timer !== undefined) this.#fire(timer);
      else if (idle > hangs) throw new Error('the job waits for something that will not come');
    }
  }

  #fire(timer: Timer): void {
    timer.isOff = true;
    this.#timers.take();
    this.#now = Math.max(this.#now, timer.at);
    timer.action();
  }
}
