import { furtherRows } from '../../../src/sandbox/further-lists.ts';
import { FURTHER_STREAMS } from '../../../src/sandbox/further-streams.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import { type ScopeOptions, scopeOf } from '../../../src/sandbox/scope.ts';
import { TRUTH_STREAMS } from '../../../src/sandbox/truth.ts';
import { readGid } from '../../../src/sandbox/world/gid.ts';
import { isListed } from '../../../src/sandbox/world/reader.ts';
import type { World } from '../../../src/sandbox/world/world.ts';
import { columnsOf, INLINE, ownFields, read } from './own-fields.ts';

type Json = Readonly<Record<string, unknown>>;

/** A row as it should be, by its key in its table: what a full read would bring now. */
export interface Expected {
  readonly stream: string;
  readonly key: string;
  /** The place in the world of what it shows; -1 where that has none of its own. */
  readonly index: number;
  /** Its own fields. */
  readonly row: Json;
}

/** Every row that the tables of some streams should have. */
export function expectedRows(sandbox: Sandbox, streams: readonly string[], options: ScopeOptions): Expected[] {
  return [...coreRows(sandbox, streams, options), ...otherRows(sandbox, streams, options)];
}

/** Those of the streams that are selected by default. */
function coreRows(sandbox: Sandbox, streams: readonly string[], options: ScopeOptions): Expected[] {
  const truth = sandbox.truth(options);
  return TRUTH_STREAMS.filter((stream) => streams.includes(stream)).flatMap((stream) =>
    truth[stream].map((key) => {
      const index = readGid(sandbox.world.seed, key)?.index ?? -1;
      const row = sandbox.object(key, ownFields(stream).join(',')) as Json;
      const inline = INLINE[stream];
      return {
        stream,
        key,
        index,
        row: inline === undefined ? row : { ...row, [inline]: inlineOf(sandbox, stream, index) },
      };
    }),
  );
}

/** Those of all others. */
function otherRows({ world, plan, reader }: Sandbox, streams: readonly string[], options: ScopeOptions): Expected[] {
  const wanted = FURTHER_STREAMS.filter((stream) => streams.includes(stream));
  if (wanted.length === 0) return [];
  const scope = scopeOf(world, reader, options);
  return wanted.flatMap((stream) => {
    const columns = columnsOf(stream);
    const fields = ownFields(stream).filter((field) => !columns.includes(field));
    const rows = furtherRows(stream, fields.join(','), { world, plan, reader }, scope);
    return Array.from(rows, ([key, { parent, row }]) => {
      // The list of a user is one of a workspace: `workspace/user`.
      const under = Object.fromEntries(columns.map((column) => [column, parent.split('/')[0]]));
      return { stream, key, index: readGid(world.seed, key)?.index ?? -1, row: { ...(row as Json), ...under } };
    });
  });
}

/** @returns the fields in which a row in a table is not as it should be; undefined where it is missing */
export function unlike({ stream, row }: Expected, found: Json | undefined): string[] | undefined {
  if (found === undefined) return undefined;
  const inline = INLINE[stream];
  return ownFields(stream).filter((field) => {
    if (inline === undefined || !field.startsWith(inline)) return read(found, field) !== read(row, field);
    return gidsIn(found[inline]) !== gidsIn(row[inline]);
  });
}

/** Such lists have no order. */
function gidsIn(items: unknown): string {
  if (!Array.isArray(items)) return String(items);
  return items
    .map((item: { gid?: unknown }) => String(item.gid))
    .sort()
    .join();
}

function inlineOf({ world, reader }: Sandbox, stream: string, index: number): { gid: string }[] {
  if (stream === 'teams')
    return Array.from(world.lists.teamUsers.ids(index), (user) => ({ gid: world.gid('user', user) }));
  return Array.from(world.lists.portfolioItems.ids(index))
    .filter((item) => item < 0 || isListed(world.projects.get(item), reader))
    .map((item) => ({ gid: itemGid(world, item) }));
}

function itemGid(world: World, item: number): string {
  return item < 0 ? world.gid('portfolio', -1 - item) : world.gid('project', item);
}
