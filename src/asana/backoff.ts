/** Attempts at one request before a passing fault counts as lasting (contract, 'Failures'). */
export const ATTEMPTS = 6;

/** The longest wait between two attempts (contract, 'Failures'). */
const LONGEST_MS = 60_000;

const FIRST_MS = 1000;

/** After `Retry-After: 0` too there is a moment's rest: what is refused again counts again. */
const SHORTEST_PAUSE_MS = 100;

/**
 * Exponential back-off with jitter: about 1, 2, 4, 8 … s, a quarter more or less by chance, so that those that failed
 * together do not come back together.
 * @param failures how many attempts have failed so far, from 1
 * @param random from 0 up to 1
 * @returns milliseconds, at most a minute
 */
export function backoff(failures: number, random: () => number): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** (failures - 1) * (0.75 + random() / 2));
}

/**
 * How long to wait after a passing fault.
 * @param retryAfter what the answer asked for, ms, if it asked for anything: it is heard, but only up to a minute
 * @returns milliseconds
 */
export function waitAfter(failures: number, retryAfter: number | undefined, random: () => number): number {
  return Math.max(backoff(failures, random), Math.min(LONGEST_MS, retryAfter ?? 0));
}

/**
 * How long to wait after a 429. A request that was told to wait, and is refused all the same, waits longer each time,
 * whatever it is told.
 * @param refusals in a row, with this one; 0 if it has the same cause as one that is counted already
 * @param retryAfter what the answer asked for, ms; undefined if it did not say
 * @returns milliseconds, never less than what was asked for
 */
export function waitAfterRefusal(refusals: number, retryAfter: number | undefined, random: () => number): number {
  const guesses = retryAfter === undefined ? refusals : refusals - 1;
  return Math.max(retryAfter ?? 0, guesses > 0 ? backoff(guesses, random) : 0, SHORTEST_PAUSE_MS);
}
