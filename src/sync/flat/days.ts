import { asInstant, toInstantText } from '../../json/instant.ts';

export const DAY_MS = 86_400_000;

/** @returns the day of an instant in UTC, `YYYY-MM-DD`; fixed width, so that texts sort as the days do */
export function dayOf(instant: string): string {
  return toInstantText(asInstant(instant)).slice(0, 'YYYY-MM-DD'.length);
}

/** @returns the day so many days after (or before) another */
export function addDays(day: string, days: number): string {
  return dayOf(toInstantText(asInstant(day) + days * DAY_MS));
}

/**
 * Where to divide days whose rows are too many for one list: at the middle one of the rows that were seen; where none was,
 * in the middle of the days.
 * @param seen the days of these rows; what is no day does not count
 * @param to the last day; undefined: no end
 * @param today stands for the end where there is none
 * @returns a day between the two ends, or undefined where there is none
 */
export function splitDays(
  seen: readonly string[],
  from: string,
  to: string | undefined,
  today: string,
): string | undefined {
  const days = seen.filter((day) => /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(asInstant(day))).sort();
  const middle = days[Math.floor(days.length / 2)] ?? (to === undefined ? today : middleDay(from, to));
  const first = addDays(from, 1);
  const last = to === undefined ? undefined : addDays(to, -1);
  // Behind the last day of all there is none.
  if (last === undefined)
    return (days.length === 0 && middle < first) || first === from ? undefined : max(middle, first);
  if (last < first) return undefined;
  return middle > last ? last : max(middle, first);
}

function middleDay(from: string, to: string): string {
  return addDays(from, Math.floor((asInstant(to) - asInstant(from)) / DAY_MS / 2));
}

function max(a: string, b: string): string {
  return a > b ? a : b;
}
