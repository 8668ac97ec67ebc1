import type { CustomFieldColumn } from '../../config/columns.ts';
import type { Config } from '../../config/config.ts';
import type { SelectedStream } from '../../singer/selection.ts';
import type { StreamName } from '../../streams/table.ts';
import { customColumnValue } from './custom-columns.ts';

/** The streams whose rows have custom fields that can become columns (docs/records.md). */
export const streamsWithColumns: ReadonlySet<string> = new Set<StreamName>([
  'tasks',
  'subtasks',
  'projects',
  'portfolios',
]);

/** A column made from a custom field. */
export interface NamedColumn {
  readonly name: string;
  readonly column: CustomFieldColumn;
}

/** @returns the columns made from custom fields that are selected in a stream */
export function columnsOf({ id, ask }: SelectedStream, config: Config): NamedColumn[] {
  // Another stream may have a column of its own by that name: `rates.rate`, `teams.users`.
  if (!streamsWithColumns.has(id)) return [];
  return Object.entries(config.customFieldColumns)
    .filter(([name]) => Object.hasOwn(ask.properties, name))
    .map(([name, column]) => ({ name, column }));
}

/** @returns the row with a property for each column; the row itself if there are none */
export function addColumns(
  row: Readonly<Record<string, unknown>>,
  columns: readonly NamedColumn[],
): Readonly<Record<string, unknown>> {
  if (columns.length === 0) return row;
  const values = columns.map(({ name, column }) => [name, customColumnValue(row['custom_fields'], column)]);
  return { ...row, ...Object.fromEntries(values) };
}
