import { isObject } from '../../json/is-object.ts';
import { mainType } from '../../singer/column-type.ts';
import type { SelectedStream } from '../../singer/selection.ts';
import type { ObjectSchema, PropertySchema } from '../../streams/schema.ts';
import { coerced, coercionOf } from './coercion.ts';
import { compileObject, type ObjectPlan } from './compile-object.ts';
import { freeObjectPicker, listPicker, objectPicker } from './containers.ts';
import { freeForm } from './free-form.ts';
import { hasKey, keysUsable } from './keys.ts';
import type { Picker, Repaired } from './picker.ts';
import type { RecordReport } from './report.ts';
import { booleanPicker, integerPicker, numberPicker, textPicker } from './scalars.ts';
import { dayPicker, instantPicker } from './times.ts';
import { childPath, unknownFields } from './unknown-fields.ts';

/** What stays the same at every level of a stream. */
interface Context {
  readonly repaired: Repaired;
  readonly unknown: (parent: string, name: string) => void;
}

/** One place in the schemas: ours, the one that is emitted (perhaps with a user's types), and ours uncut. */
interface Place {
  readonly path: string;
  readonly ours: PropertySchema;
  readonly theirs: PropertySchema;
  readonly whole: PropertySchema | undefined;
}

/**
 * Compiles a selected stream, once, into a function from a row of Asana's to its record: exactly the selected properties,
 * null where Asana gave none, repaired where a value does not fit (rules.ts, docs/records.md). Rows are never changed.
 *
 * @param report is told of every repair, of each unknown field once, and of each row that is dropped
 * @param whole the stream's schema uncut: what it has is no unknown field. The walk asks for some of it for itself, and
 *   Asana's compact forms bring fields that nobody selected
 * @returns the record, or undefined for what is no object or has no usable key (keys.ts); never throws on JSON
 * @throws Error here, not by row, when a schema has a type that this program does not write
 */
export function compileRecord(
  stream: SelectedStream,
  report: RecordReport,
  whole?: ObjectSchema,
): (row: unknown) => Record<string, unknown> | undefined {
  const context: Context = {
    repaired: (rule) => report.repaired(stream.id, rule),
    unknown: unknownFields(stream.id, report),
  };
  const top: Place = { path: '', ours: stream.ask, theirs: stream.schema, whole };
  const pick = compileObject(planOf(top, stream.ask.properties, context));
  return (row) => {
    if (isObject(row) && keysUsable(row, stream.keyProperties)) {
      const record = pick(row);
      if (hasKey(record, stream.keyProperties)) return record;
    }
    report.keyless(stream.id);
    return undefined;
  };
}

function planOf(place: Place, properties: ObjectSchema['properties'], context: Context): ObjectPlan {
  const pickers = new Map<string, Picker>();
  for (const [name, ours] of Object.entries(properties)) {
    pickers.set(name, compile(childOf(place, name, ours), context));
  }
  // Asana gives the gid of every object, asked or not.
  const passedOver = new Set(['gid', ...Object.keys(place.whole?.properties ?? {})]);
  return { pickers, passedOver, unknown: (name) => context.unknown(place.path, name) };
}

function childOf(place: Place, name: string, ours: PropertySchema): Place {
  const theirs = place.theirs.properties?.[name] ?? ours;
  return { path: childPath(place.path, name), ours, theirs, whole: place.whole?.properties?.[name] };
}

function compile(place: Place, context: Context): Picker {
  const pick = compileOurs(place, context);
  const coercion = coercionOf(place.ours, place.theirs);
  return coercion === undefined ? pick : coerced(pick, coercion);
}

function compileOurs(place: Place, context: Context): Picker {
  const { ours } = place;
  const { repaired } = context;
  switch (mainType(ours)) {
    case 'string':
      if (ours.format === 'date-time') return instantPicker(repaired);
      return ours.format === 'date' ? dayPicker(repaired) : textPicker(repaired);
    case 'integer':
      return integerPicker(repaired);
    case 'number':
      return numberPicker(repaired);
    case 'boolean':
      return booleanPicker(repaired);
    case 'array':
      return compileList(place, ours.items, context);
    case 'object':
      if (ours.properties === undefined) return freeObjectPicker(freeForm(repaired), repaired);
      return objectPicker(planOf(place, ours.properties, context), repaired);
    default:
      throw new Error(`the schema of ${place.path} has no type that records are made of: ${ours.type}`);
  }
}

function compileList(place: Place, items: PropertySchema | undefined, context: Context): Picker {
  if (items === undefined) return listPicker(freeForm(context.repaired), true, context.repaired);
  const item = compile(
    { path: place.path, ours: items, theirs: place.theirs.items ?? items, whole: place.whole?.items },
    context,
  );
  return listPicker(item, mainType(items) === 'object', context.repaired);
}
