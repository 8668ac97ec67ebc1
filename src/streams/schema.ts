import { readFileSync } from 'node:fs';

/** A JSON Schema as this program writes it: one type or a nullable one, nested objects and typed arrays, nothing else. */
export interface PropertySchema {
  readonly type: string | readonly string[];
  readonly format?: 'date-time' | 'date';
  readonly properties?: Readonly<Record<string, PropertySchema>>;
  readonly items?: PropertySchema;
  /**
   * How the property is asked for in `opt_fields`, where it is not by its leaves: `bare` asks for the object by its own
   * name (Asana's specification lists no name below it, so it answers with the compact form), `none` never asks.
   */
  readonly 'x-ask'?: 'bare' | 'none';
}

export interface ObjectSchema extends PropertySchema {
  readonly properties: Readonly<Record<string, PropertySchema>>;
}

const loaded = new Map<string, ObjectSchema>();

/**
 * Reads a stream's whole schema, once a process. The way to `schemas/` is the same from `src/streams/` and from `dist/bundle/`.
 * @param name a stream of the table
 * @returns its schema, with the `x-` keys; shared, not to be changed
 * @throws Error (ENOENT) when there is no such schema: the table and the folder disagree
 */
export function loadSchema(name: string): ObjectSchema {
  const known = loaded.get(name);
  if (known !== undefined) return known;
  const text = readFileSync(new URL(`../../schemas/${name}.json`, import.meta.url), 'utf8');
  const schema = JSON.parse(text) as ObjectSchema;
  loaded.set(name, schema);
  return schema;
}

/**
 * What may be emitted: plain JSON Schema.
 * @returns a copy without the keys that only this program reads (`x-…`), at any depth
 */
export function withoutExtensions<S extends PropertySchema>(schema: S): S {
  const plain = Object.entries(schema).filter(([key]) => !key.startsWith('x-'));
  const copy = Object.fromEntries(plain) as unknown as S;
  if (schema.items !== undefined) return { ...copy, items: withoutExtensions(schema.items) };
  if (schema.properties === undefined) return copy;
  const properties = Object.entries(schema.properties).map(
    ([name, child]) => [name, withoutExtensions(child)] as const,
  );
  return { ...copy, properties: Object.fromEntries(properties) };
}
