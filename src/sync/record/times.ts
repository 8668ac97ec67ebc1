import { asInstant, toInstantText } from '../../json/instant.ts';
import { nulled, type Picker, type Repaired } from './picker.ts';

/** RFC 3339 with a zone, but for days that a month does not have: passes as it is. */
const INSTANT =
  /^(?!0000)\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;
const DAY = /^(?!0000)\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;

/** An instant. Asana's own form passes untouched, so that what is stored is what Asana says. */
export function instantPicker(repaired: Repaired): Picker {
  return (value) => {
    if (value === null || value === undefined) return null;
    if (typeof value === 'string' && INSTANT.test(value) && dayExists(value)) return value;
    if (value === '') return nulled('empty_date', repaired);
    const ms = asInstant(value);
    if (Number.isNaN(ms)) return nulled('not_an_instant', repaired);
    repaired(String(value).length === 'YYYY-MM-DD'.length ? 'day_to_instant' : 'instant_form');
    return toInstantText(ms);
  };
}

/** A day. An instant gives its day in UTC. */
export function dayPicker(repaired: Repaired): Picker {
  return (value) => {
    if (value === null || value === undefined) return null;
    if (typeof value === 'string' && DAY.test(value) && dayExists(value)) return value;
    if (value === '') return nulled('empty_date', repaired);
    const ms = asInstant(value);
    if (Number.isNaN(ms)) return nulled('not_a_day', repaired);
    repaired('instant_to_day');
    return toInstantText(ms).slice(0, 'YYYY-MM-DD'.length);
  };
}

/** Every month has 28 days; only what is beyond needs a calendar. */
function dayExists(text: string): boolean {
  const day = text.slice(0, 'YYYY-MM-DD'.length);
  return day.slice(-2) <= '28' || !Number.isNaN(asInstant(`${day}T00:00:00.000Z`));
}
