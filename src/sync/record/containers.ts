import { isObject } from '../../json/is-object.ts';
import { compileObject, type ObjectPlan } from './compile-object.ts';
import { nulled, type Picker, type Repaired } from './picker.ts';

/** An object with the properties of the plan; anything else becomes null. */
export function objectPicker(plan: ObjectPlan, repaired: Repaired): Picker {
  const pick = compileObject(plan);
  return (value) => {
    if (isObject(value)) return pick(value);
    return value === null || value === undefined ? null : nulled('not_an_object', repaired);
  };
}

/** An object that no schema describes: as it is, once it is an object. */
export function freeObjectPicker(free: Picker, repaired: Repaired): Picker {
  return (value) => {
    if (isObject(value)) return free(value);
    return value === null || value === undefined ? null : nulled('not_an_object', repaired);
  };
}

/**
 * A list of items that fit. Those that do not are left out, and so is null: BigQuery, for one, has no null in a list.
 * @param ofObjects whether an object alone is a list of one
 */
export function listPicker(item: Picker, ofObjects: boolean, repaired: Repaired): Picker {
  return (value) => {
    if (value === null || value === undefined) return null;
    if (Array.isArray(value)) return pickItems(value, item, repaired);
    if (ofObjects && isObject(value)) {
      repaired('one_to_list');
      return [item(value)];
    }
    return nulled('not_a_list', repaired);
  };
}

function pickItems(list: readonly unknown[], pick: Picker, repaired: Repaired): unknown[] {
  const items: unknown[] = [];
  for (const given of list) {
    const item = pick(given);
    if (item !== null) items.push(item);
    else if (given === null) repaired('null_item');
  }
  return items;
}
