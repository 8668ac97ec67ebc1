/** Attempts at one request before a passing fault counts as lasting (contract, 'Failures'). */
export const ATTEMPTS = 6;

/** The longest wait between two attempts (contract, 'Failures'). */
const LONGEST_MS = 60_000;

const FIRST_MS = 1000;

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
