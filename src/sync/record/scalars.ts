import { freeForm } from './free-form.ts';
import { nulled, type Picker, type Repaired } from './picker.ts';
import { cleanText } from './text.ts';

const NUMERIC = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** Columns for integers hold 64 bits: one value beyond them fails a target's whole load. */
const INTEGER_LIMIT = 2 ** 63;

/** A text: numbers by their digits, everything else that is no text as JSON. */
export function textPicker(repaired: Repaired): Picker {
  const free = freeForm(repaired);
  return (value) => {
    if (typeof value === 'string') return cleanText(value, repaired);
    if (value === null || value === undefined) return null;
    if (typeof value === 'number') {
      const hasLostDigits = Number.isInteger(value) && !Number.isSafeInteger(value);
      if (hasLostDigits || !Number.isFinite(value)) return nulled('not_a_number', repaired);
      repaired('number_to_text');
      return String(value);
    }
    repaired('json_to_text');
    return JSON.stringify(free(value));
  };
}

/** A number, also where it comes as text; anything else becomes null. */
export function numberPicker(repaired: Repaired): Picker {
  return (value) => {
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    if (value === null || value === undefined) return null;
    const number = typeof value === 'string' && NUMERIC.test(value.trim()) ? Number(value) : Number.NaN;
    // JSON has no infinity, but 1e999 is read as one.
    if (!Number.isFinite(number)) return nulled('not_a_number', repaired);
    repaired('text_to_number');
    return number;
  };
}

/** A number without a fraction. One with a fraction becomes null: rounded it would be another value. */
export function integerPicker(repaired: Repaired): Picker {
  const number = numberPicker(repaired);
  return (value) => {
    const picked = number(value);
    if (picked === null) return null;
    if (Number.isInteger(picked) && Math.abs(picked as number) < INTEGER_LIMIT) return picked;
    return nulled('not_an_integer', repaired);
  };
}

/** True or false, also where they come as text; anything else becomes null, 0 and 1 too. */
export function booleanPicker(repaired: Repaired): Picker {
  return (value) => {
    if (typeof value === 'boolean') return value;
    if (value === null || value === undefined) return null;
    if (value !== 'true' && value !== 'false') return nulled('not_a_boolean', repaired);
    repaired('text_to_boolean');
    return value === 'true';
  };
}
