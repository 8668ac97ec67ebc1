/** Milliseconds. */
export const DAY = 86_400_000;

/** When the objects a world begins with were made and changed: all of it lies between these two, in epoch ms. */
export interface Past {
  readonly start: number;
  readonly end: number;
}

/** The share of the past in which projects, tags, portfolios and the like come into being; what hangs from them comes later. */
const BEGINNINGS = 0.3;

/** When a place was made: `share` from 0 to 1 of the time in which places come into being. */
export function beginningIn(past: Past, share: number): number {
  return Math.floor(past.start + (past.end - past.start) * BEGINNINGS * share);
}

/** When something was made that hangs from a place: `share` from 0 to 1 of the time after all places were there. */
export function momentIn(past: Past, share: number): number {
  return Math.floor(past.start + (past.end - past.start) * (BEGINNINGS + (1 - BEGINNINGS) * share));
}
