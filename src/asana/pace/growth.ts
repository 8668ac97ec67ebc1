const SECOND = 1000;

/** How a rate rises while nothing is refused. Shares are of the rate: 0.1 makes 110 of 100. */
export interface Growth {
  /** How long it stays as it is at first, ms. */
  readonly restMs: number;
  /** Between two steps, ms. */
  readonly stepMs: number;
  /** The share that the first step adds; each next one adds twice as much, up to the last. */
  readonly firstStep: number;
  readonly lastStep: number;
}

/** For a rate that may be far too low: it doubles until it is refused, or not used any more. */
export function searching(restMs: number): Growth {
  return { restMs, stepMs: 5 * SECOND, firstStep: 1, lastStep: 1 };
}

/**
 * For a rate that was measured. What was true then may not be now (somebody else with the same token has stopped), so
 * more is tried from time to time.
 */
export function probing(restMs: number): Growth {
  return { restMs, stepMs: 30 * SECOND, firstStep: 0.01, lastStep: 0.25 };
}

/** With a smaller share of its requests sent, a rate was not what held them back. */
const USED = 0.85;

/** A rate that grows with time, as long as it is used. */
export class Growing {
  readonly #growth: Growth;
  #rate: number;
  #step: number;
  #since: number;
  #nextAt: number;
  #sent = 0;

  /**
   * @param rate requests a minute to begin with
   * @param now epoch ms
   */
  constructor(rate: number, growth: Growth, now: number) {
    this.#growth = growth;
    this.#rate = rate;
    this.#step = growth.firstStep;
    this.#since = now;
    this.#nextAt = now + growth.restMs;
  }

  /** Requests a minute. */
  get rate(): number {
    return this.#rate;
  }

  /** A request is sent. */
  sent(now: number): void {
    this.#sent += 1;
    if (now < this.#nextAt) return;
    const perMinute = (this.#sent * 60 * SECOND) / (now - this.#since);
    // A rate that was not used has not been tried.
    if (perMinute >= USED * this.#rate) {
      this.#rate *= 1 + this.#step;
      this.#step = Math.min(this.#growth.lastStep, this.#step * 2);
    }
    this.#sent = 0;
    this.#since = now;
    this.#nextAt = now + this.#growth.stepMs;
  }
}
