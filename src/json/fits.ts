import { isObject } from './is-object.ts';

type Schema = Readonly<Record<string, unknown>>;

/** What a text must be for a format. */
export type Formats = Readonly<Record<string, (text: string) => boolean>>;

type Judge = (value: unknown) => boolean;

/** Where a keyword stands: in a schema, in a whole one. */
interface Place {
  readonly formats: Formats;
  readonly schema: Schema;
  readonly root: Schema;
}

/** Undefined where it cannot tell. */
type Keyword = (operand: never, place: Place) => Judge | undefined;

const TYPES: Readonly<Record<string, Judge>> = {
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  number: Number.isFinite,
  integer: Number.isInteger,
  array: Array.isArray,
  object: isObject,
};

const cannotTell: Judge = () => false;

/** Each says no to values of types that it is not about; to the standard these would be right. */
const KEYWORDS: Readonly<Record<string, Keyword>> = {
  type: (type: string) => TYPES[type],
  enum: (members: readonly unknown[]) => (value) => members.includes(value),
  minimum: (least: number) => (value) => typeof value === 'number' && value >= least,
  exclusiveMinimum: (below: number) => (value) => typeof value === 'number' && value > below,
  maximum: (most: number) => (value) => typeof value === 'number' && value <= most,
  // A character is one or two of JavaScript's: of fewer than twice as many this cannot tell.
  minLength: (least: number) => (value) => typeof value === 'string' && value.length >= 2 * least,
  pattern: (pattern: string) => {
    const regex = new RegExp(pattern, 'u');
    return (value) => typeof value === 'string' && regex.test(value);
  },
  format:
    (name: string, { formats }) =>
    (value) =>
      typeof value === 'string' && formats[name]?.(value) === true,
  $ref: (path: string, place) => {
    // Not before it is needed: a definition may stand inside itself.
    let judge: Judge | undefined;
    return (value) => {
      judge ??= judgeOf(definitionOf(place.root, path), place);
      return judge(value);
    };
  },
  items: (each: Schema, place) => {
    const judge = judgeOf(each, place);
    return (value) => Array.isArray(value) && value.every(judge);
  },
  required: (names: readonly string[]) => (value) =>
    isObject(value) && names.every((name) => value[name] !== undefined),
  properties: (known: Readonly<Record<string, Schema>>, place) => {
    const judges = Object.entries(known).map(([name, each]) => [name, judgeOf(each, place)] as const);
    return (value) =>
      isObject(value) && judges.every(([name, judge]) => value[name] === undefined || judge(value[name]));
  },
  additionalProperties: (each: Schema | false, place) => {
    const judge = each === false ? cannotTell : judgeOf(each, place);
    const { properties = {} } = place.schema;
    return (value) =>
      isObject(value) &&
      Object.entries(value).every(([name, item]) => Object.hasOwn(properties as object, name) || judge(item));
  },
  propertyNames: (each: Schema, place) => {
    const judge = judgeOf(each, place);
    return (value) => isObject(value) && Object.keys(value).every(judge);
  },
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
  const judge = judgeOf(schema, { formats, schema, root: schema });
  try {
    return judge(value);
  } catch (error) {
    // Nested more deeply than the stack goes: ajv goes deeper.
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** Made once a schema: a catalog has thousands of values for each. */
function judgeOf(schema: Schema, above: Place): Judge {
  const place = { ...above, schema };
  const judges = Object.entries(schema)
    .filter(([name]) => !NOTES.has(name))
    .map(([name, operand]) => KEYWORDS[name]?.(operand as never, place) ?? cannotTell);
  return (value) => judges.every((judge) => judge(value));
}

function definitionOf({ definitions }: Schema, path: string): Schema {
  return (definitions as Readonly<Record<string, Schema>>)[path.slice('#/definitions/'.length)] as Schema;
}
