import type { CustomFieldColumn } from '../config/columns.ts';
import { ConfigError } from '../errors.ts';
import type { SchemaPair } from '../singer/selection.ts';
import { loadSchema, type ObjectSchema, type PropertySchema, withoutExtensions } from '../streams/schema.ts';
import type { StreamName } from '../streams/table.ts';
import { streamsWithColumns } from '../sync/record/add-columns.ts';
import { customColumnSchema } from '../sync/record/custom-columns.ts';

/**
 * @param columns the columns made from custom fields, by name
 * @returns gives a stream's whole schema, with these columns where they belong; read when it is asked for
 * @throws ConfigError naming each column whose name is taken
 */
export function streamSchemas(columns: Readonly<Record<string, CustomFieldColumn>>): (name: StreamName) => SchemaPair {
  const problems = Object.keys(columns).flatMap((name) => {
    const streams = [...streamsWithColumns].filter((stream) => Object.hasOwn(loadSchema(stream).properties, name));
    const have = streams.length === 1 ? 'has' : 'have';
    if (streams.length === 0) return [];
    return `config.custom_field_columns.${name}: ${streams.join(', ')} ${have} a column of that name; choose another`;
  });
  if (problems.length > 0) throw new ConfigError(problems);
  return (name) => {
    const own = loadSchema(name);
    const ask = streamsWithColumns.has(name) ? withColumns(own, columns) : own;
    return { schema: withoutExtensions(ask), ask };
  };
}

/** @returns the names that no column made from a custom field may have: the streams' own columns have them */
export function takenColumnNames(): Set<string> {
  return new Set([...streamsWithColumns].flatMap((name) => Object.keys(loadSchema(name).properties)));
}

function withColumns(schema: ObjectSchema, columns: Readonly<Record<string, CustomFieldColumn>>): ObjectSchema {
  const added: Record<string, PropertySchema> = {};
  // Asked for by way of `custom_fields`, not by the column's name.
  for (const [name, { type }] of Object.entries(columns))
    added[name] = { ...customColumnSchema(type), 'x-ask': 'none' };
  return { ...schema, properties: { ...schema.properties, ...added } };
}
