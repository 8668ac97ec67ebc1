import type { Coercion } from '../../streams/schema-coercion.ts';
import type { Picker } from './picker.ts';

/** Turns what a picker picks into the type of a user's catalog. Null stays null. */
export function coerced(pick: Picker, coercion: Coercion): Picker {
  const turn = coercion === 'json-text' ? JSON.stringify : (day: unknown) => `${day}T00:00:00.000Z`;
  return (value) => {
    const picked = pick(value);
    return picked === null ? null : turn(picked);
  };
}
