import type { SelectedStream, Selection } from '../../../src/singer/selection.ts';
import { loadSchema, withoutExtensions } from '../../../src/streams/schema.ts';
import { type StreamName, streamNames, streamRow } from '../../../src/streams/table.ts';
import { prune } from '../../support/prune.ts';
import { isOwnPath } from '../judge/own-fields.ts';

const made = new Map<string, SelectedStream>();

/**
 * @param tables those that the catalog wants as full tables
 * @returns a selection of whole streams, cut to the fields that are compared: what is not asked for costs no time
 */
export function selectionOf(names: readonly StreamName[], tables: readonly StreamName[]): Selection {
  const chosen = streamNames.filter((name) => names.includes(name));
  return new Map(chosen.map((name) => [name, selected(name, tables.includes(name))]));
}

function selected(name: StreamName, isTable: boolean): SelectedStream {
  const id = `${name} ${isTable}`;
  const known = made.get(id);
  if (known !== undefined) return known;
  const { key, replicationKey } = streamRow(name);
  const ask = prune(loadSchema(name), (path) => isOwnPath(name, path));
  const stream: SelectedStream = {
    id: name,
    ask,
    schema: withoutExtensions(ask),
    keyProperties: key,
    replicationMethod: isTable || replicationKey === undefined ? 'FULL_TABLE' : 'INCREMENTAL',
    ...(replicationKey !== undefined && { replicationKey }),
  };
  made.set(id, stream);
  return stream;
}
