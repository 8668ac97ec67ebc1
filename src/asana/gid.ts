import { isObject } from '../json/is-object.ts';

/*
 * What Asana calls a gid: digits, up to 19 of them today, which do not fit a JavaScript number. It is kept as text, as it comes
 * ('as a string': specification, AsanaResource).
 */

/** @returns a gid as text (a number becomes one), or undefined for what is none */
export function gidText(gid: unknown): string | undefined {
  if (typeof gid === 'string' && gid !== '') return gid;
  // Beyond 2^53 a number has lost its last digits: it would be somebody else's.
  return Number.isSafeInteger(gid) ? String(gid) : undefined;
}

/**
 * @param row a row of Asana's, or an object inside one: whatever came in its place
 * @returns its gid as text, or undefined if it has none
 */
export function rowGid(row: unknown): string | undefined {
  return isObject(row) ? gidText(row['gid']) : undefined;
}

/** @returns the same, '' where it has none: a key that no row has */
export function gidOf(row: unknown): string {
  return rowGid(row) ?? '';
}

/**
 * Numeric order of gids, which are too long for numbers: shorter is smaller. Odd ones come in the order of their text.
 * @returns below 0 if `a` comes first, above 0 if `b` does, 0 if they are the same
 */
export function compareGids(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : a > b ? 1 : 0;
}
