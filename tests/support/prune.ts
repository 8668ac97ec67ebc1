import type { ObjectSchema, PropertySchema } from '../../src/streams/schema.ts';

/**
 * Cuts a schema to some of its properties.
 * @param keep whether the property at this path stays: names from the top, arrays not counted
 *   (`['followers', 'name']`); not asked about what lies below a property that goes
 * @returns a new schema in the same order; an object that keeps nothing stays, with no properties
 */
export function prune(schema: ObjectSchema, keep: (path: readonly string[]) => boolean): ObjectSchema {
  return pruneObject(schema, keep, []);
}

function pruneObject<S extends PropertySchema>(schema: S, keep: (path: readonly string[]) => boolean, at: string[]): S {
  if (schema.items !== undefined) return { ...schema, items: pruneObject(schema.items, keep, at) };
  if (schema.properties === undefined) return schema;
  const properties: Record<string, PropertySchema> = {};
  for (const [name, property] of Object.entries(schema.properties)) {
    const path = [...at, name];
    if (keep(path)) properties[name] = pruneObject(property, keep, path);
  }
  return { ...schema, properties };
}
