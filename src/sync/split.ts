import { rowGid } from '../asana/gid.ts';
import { Priority } from '../asana/pacer.ts';
import { fill } from '../asana/query.ts';
import { streamRow } from '../streams/table.ts';
import type { Walk } from './walk.ts';

/**
 * The sections of a project, whose lists together are the project's: what Asana's docs advise where a result is too
 * large for one query ('Errors').
 * @param project its gid
 * @returns gids
 * @throws what the client throws
 */
export async function sectionsOf(walk: Walk, project: string): Promise<string[]> {
  const { list } = streamRow('sections');
  const { path, params } = fill(list, project);
  const query = { path, params, optFields: ['gid'], endpoint: list.path, stream: 'tasks', priority: Priority.child };
  const rows = await walk.pages.all(query);
  return rows.map((row) => rowGid(row)).filter((gid) => gid !== undefined);
}
