import type { Config } from '../config/config.ts';
import type { Selection } from '../singer/selection.ts';
import { optFields } from '../streams/fields.ts';
import { loadSchema } from '../streams/schema.ts';
import { type StreamName, streamRow } from '../streams/table.ts';
import { columnsOf } from './record/add-columns.ts';
import { customColumnFields } from './record/custom-columns.ts';

/** Streams whose rows are tasks or projects, or belong to some: `include_enum_options` speaks of these. */
const PROJECT_ROWS: ReadonlySet<StreamName> = new Set(['projects', 'portfolio_items']);

/**
 * @param extra what the walk needs beside what is selected
 * @returns `opt_fields` for a stream's list; none where the specification lets nothing be asked for
 */
export function streamFields(
  name: StreamName,
  selection: Selection,
  config: Config,
  extra: readonly string[],
): string[] {
  const schema = loadSchema(name);
  if (Object.values(schema.properties).every((property) => property['x-ask'] === 'none')) return [];
  const selected = selection.get(name);
  const row = streamRow(name);
  const belowTaskOrProject = row.parent === 'task' || row.parent === 'project' || PROJECT_ROWS.has(name);
  const columns = selected === undefined ? [] : columnsOf(selected, config).map(({ column }) => column);
  // A row whose key is its parent's has no gid to ask for.
  const needed = extra.filter((field) => field !== 'gid' || schema.properties['gid'] !== undefined);
  const wanted = [...needed, ...customColumnFields(columns, schema)];
  if (row.replicationKey !== undefined && selected !== undefined) wanted.push(row.replicationKey);
  return optFields(selected?.ask ?? { type: 'object', properties: {} }, wanted, {
    enumOptions: config.includeEnumOptions || !belowTaskOrProject,
  });
}
