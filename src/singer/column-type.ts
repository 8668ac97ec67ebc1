import { isObject } from '../json/is-object.ts';
import type { PropertySchema } from '../streams/schema.ts';
import type { ForeignSchema } from './catalog.ts';

/** What a schema says about a value: its types besides null, and its format. */
export interface ColumnType {
  readonly types: readonly string[];
  readonly format?: string;
}

/** How the types of a property in a user's catalog and in ours agree. */
export type Agreement =
  /** The same, or theirs says nothing. */
  | 'same'
  /** Theirs is written instead: a coercion is laid down for it. */
  | 'theirs'
  /** They differ and ours is written. */
  | 'ours';

/** @returns the types and format a catalog gives; no types at all if it gives none that can be read */
export function readType(schema: ForeignSchema): ColumnType {
  if (schema.type === undefined) {
    const alternatives = [schema.anyOf, schema.oneOf].find(Array.isArray) ?? [];
    const read = alternatives.filter(isSchema).map(readType);
    const format = read.find((each) => each.format !== undefined)?.format;
    return { types: [...new Set(read.flatMap((each) => each.types))], ...(format !== undefined && { format }) };
  }
  const names = (Array.isArray(schema.type) ? schema.type : [schema.type]).filter((name) => typeof name === 'string');
  const types = names.filter((name) => name !== 'null');
  return typeof schema.format === 'string' ? { types, format: schema.format } : { types };
}

/** @returns whether it is an object, so that it can be read as a schema */
export function isSchema(value: unknown): value is ForeignSchema {
  return isObject(value);
}

/** @returns the one type besides null */
export function mainType(schema: PropertySchema): string {
  const types = typeof schema.type === 'string' ? [schema.type] : schema.type;
  return types.find((type) => type !== 'null') ?? 'null';
}

/**
 * Two coercions are laid down (contract, 'Config'): a day becomes an instant at midnight UTC, anything becomes a string.
 * Nullability never counts: a key is never null, and everything else may be.
 */
export function compareTypes(ours: PropertySchema, theirs: ColumnType): Agreement {
  if (theirs.types.length === 0) return 'same';
  const type = mainType(ours);
  const format = dateFormat(theirs.format);
  if (theirs.types.includes(type) && (type !== 'string' || format === ours.format)) return 'same';
  if (!theirs.types.includes('string')) return 'ours';
  if (format === undefined) return 'theirs';
  return format === 'date-time' && ours.format === 'date' ? 'theirs' : 'ours';
}

/** @returns a string schema in the user's form; keys, which are never null, are text already */
export function coercedSchema(theirs: ColumnType): PropertySchema {
  const type = ['null', 'string'];
  const format = dateFormat(theirs.format);
  return format === undefined ? { type } : { type, format };
}

/** Other formats (`uri`, `singer.decimal` …) only narrow a string that we do not write anyway. */
function dateFormat(format: string | undefined): 'date-time' | 'date' | undefined {
  return format === 'date-time' || format === 'date' ? format : undefined;
}
