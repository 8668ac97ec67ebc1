import type { Clock } from '../../../src/clock.ts';

/** The clock of one process: when the process is dead, none of its timers goes off any more. */
export class RunClock implements Clock {
  readonly #clock: Clock;
  readonly #timers = new Set<() => void>();
  #isDead = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  now(): number {
    return this.#clock.now();
  }

  after(ms: number, action: () => void): () => void {
    if (this.#isDead) return () => {};
    const cancel = this.#clock.after(ms, () => {
      this.#timers.delete(cancel);
      action();
    });
    this.#timers.add(cancel);
    return () => {
      this.#timers.delete(cancel);
      cancel();
    };
  }

  /** The process is gone. */
  die(): void {
    this.#isDead = true;
    for (const cancel of this.#timers) cancel();
    this.#timers.clear();
  }
}
