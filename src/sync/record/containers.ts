import { nulled, type Picker, type Repaired } from './picker.ts';

/** What an object is picked by. */
export interface ObjectPlan {
  /** The properties of the record, in its order. */
  readonly pickers: ReadonlyMap<string, Picker>;
  /** Names that may come without being picked: not selected, or asked for by the walk alone. */
  readonly passedOver: ReadonlySet<string>;
  /** Called for each other name. */
  readonly unknown: (name: string) => void;
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * An object with exactly the properties of the plan. Each begins as a copy of one in which all are null, as every picker
 * picks what is not there: most columns of most rows are not. That one is parsed, because an object that is put together
 * name by name becomes a hash table for V8 at a dozen, four times as slow to fill and to write.
 */
export function pickObject(plan: ObjectPlan): (object: Readonly<Record<string, unknown>>) => Record<string, unknown> {
  const { pickers, passedOver } = plan;
  const empty = JSON.parse(JSON.stringify(Object.fromEntries([...pickers.keys()].map((name) => [name, null]))));
  return (object) => {
    const record: Record<string, unknown> = { ...empty };
    for (const name in object) {
      const pick = pickers.get(name);
      if (pick !== undefined) record[name] = pick(object[name]);
      else if (!passedOver.has(name)) plan.unknown(name);
    }
    return record;
  };
}

export function objectPicker(plan: ObjectPlan, repaired: Repaired): Picker {
  const pick = pickObject(plan);
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
