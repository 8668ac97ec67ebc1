import { rowGid } from '../../asana/gid.ts';
import { Priority } from '../../asana/pace/pacer.ts';
import type { ListQuery, Page, Row } from '../../asana/pages.ts';
import { fill } from '../../asana/query.ts';
import { isObject } from '../../json/is-object.ts';
import { inParallel } from '../concurrent.ts';
import type { ListOwner } from '../skips.ts';
import type { Walk } from '../walk.ts';
import type { FlatStream } from './flat-plan.ts';
import { emitWithInline } from './inline.ts';
import { ownerOf, type Parent, parentOf, withParent } from './parents.ts';

/** What a flat list is read for beside its rows. */
export interface FlatHooks {
  /** Decides whether a row comes out; all do without it. */
  readonly filter?: (row: Row) => boolean;
  /** Decides whether the rows inside a row come out; all do without it. */
  readonly opens?: (row: Row, gid: string) => boolean;
  /** Called for each row, whether it comes out or not. */
  readonly each?: (row: Row, gid: string) => void;
  /** Called when a row is on its way: its date may be the largest seen by now, and a reader may keep it waiting. */
  readonly leaves?: () => void;
  /** Called for each row once it is written, or known not to come out: a bookmark that moves before promises too much. */
  readonly done?: (gid: string, row: Row) => void;
  /** Parameters beside those of the table. */
  readonly params?: Readonly<Record<string, string>>;
}

/**
 * Reads one list of a stream and writes its rows. What it cannot read is judged and reported.
 * @returns whether it was read to its end; also where the parent names no such thing
 * @throws what ends the run
 */
export async function readFlat(
  walk: Walk,
  stream: FlatStream,
  parent: Parent,
  hooks: FlatHooks = {},
): Promise<boolean> {
  if (walk.skips.isClosed(stream.name, parent.workspace)) return false;
  try {
    await readRows(walk, stream, parent, hooks);
    return true;
  } catch (error) {
    walk.skips.judge(stream.readFor, listOwner(stream, parent), error);
    return false;
  }
}

/**
 * The same without a judge.
 * @throws what the client throws
 */
export async function readRows(walk: Walk, stream: FlatStream, parent: Parent, hooks: FlatHooks = {}): Promise<void> {
  const query = queryOf(stream, parent, hooks.params);
  if (query === undefined) return;
  // A row that takes a list of its own waits for it; the rows are kept, so that no offset token waits with them.
  const waiting: { row: Row; at: number }[] = [];
  for await (const page of pagesOf(walk, stream, query)) {
    for (const given of page.rows) {
      const row = withParent(given, stream.under, parent);
      const gid = rowGid(row);
      if (gid !== undefined) {
        hooks.each?.(row, gid);
        if (stream.inside.length > 0 && (hooks.opens?.(row, gid) ?? true))
          await emitInside(walk, stream, row, gid, parent.workspace, page.at);
      } else if (hooks.each !== undefined || stream.inside.length > 0) {
        // Nothing can be asked about it, so what lies below it is missing.
        walk.skips.doubt([stream.name]);
      }
      const comesOut = hooks.filter?.(row) ?? true;
      if (comesOut && stream.inline !== undefined && gid !== undefined) {
        waiting.push({ row, at: page.at });
        continue;
      }
      if (comesOut) {
        const written = walk.emitter.emitOnce(stream.name, row, page.at);
        hooks.leaves?.();
        await written;
      }
      if (gid !== undefined) hooks.done?.(gid, row);
    }
  }
  await inParallel(waiting, walk.config.maxConcurrentRequests, ({ row, at }) =>
    emitWithInline(walk, stream, row, at, parent.workspace),
  );
}

/** @returns whose list it is, for whoever judges why it could not be read */
export function listOwner(stream: FlatStream, parent: Parent): ListOwner {
  return { ...ownerOf(parent), list: stream.name };
}

function pagesOf(walk: Walk, { source }: FlatStream, query: ListQuery): AsyncIterable<Page> | Promise<Page>[] {
  return source.list.shape === 'object' ? [walk.pages.one(query)] : walk.pages.read(query);
}

/** Writes the rows of other streams that lie in a property of this one. */
async function emitInside(
  walk: Walk,
  stream: FlatStream,
  row: Row,
  gid: string,
  workspace: string,
  at: number,
): Promise<void> {
  for (const { name, from, kind, under } of stream.inside) {
    const given = row[from];
    const items: readonly unknown[] = Array.isArray(given) ? given : [];
    if (given !== items) walk.skips.doubt([name]);
    const parent = parentOf(kind, row, gid, workspace);
    for (const item of items) {
      if (isObject(item)) await walk.emitter.emitOnce(name, withParent(item, under, parent), at);
    }
  }
}

/**
 * @returns undefined where there is nothing to ask: the parent names no such thing
 * @throws what `fill` throws
 */
function queryOf(
  { name, source, optFields }: FlatStream,
  parent: Parent,
  more: Readonly<Record<string, string>> = {},
): ListQuery | undefined {
  const { list, via } = source;
  const gid = via === undefined ? parent.gid : parent.links[via];
  if (gid === undefined) return undefined;
  const { path, params } = fill(list, gid, parent.workspace);
  return {
    path,
    params: { ...params, ...more },
    optFields,
    endpoint: list.path,
    stream: name,
    priority: Priority.list,
    shape: list.shape === 'object' ? undefined : list.shape,
  };
}
