import { mainType } from '../singer/column-type.ts';
import type { PropertySchema } from './schema.ts';

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
