import { FREE, PAID } from './plan-quotas.ts';

/** What is known when a request has been refused. Rates are requests a minute. */
export interface Evidence {
  /** The rate that was kept to; Infinity: none yet. */
  readonly rate: number;
  /** Whether it was measured; else it was only tried. */
  readonly isMeasured: boolean;
  /** Requests accepted in the minute before the refusal. */
  readonly lastMinute: number;
  /** Whether requests were sent for a whole minute by now, the pause included: only then is `lastMinute` a rate. */
  readonly isWholeMinute: boolean;
  /** The rate of all requests from the refusal before this one until this one. */
  readonly between: number;
  /** How many refusals in a row, with this one, came within a minute after asking was taken up again. */
  readonly soon: number;
}

export interface Estimate {
  /** Requests a minute that Asana takes from us. */
  readonly limit: number;
  /**
   * How far to trust it: `sure` was measured; `likely` was measured too, but a part may have been used up by somebody
   * else before we began; a `guess` is the likeliest of what can be.
   */
  readonly trust: 'sure' | 'likely' | 'guess';
}

/** The plans differ by a factor of ten, so what is this near to one of them is that one. */
const NEAR = 0.15;

/** Refused after fewer requests than this, the quota was used up by somebody else, or it was another limit. */
export const TELLING = 25;

/** A rate is never set lower: if somebody else leaves less, the pauses that Asana asks for make it less. */
export const LEAST = 10;

/** The first cut, as a share of the rate; each next one in a row is twice as deep, up to the last. */
const CUT = { first: 0.05, last: 0.4 };

/**
 * How much Asana takes, judged by a refusal.
 *
 * A window (fixed or sliding) refuses when the last minute's requests have reached the limit, so these are the limit. A
 * bucket refuses when it is empty, so what was asked between two refusals is the limit; the last minute's requests are
 * more if it was full before, and fewer if we have only just begun. Asana does not say which of them it uses.
 */
export function estimate(evidence: Evidence): Estimate {
  const { rate, isMeasured, lastMinute, isWholeMinute, between, soon } = evidence;
  if (rate === Number.POSITIVE_INFINITY) return first(lastMinute, isWholeMinute);
  // Never cut to less than half of what was measured, nor by so few requests that they measure nothing: it may have
  // been another limit, or somebody else for a moment.
  const least = Math.max(LEAST, isMeasured || lastMinute < TELLING ? rate / 2 : 0);
  if (soon === 0) {
    const isStillGuess = !isMeasured && lastMinute < TELLING;
    return { limit: Math.max(least, nearPlan(lastMinute)), trust: isStillGuess ? 'guess' : 'sure' };
  }
  // Too much for certain, whatever was measured.
  const most = rate * (1 - Math.min(CUT.last, CUT.first * 2 ** (soon - 1)));
  const measured = isWholeMinute ? Math.min(lastMinute, between) : between;
  return { limit: Math.max(least, Math.min(most, nearPlan(measured))), trust: 'sure' };
}

function first(lastMinute: number, isWholeMinute: boolean): Estimate {
  if (lastMinute < TELLING) return { limit: PAID, trust: 'guess' };
  if (isWholeMinute) {
    const limit = nearPlan(lastMinute);
    return { limit, trust: isPlan(limit) ? 'sure' : 'likely' };
  }
  if (lastMinute > PAID) return { limit: lastMinute, trust: 'guess' };
  return { limit: lastMinute <= FREE * 1.05 ? FREE : PAID, trust: 'guess' };
}

function nearPlan(rate: number): number {
  return [FREE, PAID].find((plan) => Math.abs(rate / plan - 1) <= NEAR) ?? rate;
}

/** @returns whether a rate is exactly that of a plan */
export function isPlan(rate: number): boolean {
  return rate === FREE || rate === PAID;
}
