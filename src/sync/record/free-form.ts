import type { Picker, Repaired } from './picker.ts';
import { cleanText } from './text.ts';

/** JSON readers give up at some depth (Python's at about 1,000 levels), and so does `JSON.stringify`. */
const MAX_DEPTH = 100;

/**
 * Picks a value that no schema describes: texts and names cleaned at every level, what lies below 100 levels null.
 * @returns the same object where nothing was repaired, otherwise a copy
 */
export function freeForm(repaired: Repaired): Picker {
  return (value) => clean(value ?? null, 0, repaired);
}

function clean(value: unknown, depth: number, repaired: Repaired): unknown {
  if (typeof value === 'string') return cleanText(value, repaired);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === MAX_DEPTH) {
    repaired('too_deep');
    return null;
  }
  return Array.isArray(value) ? cleanList(value, depth, repaired) : cleanObject(value, depth, repaired);
}

function cleanList(list: readonly unknown[], depth: number, repaired: Repaired): readonly unknown[] {
  const cleaned = list.map((item) => clean(item, depth + 1, repaired));
  return cleaned.every((item, index) => item === list[index]) ? list : cleaned;
}

function cleanObject(object: object, depth: number, repaired: Repaired): object {
  let changed = false;
  const entries = Object.entries(object).map(([name, value]) => {
    const entry = [cleanText(name, repaired), clean(value, depth + 1, repaired)] as const;
    changed ||= entry[0] !== name || entry[1] !== value;
    return entry;
  });
  // fromEntries defines its properties, so a name `__proto__` is one like any other.
  return changed ? Object.fromEntries(entries) : object;
}
