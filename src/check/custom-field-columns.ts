import { compareGids } from '../asana/gid.ts';
import { type ColumnType, type CustomFieldColumn, columnTypes } from '../config/columns.ts';

/** What is needed of a custom field to make a column of it. */
export interface FoundField {
  readonly gid: string;
  readonly name: string;
  readonly subtype: string;
  /** `formula` and `custom_id` are shown, but have no value of their own. */
  readonly representation: string;
}

type Columns = Readonly<Record<string, CustomFieldColumn>>;

/** Postgres cuts names at 63 bytes; a number has to fit behind. */
const LONGEST = 58;
const SHOWN = new Set(['formula', 'custom_id', 'reference']);

/**
 * Gives each custom field a column. Names are safe everywhere, and no two are alike; a field that has a column already keeps
 * it, whatever it is called by now, unless no column may have that name.
 * @param fields in any order; older ones (smaller gids) have the first choice of a name
 * @param known the columns that are configured
 * @param taken names that no column may have
 */
export function columnsFor(fields: readonly FoundField[], known: Columns, taken: ReadonlySet<string>): Columns {
  // A name that is taken is refused in the next run: its field gets another.
  const columns = new Map(Object.entries(known).filter(([name]) => !taken.has(name)));
  const done = new Set([...columns.values()].map(({ gid }) => gid));
  for (const field of [...fields].sort((a, b) => compareGids(a.gid, b.gid))) {
    if (done.has(field.gid)) continue;
    done.add(field.gid);
    const name = freeName(safeName(field.name), (each) => columns.has(each) || taken.has(each));
    columns.set(name, { gid: field.gid, type: typeOf(field) });
  }
  return Object.fromEntries(columns);
}

/** @returns a name of `[a-z0-9_]+` that begins with a letter, as near to a field's own as can be */
export function safeName(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
  const named = /^[a-z]/.test(plain) ? plain : `field_${plain}`;
  return named.slice(0, LONGEST).replace(/_+$/, '');
}

/** @returns whether nothing of a field's name is left in its column's: 優先度 */
export function isNameless(name: string): boolean {
  return safeName(name) === safeName('');
}

function freeName(name: string, isTaken: (name: string) => boolean): string {
  let free = name;
  for (let number = 2; isTaken(free); number += 1) free = `${name}_${number}`;
  return free;
}

/** What has no value of a type that a column can have is shown as text (Asana's specification, `display_value`). */
function typeOf({ subtype, representation }: FoundField): ColumnType {
  if (SHOWN.has(representation)) return 'text';
  return columnTypes.find((type) => type === subtype) ?? 'text';
}
