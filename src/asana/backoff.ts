/** Attempts at one request before a passing fault counts as lasting (contract, 'Failures'). */
export const ATTEMPTS = 6;

const FIRST_MS = 1000;
const LONGEST_MS = 60_000;

/**
 * Exponential back-off with jitter: about 1, 2, 4, 8 … s, half of it by chance, never over a minute.
 * @param failures how many attempts have failed so far, from 1
 * @param random from 0 up to 1
 * @returns milliseconds
 */
export function backoff(failures: number, random: () => number): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** (failures - 1));
  return ceiling * (0.5 + random() / 2);
}
