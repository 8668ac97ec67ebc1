const SECOND = 1000;

/** How a rate rises while nothing is refused. Shares are of the rate: 0.1 makes 110 of 100. */
export interface Growth {
  /** How long it stays as it is at first, ms. */
  readonly restMs: number;
  /** Between two steps, ms. */
  readonly stepMs: number;
  /** So much was measured once, requests a minute: up to there it rises by this share at a time. */
  readonly known: { readonly rate: number; readonly step: number };
  /** Beyond, the first step is this share, each next one twice as large, up to the last. */
  readonly beyond: { readonly first: number; readonly last: number };
}

/** For a rate that may be far too low: it doubles until it is refused, or not used any more. */
export function searching(restMs: number): Growth {
  return { restMs, stepMs: 5 * SECOND, known: { rate: 0, step: 0 }, beyond: { first: 1, last: 1 } };
}

/**
 * For a rate that was measured. What was true then may not be now (somebody else with the same token has stopped), so
 * more is tried from time to time.
 * @param rate what was measured when the rate was last in full use, requests a minute
 */
export function probing(rate: number, restMs: number): Growth {
  return { restMs, stepMs: 30 * SECOND, known: { rate, step: 0.25 }, beyond: { first: 0.01, last: 0.25 } };
}

/** With a smaller share of its requests sent, a rate was not what held them back. */
const USED = 0.85;

/** @returns whether so many requests a minute were sent that a rate has been tried */
export function isInUse(perMinute: number, rate: number): boolean {
  return perMinute >= USED * rate;
}

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
    this.#step = growth.beyond.first;
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
    // A rate that was not used has not been tried.
    if (isInUse((this.#sent * 60_000) / (now - this.#since), this.#rate)) this.#grow();
    this.#sent = 0;
    this.#since = now;
    this.#nextAt = now + this.#growth.stepMs;
  }

  #grow(): void {
    const { known, beyond } = this.#growth;
    if (this.#rate < known.rate) {
      this.#rate = Math.min(known.rate, this.#rate * (1 + known.step));
      return;
    }
    this.#rate *= 1 + this.#step;
    this.#step = Math.min(beyond.last, this.#step * 2);
  }
}
