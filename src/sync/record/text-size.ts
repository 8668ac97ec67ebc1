const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const SPACE = 0x20;

/** Control characters that JSON writes with two characters; the others take six. */
const SHORT_ESCAPES = new Set([0x08, 0x09, 0x0a, 0x0c, 0x0d]);

/** @returns the bytes that a well-formed text takes inside a JSON document in UTF-8, its quotes not counted */
export function encodedSize(text: string): number {
  let size = 0;
  for (let index = 0; index < text.length; index++) size += unitSize(text.charCodeAt(index));
  return size;
}

/** @returns the longest beginning of a well-formed text that takes at most so many bytes; whole characters only */
export function shorten(text: string, bytes: number): string {
  // No unit takes more than six bytes.
  if (text.length * 6 <= bytes) return text;
  let size = 0;
  for (let index = 0; index < text.length; index++) {
    size += unitSize(text.charCodeAt(index));
    if (size > bytes) return text.slice(0, isLowSurrogate(text.charCodeAt(index)) ? index - 1 : index);
  }
  return text;
}

/**
 * @param sizes of texts
 * @param excess how much is too much in all
 * @returns the size to which the longest have to be cut, so that together they lose the excess; 0 if they cannot
 */
export function fittingLevel(sizes: readonly number[], excess: number): number {
  const sorted = [...sizes].sort((a, b) => b - a);
  let sum = 0;
  for (const [index, size] of sorted.entries()) {
    sum += size;
    const level = Math.floor((sum - excess) / (index + 1));
    if (level >= (sorted[index + 1] ?? 0)) return level;
  }
  return 0;
}

/** Half a surrogate pair is counted as half of its four bytes. */
function unitSize(unit: number): number {
  if (unit < SPACE) return SHORT_ESCAPES.has(unit) ? 2 : 6;
  if (unit === QUOTE || unit === BACKSLASH) return 2;
  if (unit < 0x80) return 1;
  if (unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff)) return 2;
  return 3;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
