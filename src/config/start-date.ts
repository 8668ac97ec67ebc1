import { DateTime } from 'luxon';

/** What luxon takes besides (weeks, ordinal days, bare years) is more often a slip than meant. */
const ISO = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:Z|[+-]\d{2}(?::?\d{2})?)?)?$/i;

/**
 * @param text an ISO 8601 date or date-time; without a zone it is UTC
 * @returns RFC 3339 in UTC with milliseconds, or undefined if it is none
 */
export function parseStartDate(text: string): string | undefined {
  if (!ISO.test(text)) return undefined;
  const instant = DateTime.fromISO(text.replace(' ', 'T').toUpperCase(), { zone: 'utc' });
  return instant.toISO() ?? undefined;
}
