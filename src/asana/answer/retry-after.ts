import { parseHttpDate } from './http-date.ts';

/** Whoever reads of the wait in the log reads a number: no more than a year. */
const LONGEST_MS = 366 * 24 * 60 * 60_000;

/**
 * Reads a `Retry-After` header: seconds (fractions too) or an HTTP date (RFC 9110, 10.2.3).
 * @param now epoch ms, for a date
 * @returns milliseconds, at least 0; undefined if there is none or it is unreadable
 */
export function parseRetryAfter(header: string | null, now: number): number | undefined {
  const text = header?.trim() ?? '';
  if (/^-?\d+(?:\.\d+)?$/.test(text)) return Math.min(LONGEST_MS, Math.max(0, Number(text) * 1000));
  const date = parseHttpDate(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
