import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import { TRUTH_STREAMS } from '../../../src/sandbox/truth.ts';
import { readGid } from '../../../src/sandbox/world/gid.ts';
import { isListed, isVisible } from '../../../src/sandbox/world/reader.ts';
import type { World } from '../../../src/sandbox/world/world.ts';
import type { History } from '../edit/history.ts';
import type { Bookmarks } from '../play/bookmarks.ts';
import type { Table, Target } from '../play/target.ts';
import { Coverage, type Scope } from './coverage.ts';
import type { Exception } from './exceptions.ts';
import { Excuse } from './excuse.ts';
import type { Finding } from './finding.ts';
import { INLINE, ownFields, read } from './own-fields.ts';
import { Shown } from './shown.ts';

/** What the tables are held against. */
export interface Standard {
  readonly sandbox: Sandbox;
  readonly history: History;
  readonly scope: Scope;
  /** The streams that the last run had selected. */
  readonly streams: readonly string[];
  /** Of these, the ones whose tables it has closed. */
  readonly closed: ReadonlySet<string>;
  /** Epoch ms of `start_date`, if there is one. */
  readonly start: number | undefined;
  readonly bookmarks: Bookmarks;
}

export interface Judgement {
  readonly findings: Finding[];
  /** How many differences each exception covers. */
  readonly excused: Partial<Record<Exception, number>>;
  readonly rows: number;
}

/** Holds every live row against its table. */
export function judgeTables(target: Target, standard: Standard): Judgement {
  const { sandbox, history, scope, start, bookmarks } = standard;
  const { world, reader } = sandbox;
  const coverage = new Coverage(world, reader, scope);
  const shown = new Shown(coverage, history, bookmarks, start === undefined);
  const excuse = new Excuse(coverage, shown, history, scope.isArchived);
  const truth = sandbox.truth({
    assigned: scope.isAssigned && scope.projects.length === 0,
    archived: scope.isArchived,
    ...(scope.projects.length > 0 && { projects: scope.projects }),
    ...(scope.workspaces.length > 0 && { workspaces: scope.workspaces }),
  });
  const findings: Finding[] = [];
  const excused: Partial<Record<Exception, number>> = {};
  let rows = 0;
  for (const stream of TRUTH_STREAMS) {
    if (!standard.streams.includes(stream)) continue;
    const table = target.table(stream);
    if (standard.closed.has(stream)) findings.push(...ghosts(stream, table, sandbox));
    for (const gid of truth[stream]) {
      const index = readGid(world.seed, gid)?.index ?? -1;
      if (start !== undefined && !isSince(stream, index, start, { coverage, shown })) continue;
      rows += 1;
      const fields = differences(sandbox, stream, gid, index, table);
      if (fields?.length === 0) continue;
      const isTorn = fields === undefined && target.isTorn(stream);
      const exception = excuse.for({ stream, index, fields }) ?? (isTorn ? 'torn-close' : undefined);
      if (exception !== undefined) excused[exception] = (excused[exception] ?? 0) + 1;
      else findings.push(finding(sandbox, stream, gid, fields, table));
    }
  }
  return { findings, excused, rows };
}

/** A closed table holds nothing but what is there and may be seen, be it in no list: a task that was refused is asked again. */
function ghosts(stream: string, table: Table, { world, reader }: Sandbox): Finding[] {
  return [...table.keys()]
    .filter((gid) => {
      const found = readGid(world.seed, gid);
      return found === null || found === undefined || !isVisible(world, found.kind, found.index, reader);
    })
    .map((gid) => ({ kind: 'ghost', stream, text: `${gid} is gone, but not from its closed table` }));
}

/**
 * Whether a stream that begins at `start_date` has the row: by when it was last in a changed list, or where it only comes out
 * below another task, by its own date. An assigned subtask that could not be read when it changed is in no changed list.
 */
function isSince(
  stream: string,
  index: number,
  start: number,
  { coverage, shown }: { coverage: Coverage; shown: Shown },
): boolean {
  const { world } = coverage;
  if (stream === 'projects') return world.projects.get(index).modifiedAt >= start;
  if (stream === 'stories') return world.stories.get(index).createdAt >= start;
  if (stream !== 'tasks' && stream !== 'subtasks') return true;
  const task = world.tasks.get(index);
  const isListed = stream === 'tasks' || (coverage.assignedOf(task) !== undefined && !shown.mayHaveBeenHidden(task));
  return (isListed ? task.touchedAt : task.modifiedAt) >= start;
}

function differences(sandbox: Sandbox, stream: string, gid: string, index: number, table: Table) {
  const row = table.get(gid);
  if (row === undefined) return undefined;
  const object = sandbox.object(gid, ownFields(stream).join(','));
  const inline = INLINE[stream];
  return ownFields(stream).filter((field) => {
    if (inline === undefined || !field.startsWith(inline)) return read(row, field) !== read(object, field);
    return sorted(row[inline]) !== inlineGids(sandbox, stream, index).sort().join();
  });
}

function sorted(items: unknown): string {
  if (!Array.isArray(items)) return String(items);
  return items
    .map((item: { gid?: unknown }) => String(item.gid))
    .sort()
    .join();
}

function inlineGids({ world, reader }: Sandbox, stream: string, index: number): string[] {
  if (stream === 'teams') return Array.from(world.lists.teamUsers.ids(index), (user) => world.gid('user', user));
  return Array.from(world.lists.portfolioItems.ids(index))
    .filter((item) => item < 0 || isListed(world.projects.get(item), reader))
    .map((item) => itemGid(world, item));
}

function itemGid(world: World, item: number): string {
  return item < 0 ? world.gid('portfolio', -1 - item) : world.gid('project', item);
}

function finding(
  sandbox: Sandbox,
  stream: string,
  gid: string,
  fields: readonly string[] | undefined,
  table: Table,
): Finding {
  const { world } = sandbox;
  const index = readGid(world.seed, gid)?.index ?? -1;
  if (fields === undefined) return { kind: 'lost', stream, text: `${gid} (${index}) is missing` };
  const object = sandbox.object(gid, ownFields(stream).join(','));
  const said = fields.map((field) => `${field} is ${read(table.get(gid), field)} instead of ${read(object, field)}`);
  return { kind: 'stale', stream, text: `${gid} (${index}): ${said.join('; ')}` };
}
