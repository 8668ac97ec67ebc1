import { gidOf } from '../asana/gid.ts';
import { Priority } from '../asana/pace/pacer.ts';
import { Pages, type Row } from '../asana/pages.ts';
import { fill } from '../asana/query.ts';
import { type StreamName, streamRow } from '../streams/table.ts';
import { createClient } from '../sync/create-client.ts';
import { account, ownerOf, type Parent, workspaceParent } from '../sync/flat/parents.ts';
import { wantsWorkspace } from '../sync/flat/workspaces.ts';
import { noWorkspace } from '../sync/out-of-reach.ts';
import type { ClientContext } from '../sync/run-context.ts';
import { Skips } from '../sync/skips.ts';
import { Start } from '../sync/start.ts';
import type { FoundField } from './custom-field-columns.ts';

/** The custom fields that the token sees, each once. */
export interface CustomFields {
  readonly fields: readonly FoundField[];
  /** Whether every workspace was read. */
  readonly isComplete: boolean;
  /** Why not, in one line, if it is a failure. */
  readonly failure: string | undefined;
}

/**
 * Reads the custom fields of the workspaces that are wanted. What is refused is reported and left out.
 * @throws what ends it early: StoppedError, AuthError, FatalError (also where there is no workspace to read)
 */
export async function readCustomFields(context: ClientContext): Promise<CustomFields> {
  const { clock, config, logger, signal } = context;
  const skips = new Skips(logger, () => {});
  // One list after the other: there is nothing else to end when one finds out that it is over.
  const client = createClient(context, new Start(clock, logger), signal, () => {});
  const pages = new Pages(client, context.config.pageSize);
  let isComplete = true;
  const read = async (stream: StreamName, parent: Parent, optFields: readonly string[]): Promise<Row[]> => {
    const { list } = streamRow(stream);
    try {
      const query = { ...fill(list, parent.gid), optFields, endpoint: list.path, stream, priority: Priority.list };
      return await pages.all(query);
    } catch (error) {
      isComplete = false;
      skips.judge([stream], ownerOf(parent), error);
      return [];
    }
  };
  const found = new Map<string, Row>();
  const workspaces = (await read('workspaces', account, ['gid'])).map(gidOf);
  const wanted = workspaces.filter((gid) => gid !== '' && wantsWorkspace(config, gid));
  if (wanted.length === 0) throw noWorkspace(config);
  for (const gid of wanted) {
    const fields = ['gid', 'name', 'representation_type', 'resource_subtype'];
    for (const row of await read('custom_fields', workspaceParent(gid), fields)) found.set(gidOf(row), row);
  }
  found.delete('');
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  return {
    fields: [...found].map(([gid, row]) => ({
      gid,
      name: text(row['name']),
      subtype: text(row['resource_subtype']),
      representation: text(row['representation_type']),
    })),
    isComplete,
    failure: skips.failure,
  };
}
