import type { ObjectSchema, PropertySchema } from '../streams/schema.ts';

/** @returns the schema without the program's own `x-` notes, which are nobody else's business */
export function withoutAnnotations(schema: ObjectSchema): ObjectSchema;
export function withoutAnnotations(schema: PropertySchema): PropertySchema;
export function withoutAnnotations(schema: PropertySchema): PropertySchema {
  const { type, format, properties, items } = schema;
  return {
    type,
    ...(format !== undefined && { format }),
    ...(properties !== undefined && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, each]) => [name, withoutAnnotations(each)]),
      ),
    }),
    ...(items !== undefined && { items: withoutAnnotations(items) }),
  };
}
