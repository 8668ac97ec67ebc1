import { asInstant } from '../../json/instant.ts';

/** An HTTP date begins with the day's name (RFC 9110, 5.6.7). `Date.parse` alone would read a date out of anything. */
const HTTP_DATE = /^[A-Z][a-z]+,? /;
const ZONE = /(?:GMT|UTC|[+-]\d{4})$/;
/** A time or a year at the end: no zone at all. */
const NO_ZONE = /[: ]\d+$/;
/** RFC 3339 is no HTTP date, but with a zone it leaves no doubt either. */
const INSTANT = /T.+(?:Z|[+-]\d{2}:\d{2})$/;

/**
 * Reads an HTTP date in any of its three forms. The oldest, of asctime, has no zone: it is UTC (RFC 9110, 5.6.7), which
 * `Date.parse` takes for the machine's own time.
 * @returns epoch ms, NaN for what is none
 */
export function parseHttpDate(header: string): number {
  const text = header.trim();
  if (INSTANT.test(text)) return asInstant(text);
  if (!HTTP_DATE.test(text)) return Number.NaN;
  if (!ZONE.test(text) && !NO_ZONE.test(text)) return Number.NaN;
  const ms = Date.parse(ZONE.test(text) ? text : `${text} GMT`);
  // Beyond the years that a state can hold it is none.
  return Number.isNaN(ms) ? ms : asInstant(new Date(ms).toISOString());
}
