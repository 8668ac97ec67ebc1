import type { OpenApiSchema } from './specification.ts';

/** A JSON Schema (2019-09), as far as it is made here. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/** The components a reference leads to. */
export type Components = Readonly<Record<string, OpenApiSchema>>;

/**
 * A schema of OpenAPI 3.0 as JSON Schema. `nullable` becomes a type of its own: beside `type` it adds null to it; in one
 * part of an `allOf`, which is how Asana's specification says it of references, it makes the whole of it nullable.
 * An object may have the properties that are named and no others: the sandbox is to invent nothing.
 */
export function toJsonSchema(schema: OpenApiSchema, components: Components): JsonSchema {
  const open = convert(schema, components);
  return namesProperties(schema, components) ? { ...open, unevaluatedProperties: false } : open;
}

/** The components as `$defs`, open: what refers to them closes them, with what it has beside them. */
export function toDefinitions(components: Components): JsonSchema {
  return Object.fromEntries(Object.entries(components).map(([name, schema]) => [name, convert(schema, components)]));
}

function convert(schema: OpenApiSchema, components: Components): JsonSchema {
  const { nullable = false, ...rest } = schema;
  const isNullable = nullable || (rest.allOf ?? []).some((part) => part.nullable === true);
  const converted = convertKeywords(rest, components);
  if (!isNullable) return converted;
  if (rest.allOf === undefined && rest.type !== undefined) {
    const withNull = rest.enum === undefined ? {} : { enum: [...rest.enum, null] };
    return { ...converted, ...withNull, type: [rest.type, 'null'] };
  }
  return { anyOf: [{ type: 'null' }, converted] };
}

function convertKeywords(schema: OpenApiSchema, components: Components): JsonSchema {
  const converted: Record<string, unknown> = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword === '$ref') converted['$ref'] = reference(value as string);
    else if (keyword === 'items') converted['items'] = toJsonSchema(value as OpenApiSchema, components);
    else if (keyword === 'properties') converted['properties'] = convertProperties(value as Components, components);
    else if (keyword === 'allOf' || keyword === 'anyOf' || keyword === 'oneOf') {
      converted[keyword] = (value as OpenApiSchema[]).map(({ nullable: _, ...part }) => convert(part, components));
    } else converted[keyword] = value;
  }
  return converted;
}

function convertProperties(properties: Components, components: Components): JsonSchema {
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [name, toJsonSchema(schema, components)]),
  );
}

/** Whether a schema says, here or where it refers to, which properties there are. */
function namesProperties(schema: OpenApiSchema, components: Components): boolean {
  if (schema.properties !== undefined) return true;
  const parts = [...(schema.allOf ?? []), ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  const referred = schema.$ref === undefined ? undefined : components[schema.$ref.split('/').at(-1) ?? ''];
  return [...parts, ...(referred === undefined ? [] : [referred])].some((part) => namesProperties(part, components));
}

function reference(to: string): string {
  return to.replace('#/components/schemas/', 'asana#/$defs/');
}
