import { isObject } from './cast.ts';

type Schema = Readonly<Record<string, unknown>>;

/** What a text must be for a format. */
export type Formats = Readonly<Record<string, (text: string) => boolean>>;

type Judge = (value: unknown, operand: never, formats: Formats, schema: Schema) => boolean;

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
  format: (value, name: string, formats) => typeof value === 'string' && formats[name]?.(value) === true,
  items: (value, each: Schema, formats) => Array.isArray(value) && value.every((item) => fits(each, item, formats)),
  required: (value, names: readonly string[]) => isObject(value) && names.every((name) => value[name] !== undefined),
  properties: (value, known: Readonly<Record<string, Schema>>, formats) =>
    isObject(value) &&
    Object.entries(known).every(([name, each]) => value[name] === undefined || fits(each, value[name], formats)),
  additionalProperties: (value, each: Schema | false, formats, { properties = {} }) =>
    isObject(value) &&
    Object.entries(value).every(
      ([name, item]) => Object.hasOwn(properties as object, name) || (each !== false && fits(each, item, formats)),
    ),
  propertyNames: (value, each: Schema, formats) =>
    isObject(value) && Object.keys(value).every((name) => fits(each, name, formats)),
};

/** They say nothing of a value. */
const NOTES = new Set(['title', 'description', 'default', 'secret', 'writeOnly']);

/**
 * Whether a value surely is what a JSON Schema asks for. It knows the keywords that the settings use. ajv knows all and
 * names what is wrong, and takes a tenth of a second to load and to compile: nearly every config needs no word of its.
 * @returns false if it is not, or if this cannot tell
 */
export function fits(schema: Schema, value: unknown, formats: Formats): boolean {
  return Object.entries(schema).every(
    ([name, operand]) => NOTES.has(name) || (JUDGES[name]?.(value, operand as never, formats, schema) ?? false),
  );
}
