import type { ObjectSchema, PropertySchema } from './schema.ts';

export interface FieldOptions {
  /** Config `include_enum_options`: false leaves the options of a custom field out, the heaviest part of an answer. */
  readonly enumOptions: boolean;
}

/**
 * What to ask the API for. An object is asked for by its leaves, since its bare name brings a compact form that may lack
 * what is selected; by its bare name where the schema says so, or where nothing below it is selected: that tells `{}`
 * from null, is a name that the specification has, and Asana adds `gid` to every object by itself.
 *
 * @param ask a stream's own schema cut to the selected properties, or the items of an inline list
 * @param extra dotted names that the walk needs beside them
 * @returns `opt_fields`: sorted dotted names, each once
 */
export function optFields(
  ask: ObjectSchema,
  extra: readonly string[] = [],
  options: FieldOptions = { enumOptions: true },
): string[] {
  const names = new Set<string>();
  for (const [name, property] of Object.entries(ask.properties)) collect(names, [name], property, options);
  for (const name of extra) if (!isCovered(names, name)) names.add(name);
  return [...names].sort();
}

function collect(names: Set<string>, path: readonly string[], property: PropertySchema, options: FieldOptions): void {
  const ask = property['x-ask'];
  if (ask === 'none' || (!options.enumOptions && isEnumOptions(path))) return;
  const children = ask === 'bare' ? [] : Object.entries(itemOf(property).properties ?? {});
  const before = names.size;
  for (const [name, child] of children) collect(names, [...path, name], child, options);
  if (names.size === before) names.add(path.join('.'));
}

/** Lists of objects are asked for like the objects in them. */
function itemOf(property: PropertySchema): PropertySchema {
  return property.items === undefined ? property : itemOf(property.items);
}

function isEnumOptions(path: readonly string[]): boolean {
  return path.at(-1) === 'enum_options' && path.at(-2) === 'custom_fields';
}

/** A compact form always has its gid, so `parent.gid` asks for nothing new beside `parent`. */
function isCovered(names: ReadonlySet<string>, name: string): boolean {
  return name.endsWith('.gid') && names.has(name.slice(0, -'.gid'.length));
}
