import { asInstant, toInstantText } from '../json/instant.ts';

/** What else is read as a moment (a time of any form behind a day) is more often a slip than meant. */
const ISO = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:Z|[+-]\d{2}(?::?\d{2})?)?)?$/i;

/**
 * @param text an ISO 8601 date or date-time; without a zone it is UTC
 * @returns RFC 3339 in UTC with milliseconds, or undefined if it is none or lies outside years 1–9999
 */
export function parseStartDate(text: string): string | undefined {
  const instant = ISO.test(text) ? asInstant(text) : Number.NaN;
  return Number.isNaN(instant) ? undefined : toInstantText(instant);
}
