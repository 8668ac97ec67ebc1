import { rowGid } from '../../asana/gid.ts';
import type { ColumnType, CustomFieldColumn } from '../../config/columns.ts';
import { isObject } from '../../json/is-object.ts';
import type { ObjectSchema, PropertySchema } from '../../streams/schema.ts';

type CustomField = Readonly<Record<string, unknown>>;

interface ColumnKind {
  readonly schema: PropertySchema;
  /** Below an entry of `custom_fields`. */
  readonly fields: readonly string[];
  readonly value: (field: CustomField) => unknown;
}

const TEXT: PropertySchema = { type: ['null', 'string'] };
const TEXTS: PropertySchema = { type: ['null', 'array'], items: TEXT };

/** An entry of `custom_fields` has one of these values, by the type of its field (Asana's specification, CustomField). */
const kinds: Readonly<Record<ColumnType, ColumnKind>> = {
  text: {
    schema: TEXT,
    fields: ['text_value', 'display_value'],
    // Fields of other types have no text of their own, only what Asana shows.
    value: (field) => field['text_value'] ?? field['display_value'] ?? null,
  },
  number: { schema: { type: ['null', 'number'] }, fields: ['number_value'], value: (field) => field['number_value'] },
  enum: { schema: TEXT, fields: ['enum_value.name'], value: (field) => nameOf(field['enum_value']) },
  multi_enum: {
    schema: TEXTS,
    fields: ['multi_enum_values.name'],
    value: (field) => names(field['multi_enum_values']),
  },
  date: {
    schema: { type: ['null', 'string'], format: 'date' },
    fields: ['date_value.date', 'date_value.date_time'],
    value: (field) => dayOf(field['date_value']),
  },
  people: { schema: TEXTS, fields: ['people_value.name'], value: (field) => names(field['people_value']) },
};

/** @returns the schema of a column: one type for each kind of custom field */
export function customColumnSchema(type: ColumnType): PropertySchema {
  return kinds[type].schema;
}

/**
 * @param whole the stream's whole schema: not every stream can be asked for every value (projects have no `people_value`,
 *   so that columns of people are null there)
 * @returns the dotted names to ask for so that the columns can be filled, each once
 */
export function customColumnFields(columns: readonly CustomFieldColumn[], whole: ObjectSchema): string[] {
  const entry = whole.properties['custom_fields']?.items;
  if (entry === undefined || columns.length === 0) return [];
  const below = new Set(['gid', ...columns.flatMap((column) => kinds[column.type].fields)]);
  return [...below].filter((path) => hasPath(entry, path.split('.'))).map((path) => `custom_fields.${path}`);
}

function hasPath(schema: PropertySchema | undefined, [name, ...rest]: readonly string[]): boolean {
  if (schema === undefined) return false;
  return name === undefined || hasPath((schema.items ?? schema).properties?.[name], rest);
}

/**
 * @param customFields the row's `custom_fields`, as Asana gave them
 * @returns the column's value as Asana gave it, to be picked by the column's schema like any other; null where the row
 *   has no such field, no value, or (but for a column of text) a field of another type
 */
export function customColumnValue(customFields: unknown, column: CustomFieldColumn): unknown {
  if (!Array.isArray(customFields)) return null;
  const field = customFields.find((entry) => rowGid(entry) === column.gid);
  return field === undefined ? null : (kinds[column.type].value(field) ?? null);
}

function nameOf(value: unknown): unknown {
  return isObject(value) ? (value['name'] ?? null) : null;
}

/** People without a name that the token may see, and options without one, are left out. */
function names(values: unknown): unknown {
  return Array.isArray(values) ? values.map(nameOf).filter((name) => name !== null) : null;
}

/** The day, also of a date with a time: one column has one type. The time is in the raw list beside it. */
function dayOf(value: unknown): unknown {
  if (!isObject(value)) return null;
  return value['date'] ?? value['date_time'] ?? null;
}
