import { BlockedError, TooManyError } from '../../asana/errors.ts';
import { rowGid } from '../../asana/gid.ts';
import { Priority } from '../../asana/pace/pacer.ts';
import { fill } from '../../asana/query.ts';
import { SkipError } from '../../errors.ts';
import type { ListRequest } from '../../streams/define.ts';
import { type StreamName, streamRow } from '../../streams/table.ts';
import type { Walk } from '../walk.ts';

/**
 * The sections of a project, whose lists together are the project's: what Asana's docs advise where a result is too
 * large for one query ('Errors').
 * @param project its gid
 * @param stream the stream whose list it is: the request counts for it
 * @param reason why it has to be split
 * @returns gids, one at least
 * @throws the reason if there is nothing to split it by or not all of it can be, or what the client throws
 */
export async function sectionsOf(
  walk: Walk,
  project: string,
  stream: StreamName,
  reason: TooManyError,
): Promise<string[]> {
  const { list } = streamRow('sections');
  const request = { optFields: ['gid'], endpoint: list.path, stream, priority: Priority.child };
  const rows = await walk.pages.all({ ...requestOf(list, project, reason), ...request }).catch((error: unknown) => {
    throw isOnlyTheWayAround(error) ? new TooManyError(`${reason.message} ${error.message}`) : error;
  });
  const sections = rows.map((row) => rowGid(row)).filter((gid) => gid !== undefined);
  // What is in it, or in a section that cannot be asked about, must not get lost in silence.
  if (sections.length === 0 || sections.length < rows.length) throw reason;
  return sections;
}

/** @throws the reason where the project's gid cannot be asked about: what is in it must not get lost in silence */
function requestOf(list: ListRequest, project: string, reason: TooManyError) {
  try {
    return fill(list, project);
  } catch {
    throw reason;
  }
}

/**
 * Whether only the sections are refused. The project itself is not: passed over like one that is, it would be missing with
 * exit 0, and for want of a scope, which sections need and tasks do not, so would all tasks of the workspace.
 */
function isOnlyTheWayAround(error: unknown): error is SkipError {
  return error instanceof SkipError && !(error instanceof BlockedError) && error.status !== 404;
}
