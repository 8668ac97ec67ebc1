import { createRequire } from 'node:module';
import type { DateTime } from 'luxon';

/**
 * A day, and the form of Asana's own instants, with a fraction or without: `Date.parse` reads these exactly, as UTC.
 * February 29 needs a calendar.
 */
const USUAL =
  /^(?!0000)\d{4}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)(?:T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{3})?Z)?$/;

/** A day, and perhaps a time after `T` or a space. Luxon alone would also take weeks, bare years and bare times. */
const DAY_FIRST = /^(\d{4}-\d{2}-\d{2})(?:[Tt ](?=\d)(.+))?$/;

/** Beyond these an instant has no four-digit year, and most databases have no such date. */
const FIRST = Date.parse('0001-01-01T00:00:00.000Z');
const LAST = Date.parse('9999-12-31T23:59:59.999Z');

/**
 * Reads a moment.
 * @param value an RFC 3339 or ISO 8601 text: a day (its midnight), or a day and a time; without a zone it is UTC
 * @returns epoch milliseconds, or NaN if it cannot be read, does not exist (February 30) or lies outside years 1–9999
 */
export function asInstant(value: unknown): number {
  if (typeof value !== 'string') return Number.NaN;
  if (USUAL.test(value)) return Date.parse(value);
  const parts = DAY_FIRST.exec(value);
  if (parts === null) return Number.NaN;
  const [, day, time] = parts;
  const text = time === undefined ? `${day}` : `${day}T${time}`;
  calendar ??= loadCalendar();
  const ms = calendar.fromISO(text, { zone: 'utc' }).toMillis();
  return ms >= FIRST && ms <= LAST ? ms : Number.NaN;
}

let calendar: typeof DateTime | undefined;

/** Not before it is needed, which is seldom: it takes a twentieth of a short run. */
function loadCalendar(): typeof DateTime {
  return (createRequire(import.meta.url)('luxon') as { readonly DateTime: typeof DateTime }).DateTime;
}

/**
 * @param ms epoch milliseconds; outside years 1–9999, as a lookback or some days more can bring it, the nearest in them
 * @returns `YYYY-MM-DDTHH:mm:ss.sssZ`: fixed width, so that texts sort as the moments do, and `asInstant` reads it again
 * @throws RangeError for NaN
 */
export function toInstantText(ms: number): string {
  return new Date(Math.min(LAST, Math.max(FIRST, ms))).toISOString();
}
