import { Priority } from '../asana/pacer.ts';
import { type Row, rowGid } from '../asana/pages.ts';
import { fill, pathSegment } from '../asana/query.ts';
import type { StreamRow } from '../streams/define.ts';
import { inParallel } from './concurrent.ts';
import type { FlatStream } from './plan.ts';
import type { ListOwner } from './skips.ts';
import type { Walk } from './walk.ts';

/** What a flat list is read for beside its rows. */
export interface FlatHooks {
  /** Decides whether a row comes out; all do without it. */
  readonly filter?: (row: Row) => boolean;
  /** Called for each row, whether it comes out or not. */
  readonly each?: (row: Row, gid: string) => void;
  /** Called for each row once it is written, or known not to come out: a bookmark that moves before promises too much. */
  readonly done?: (gid: string) => void;
}

/**
 * Reads one list of a stream and writes its rows.
 * @param parent the gid it is listed under; '' for the account
 * @returns the gids of its rows, or undefined if it could not be read to its end
 */
export async function readFlat(
  walk: Walk,
  stream: FlatStream,
  parent: string,
  owner: ListOwner,
  hooks: FlatHooks = {},
): Promise<string[] | undefined> {
  const { name } = stream;
  if (walk.skips.isClosed(name, owner.workspace) || (parent !== '' && pathSegment(parent) === undefined))
    return undefined;
  const gids: string[] = [];
  // A row that takes a list of its own waits for it; the rows are kept, so that no offset token waits with them.
  const waiting: { row: Row; at: number }[] = [];
  try {
    for await (const page of walk.pages.read(listQuery(stream.row, name, parent, stream.optFields))) {
      for (const row of page.rows) {
        const gid = rowGid(row);
        if (gid !== undefined) {
          gids.push(gid);
          hooks.each?.(row, gid);
        }
        const comesOut = hooks.filter?.(row) ?? true;
        if (comesOut && stream.inline !== undefined && gid !== undefined) {
          waiting.push({ row, at: page.at });
          continue;
        }
        if (comesOut) await walk.emitter.emitOnce(name, row, page.at);
        if (gid !== undefined) hooks.done?.(gid);
      }
    }
  } catch (error) {
    walk.skips.judge([name], owner, error);
    return undefined;
  }
  await inParallel(waiting, walk.config.maxConcurrentRequests, ({ row, at }) =>
    emitWithInline(walk, stream, row, at, owner.workspace),
  );
  return gids;
}

/** Fills the property that has a list of its own; where that is refused, the row comes without it. */
async function emitWithInline(walk: Walk, stream: FlatStream, row: Row, at: number, workspace: string): Promise<void> {
  const { inline, name } = stream;
  const template = stream.row.inline;
  const gid = rowGid(row);
  if (inline === undefined || template === undefined || gid === undefined) return;
  let items: readonly Row[] | null = null;
  if (pathSegment(gid) !== undefined) {
    const { path, params } = fill(template, gid);
    const owner: ListOwner = { kind: 'parent', workspace, label: `the ${inline.label} of ${name} ${gid}` };
    try {
      const query = { path, params, optFields: inline.optFields, endpoint: template.path, stream: name };
      items = await walk.pages.all({ ...query, priority: Priority.child });
    } catch (error) {
      walk.skips.judge([name], owner, error);
    }
  }
  await walk.emitter.emitOnce(name, { ...row, [inline.property]: items }, at);
}

function listQuery(row: StreamRow, stream: string, parent: string, optFields: readonly string[]) {
  const { path, params } = fill(row.list, parent);
  return { path, params, optFields, endpoint: row.list.path, stream, priority: Priority.list };
}
