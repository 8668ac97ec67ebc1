import { isObject } from './is-object.ts';

type Schema = Readonly<Record<string, unknown>>;

/** What a text must be for a format. */
export type Formats = Readonly<Record<string, (text: string) => boolean>>;

/** Where a keyword stands: in a schema, in a whole one. */
interface Place {
  readonly formats: Formats;
  readonly schema: Schema;
  readonly root: Schema;
}

type Judge = (value: unknown, operand: never, place: Place) => boolean;

const TYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  number: Number.isFinite,
  integer: Number.isInteger,
  array: Array.isArray,
  object: isObject,
};

/** Each says no to values of types that it is not about; to the standard these would be right. */
const JUDGES: Readonly<Record<string, Judge>> = {
  type: (value, type: string) => TYPES[type]?.(value) ?? false,
  enum: (value, members: readonly unknown[]) => members.includes(value),
  minimum: (value, least: number) => typeof value === 'number' && value >= least,
  exclusiveMinimum: (value, below: number) => typeof value === 'number' && value > below,
  maximum: (value, most: number) => typeof value === 'number' && value <= most,
  // A character is one or two of JavaScript's: of fewer than twice as many this cannot tell.
  minLength: (value, least: number) => typeof value === 'string' && value.length >= 2 * least,
  pattern: (value, pattern: string) => typeof value === 'string' && new RegExp(pattern, 'u').test(value),
  format: (value, name: string, { formats }) => typeof value === 'string' && formats[name]?.(value) === true,
  $ref: (value, path: string, place) => fitsAt(place, definitionOf(place.root, path), value),
  items: (value, each: Schema, place) => Array.isArray(value) && value.every((item) => fitsAt(place, each, item)),
  required: (value, names: readonly string[]) => isObject(value) && names.every((name) => value[name] !== undefined),
  properties: (value, known: Readonly<Record<string, Schema>>, place) =>
    isObject(value) &&
    Object.entries(known).every(([name, each]) => value[name] === undefined || fitsAt(place, each, value[name])),
  additionalProperties: (value, each: Schema | false, place) =>
    isObject(value) &&
    Object.entries(value).every(
      ([name, item]) => isNamed(place.schema, name) || (each !== false && fitsAt(place, each, item)),
    ),
  propertyNames: (value, each: Schema, place) =>
    isObject(value) && Object.keys(value).every((name) => fitsAt(place, each, name)),
};

/** They say nothing of a value. */
const NOTES = new Set(['title', 'description', 'default', 'secret', 'writeOnly', 'definitions']);

/**
 * Whether a value surely is what a JSON Schema asks for. It knows the keywords that this program's own schemas use. ajv
 * knows all and names what is wrong, and takes a tenth of a second to load and to compile: nearly every config and
 * catalog needs no word of its.
 * @returns false if it is not, or if this cannot tell
 */
export function fits(schema: Schema, value: unknown, formats: Formats = {}): boolean {
  return fitsAt({ formats, schema, root: schema }, schema, value);
}

function fitsAt(above: Place, schema: Schema, value: unknown): boolean {
  const place = { ...above, schema };
  return Object.entries(schema).every(
    ([name, operand]) => NOTES.has(name) || (JUDGES[name]?.(value, operand as never, place) ?? false),
  );
}

function isNamed({ properties = {} }: Schema, name: string): boolean {
  return Object.hasOwn(properties as object, name);
}

function definitionOf({ definitions }: Schema, path: string): Schema {
  return (definitions as Readonly<Record<string, Schema>>)[path.slice('#/definitions/'.length)] as Schema;
}
