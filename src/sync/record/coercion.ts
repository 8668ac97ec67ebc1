import { mainType } from '../../singer/column-type.ts';
import type { PropertySchema } from '../../streams/schema.ts';
import type { Picker } from './picker.ts';

/** Where a type of a user's catalog wins over ours (contract, 'Config'): how our value becomes theirs. */
export type Coercion = 'day-to-midnight' | 'json-text';

/**
 * @param ours the program's schema of a property
 * @param theirs the schema that is emitted
 * @returns what to do with our value; undefined: the types are the same, or nothing is written down for them
 */
export function coercionOf(ours: PropertySchema, theirs: PropertySchema): Coercion | undefined {
  if (mainType(theirs) !== 'string') return undefined;
  if (mainType(ours) !== 'string') return theirs.format === undefined ? 'json-text' : undefined;
  return ours.format === 'date' && theirs.format === 'date-time' ? 'day-to-midnight' : undefined;
}

/** @returns a picker whose values are of the catalog's type; null stays null */
export function coerced(pick: Picker, coercion: Coercion): Picker {
  const turn = coercion === 'json-text' ? JSON.stringify : (day: unknown) => `${day}T00:00:00.000Z`;
  return (value) => {
    const picked = pick(value);
    return picked === null ? null : turn(picked);
  };
}
