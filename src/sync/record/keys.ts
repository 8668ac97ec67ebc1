/** Longer than any identifier. A key is never cut, so that fit-line.ts can promise a line that fits. */
const MAX_KEY_LENGTH = 255;

/**
 * Whether a row can be told from the others: each key is a text of 1 to 255 characters, or a number that has all its
 * digits (beyond 2^53 JSON numbers lose some, and the row would overwrite another one's).
 */
export function keysUsable(row: Readonly<Record<string, unknown>>, keys: readonly string[]): boolean {
  return keys.every((name) => {
    const value = row[name];
    if (typeof value === 'string') return value.length > 0 && value.length <= MAX_KEY_LENGTH;
    return Number.isSafeInteger(value);
  });
}

/** @returns whether the record has its keys still, after texts were cleaned and dates read */
export function hasKey(record: Readonly<Record<string, unknown>>, keys: readonly string[]): boolean {
  return keys.every((name) => record[name] !== null && record[name] !== '');
}
