import type { CustomFieldColumn } from '../../config/columns.ts';
import type { Config } from '../../config/config.ts';
import type { SelectedStream } from '../../singer/selection.ts';
import { customColumnValue } from './custom-columns.ts';

/** A column made from a custom field. */
export interface NamedColumn {
  readonly name: string;
  readonly column: CustomFieldColumn;
}

/** @returns the columns made from custom fields that are selected in a stream (docs/records.md) */
export function columnsOf(stream: SelectedStream, config: Config): NamedColumn[] {
  return Object.entries(config.customFieldColumns)
    .filter(([name]) => stream.ask.properties[name]?.['x-ask'] === 'none')
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
