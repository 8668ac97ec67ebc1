import { isObject } from '../json/is-object.ts';
import { cast } from './cast.ts';

/** What a custom field's column can be (docs/records.md). */
export const columnTypes = ['text', 'number', 'enum', 'multi_enum', 'date', 'people'] as const;

export type ColumnType = (typeof columnTypes)[number];

/** The type of a column made from a custom field, and the gid of the field that its value comes from. */
export interface CustomFieldColumn {
  readonly gid: string;
  readonly type: ColumnType;
}

/** Column names are plain everywhere: targets fold, quote and split the rest each in their own way. */
export const COLUMN_NAME = '^[a-z0-9_]+$';

/**
 * For discovery, which does not judge a config.
 * @param value `custom_field_columns` as it was given
 * @returns the columns in it that are right
 */
export function usableColumns(value: unknown): Record<string, CustomFieldColumn> {
  const columns = cast('columns', value);
  const usable: Record<string, CustomFieldColumn> = {};
  for (const [name, column] of Object.entries(isObject(columns) ? columns : {})) {
    if (new RegExp(COLUMN_NAME).test(name) && isColumn(column)) usable[name] = column;
  }
  return usable;
}

function isColumn(column: unknown): column is CustomFieldColumn {
  return isObject(column) && typeof column['gid'] === 'string' && columnTypes.some((type) => type === column['type']);
}
