import type { ForeignEntry, ForeignSchema, MetadataEntry } from './catalog.ts';

/** What a catalog's metadata says, by breadcrumb. */
export type MetadataMap = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

/** Fixes a breadcrumb's form as a map's key; a name may hold any character but this one. */
const SEPARATOR = '\u0000';

/** @returns the metadata by breadcrumb; several entries for one place add up, later ones win */
export function metadataMap(entries: readonly MetadataEntry[]): MetadataMap {
  const map = new Map<string, Readonly<Record<string, unknown>>>();
  for (const { breadcrumb, metadata } of entries) {
    const key = breadcrumb.join(SEPARATOR);
    map.set(key, { ...map.get(key), ...metadata });
  }
  return map;
}

/** @returns what is said about one place; empty if nothing is */
export function metadataAt(map: MetadataMap, breadcrumb: readonly string[]): Readonly<Record<string, unknown>> {
  return map.get(breadcrumb.join(SEPARATOR)) ?? {};
}

/**
 * Whether a catalog asks for a stream: the Singer SDK's rules, and the older places for the same word that
 * singer-python and Meltano still use (on the stream, in its schema).
 */
export function isStreamSelected(entry: ForeignEntry): boolean {
  // Most of a catalog is about properties of streams that nobody selected.
  const root = metadataAt(metadataMap(entry.metadata.filter(({ breadcrumb }) => breadcrumb.length < 2)), []);
  if (root['inclusion'] === 'unsupported') return false;
  if (root['inclusion'] === 'automatic') return true;
  const said = truth(root['selected']) ?? truth(entry.selected) ?? truth(entry.schema.selected);
  // The SDK takes a stream without any metadata for a wanted one: somebody wrote it into the catalog by hand.
  return said ?? truth(root['selected-by-default']) ?? entry.metadata.length === 0;
}

/**
 * Whether a catalog asks for a property of what is selected, by the Singer SDK's rules (`_breadcrumb_is_selected`): it
 * does, unless it says otherwise.
 * @param breadcrumb the property's own
 * @param schema the property's own, in which older catalogs have the word
 */
export function isPropertySelected(map: MetadataMap, breadcrumb: readonly string[], schema: ForeignSchema): boolean {
  const metadata = metadataAt(map, breadcrumb);
  if (metadata['inclusion'] === 'unsupported') return false;
  if (metadata['inclusion'] === 'automatic') return true;
  return truth(metadata['selected']) ?? truth(schema.selected) ?? truth(metadata['selected-by-default']) ?? true;
}

/** `true` and `false`, also as text (the Singer docs' own example); anything else says nothing. */
function truth(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string') return undefined;
  const text = value.toLowerCase();
  return text === 'true' ? true : text === 'false' ? false : undefined;
}
