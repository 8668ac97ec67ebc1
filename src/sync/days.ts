import { asInstant, toInstantText } from '../instant.ts';

const DAY_MS = 86_400_000;

/** @returns the day of an instant in UTC, `YYYY-MM-DD`; fixed width, so that texts sort as the days do */
export function dayOf(instant: string): string {
  return toInstantText(asInstant(instant)).slice(0, 'YYYY-MM-DD'.length);
}

/** @returns the day so many days after (or before) another */
export function addDays(day: string, days: number): string {
  return dayOf(toInstantText(asInstant(day) + days * DAY_MS));
}

/**
 * Where to divide days whose rows are too many for one list: at the middle one of the rows that were seen.
 * @param seen the days of these rows; what is no day does not count
 * @param to the last day; undefined: no end
 * @returns a day between the two ends, or undefined where there is none
 */
export function splitDays(seen: readonly string[], from: string, to: string | undefined): string | undefined {
  const days = seen.filter((day) => /^\d{4}-\d\d-\d\d$/.test(day)).sort();
  const middle = days[Math.floor(days.length / 2)] ?? from;
  const first = addDays(from, 1);
  const last = to === undefined ? undefined : addDays(to, -1);
  if (last !== undefined && last < first) return undefined;
  if (middle < first) return first;
  return last !== undefined && middle > last ? last : middle;
}
