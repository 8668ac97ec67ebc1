import type { Findings } from './merge-schema.ts';

/** A warning names this many; a catalog of another program may differ in a hundred places. */
const MOST_NAMES = 12;

/** Names of old catalogs that exist here under another one. */
const RENAMED: Readonly<Record<string, string>> = { is_rendered_as_seperator: 'is_rendered_as_separator' };

/** @returns at most one warning of each kind about a stream's columns, each with what to do */
export function columnWarnings(stream: string, { unknown, retyped, hollow }: Findings): string[] {
  const warnings: string[] = [];
  if (unknown.length > 0) {
    warnings.push(`${stream}: the catalog has columns that do not exist here and get no values: ${names(unknown)}`);
  }
  if (retyped.length > 0) {
    warnings.push(
      `${stream}: the catalog gives these another type than Asana does, Asana's is used: ${names(retyped)}`,
    );
  }
  for (const path of hollow) {
    warnings.push(
      `${stream}: ${path} is selected with nothing in it and comes out as {}; select ${stream}.${path}.* or deselect it`,
    );
  }
  return warnings;
}

function names(paths: readonly string[]): string {
  const shown = paths.slice(0, MOST_NAMES).map((path) => {
    const now = RENAMED[path];
    return now === undefined ? path : `${path} (now ${now}; discover again)`;
  });
  const more = paths.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}
