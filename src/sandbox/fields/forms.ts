/** Epoch ms as Asana writes instants: `2026-11-20T08:00:00.000Z` (guide "Dates and times": ISO 8601, UTC, milliseconds). */
export function instant(ms: number): string {
  return new Date(ms).toISOString();
}

/** The UTC day of an instant, `2026-11-20`. */
export function day(ms: number): string {
  return instant(ms).slice(0, 10);
}

/** The colors of projects, portfolios and tags (specification, `color` enums). */
export const COLORS = [
  'dark-pink',
  'dark-green',
  'dark-blue',
  'dark-red',
  'dark-teal',
  'dark-brown',
  'dark-orange',
  'dark-purple',
  'dark-warm-gray',
  'light-pink',
  'light-green',
  'light-blue',
  'light-red',
  'light-teal',
  'light-brown',
  'light-orange',
  'light-purple',
  'light-warm-gray',
] as const;
