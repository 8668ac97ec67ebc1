import { encodedSize, fittingLevel, shorten } from './text-size.ts';

/** Bytes of UTF-8, the line's end included: Snowflake's VARIANT ends at 16 MB, Stitch at 20, Meltano at 50. */
export const MAX_LINE_BYTES = 16_000_000;

/** Shorter texts are not worth cutting, and dates and names stay whole. Bytes. */
const LEAST_CUT = 1_000;

/** A UTF-16 unit takes at most three bytes. */
const BYTES_A_UNIT = 3;

type Row = Readonly<Record<string, unknown>>;

/**
 * Encodes a record, making it fit where its line is too long: the longest texts are cut, all to the same size; where
 * that is not enough (a list of a million short ones), the largest properties become null. Keys are never touched.
 *
 * @param keys the stream's key properties
 * @param encode the message's line without its end, linear in the record
 * @param onCut called once when something was cut: rule `line_cut`
 * @returns a line of less than MAX_LINE_BYTES bytes, as long as the keys alone make one (keys.ts)
 */
export function fitLine(
  record: Row,
  keys: readonly string[],
  encode: (record: Row) => string,
  onCut: () => void,
): string {
  const line = encode(record);
  const excess = excessOf(line);
  if (excess <= 0) return line;
  onCut();
  return dropUntilFit(cutTexts(record, keys, excess), keys, encode);
}

/** Bytes above the limit; at most 0 where the line fits, found out without counting for all usual lines. */
function excessOf(line: string): number {
  if (line.length * BYTES_A_UNIT < MAX_LINE_BYTES) return 0;
  return Buffer.byteLength(line) + 1 - MAX_LINE_BYTES;
}

function cutTexts(record: Row, keys: readonly string[], excess: number): Row {
  const entries = Object.entries(record);
  const sizes: number[] = [];
  for (const [name, value] of entries) if (!keys.includes(name)) collectSizes(value, sizes);
  const level = Math.max(fittingLevel(sizes, excess), LEAST_CUT);
  return Object.fromEntries(entries.map(([name, value]) => [name, keys.includes(name) ? value : cut(value, level)]));
}

function collectSizes(value: unknown, sizes: number[]): void {
  if (typeof value === 'string') sizes.push(encodedSize(value));
  else if (typeof value === 'object' && value !== null)
    for (const child of Object.values(value)) collectSizes(child, sizes);
}

function cut(value: unknown, level: number): unknown {
  if (typeof value === 'string') return shorten(value, level);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => cut(item, level));
  return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, cut(child, level)]));
}

function dropUntilFit(record: Row, keys: readonly string[], encode: (record: Row) => string): string {
  const line = encode(record);
  if (excessOf(line) <= 0) return line;
  const weights = Object.entries(record).map(([name, value]) => [name, encodedSize(JSON.stringify(value))] as const);
  const droppable = weights.filter(([name]) => !keys.includes(name) && record[name] !== null);
  const largest = droppable.sort(([, a], [, b]) => b - a)[0];
  return largest === undefined ? line : dropUntilFit({ ...record, [largest[0]]: null }, keys, encode);
}
