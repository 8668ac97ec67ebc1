import type { PropertySchema } from '../../src/streams/schema.ts';

/** Every path of a stream's schema, `assignee.name`; a list's items count as the list. */
export function pathsOf(schema: PropertySchema): string[] {
  const properties = schema.properties ?? schema.items?.properties ?? {};
  return Object.entries(properties).flatMap(([name, below]) => [
    name,
    ...pathsOf(below).map((path) => `${name}.${path}`),
  ]);
}

/** Whether a row has a field at a path, in any item where it is a list. */
export function has(value: unknown, path: readonly string[]): boolean {
  const [name, ...rest] = path;
  if (name === undefined) return value !== undefined;
  if (Array.isArray(value)) return value.some((each) => has(each, path));
  return typeof value === 'object' && value !== null && has((value as Record<string, unknown>)[name], rest);
}
