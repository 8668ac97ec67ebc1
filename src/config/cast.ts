import { isObject } from '../json/is-object.ts';
import type { Setting, SettingKind } from './setting.ts';

const TRUE = new Set(['true', '1', 'yes', 'on']);
const FALSE = new Set(['false', '0', 'no', 'off']);
const NUMERIC = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/**
 * Reads a value of a config file or of the environment as what the setting is: numbers and booleans also arrive as text,
 * lists and objects as JSON text, gids as numbers.
 * @returns the value in its own type; one that cannot be read so is returned as it came, and the check refuses it;
 *   undefined for an empty text where text is wanted, which is the same as no value
 */
export function cast(kind: Setting['kind'], value: unknown): unknown {
  return casts[kind](typeof value === 'string' ? value.trim() : value);
}

const casts: Readonly<Record<SettingKind, (value: unknown) => unknown>> = {
  text: (value) => (value === '' ? undefined : asText(value)),
  number: (value) => (typeof value === 'string' && NUMERIC.test(value) ? Number(value) : value),
  boolean(value) {
    const word = typeof value === 'string' || typeof value === 'number' ? String(value).toLowerCase() : '';
    return TRUE.has(word) ? true : FALSE.has(word) ? false : value;
  },
  gids(value) {
    const list = fromJson(value);
    return Array.isArray(list) ? [...new Set(list.map(asText))] : list;
  },
  columns(value) {
    const columns = fromJson(value);
    if (!isObject(columns)) return columns;
    return Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, castColumn(column)]));
  },
};

function castColumn(column: unknown): unknown {
  return isObject(column) ? { ...column, gid: asText(column['gid']) } : column;
}

/** Ids are often written without quotes. Beyond 2^53 a number is no longer the one that was written. */
function asText(value: unknown): unknown {
  if (typeof value === 'string') return value.trim();
  return Number.isSafeInteger(value) ? String(value) : value;
}

function fromJson(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    const parsed: unknown = JSON.parse(value);
    return typeof parsed === 'object' ? parsed : value;
  } catch {
    return value;
  }
}
