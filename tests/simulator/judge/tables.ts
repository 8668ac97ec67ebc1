import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import type { Truth } from '../../../src/sandbox/truth.ts';
import { readGid } from '../../../src/sandbox/world/gid.ts';
import { isVisible } from '../../../src/sandbox/world/reader.ts';
import type { History } from '../edit/history.ts';
import type { Bookmarks } from '../play/bookmarks.ts';
import type { Message, Table, Target } from '../play/target.ts';
import { Coverage, readOf, type Scope } from './coverage.ts';
import type { Damage } from './damage.ts';
import type { Exception } from './exceptions.ts';
import { Excuse } from './excuse.ts';
import { type Expected, expectedRows, unlike } from './expected.ts';
import type { Finding } from './finding.ts';
import type { Floors } from './floors.ts';
import { Owed } from './owed.ts';
import { read } from './own-fields.ts';
import { Shown } from './shown.ts';

/** What the tables are held against. */
export interface Standard {
  readonly sandbox: Sandbox;
  readonly history: History;
  readonly scope: Scope;
  /** The streams that the last run had selected. */
  readonly streams: readonly string[];
  /** Of these, the ones that it read whole. */
  readonly tables: readonly string[];
  /** Of these, the ones whose tables it has closed. */
  readonly closed: ReadonlySet<string>;
  /** Whether archived projects were read like others in every run. */
  readonly isArchived: boolean;
  readonly floors: Floors;
  readonly damage: Damage;
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
  const { sandbox, history, scope, closed, floors, bookmarks } = standard;
  const { world, reader } = sandbox;
  const coverage = new Coverage(world, reader, scope);
  const shown = new Shown(coverage, history, bookmarks, floors);
  const owed = new Owed(coverage, history, floors);
  const excuse = new Excuse(coverage, shown, history, standard.isArchived);
  const findings: Finding[] = [...closed].flatMap((stream) => ghosts(stream, target.table(stream), sandbox));
  const excused: Partial<Record<Exception, number>> = {};
  let rows = 0;
  for (const expected of expectedRows(sandbox, standard.streams, readOf(scope))) {
    const { stream, key, index } = expected;
    if (!owed.has(stream, index, shown)) continue;
    rows += 1;
    const found = target.table(stream).get(key);
    const fields = unlike(expected, found);
    if (fields?.length === 0) continue;
    if (fields === undefined && !isOwedAgain(expected, standard.damage, coverage)) continue;
    const isTorn = fields === undefined && target.isTorn(stream);
    const known = excuse.for({ stream, index, fields }) ?? (isTorn ? 'torn-close' : undefined);
    // What is read whole has no changes without a sign, unless archived projects are left out of it.
    const exception = scope.isArchived && standard.tables.includes(stream) ? undefined : known;
    if (exception !== undefined) excused[exception] = (excused[exception] ?? 0) + 1;
    else findings.push(finding(expected, fields, found));
  }
  return { findings, excused, rows };
}

/**
 * A closed table holds nothing but what a full read would bring, or what is there and may be seen, be it in no list: a task
 * that was refused is asked again.
 */
function ghosts(stream: string, table: Table, sandbox: Sandbox): Finding[] {
  const { world, reader } = sandbox;
  const there: ReadonlySet<string> = new Set(sandbox.truth()[stream as keyof Truth]);
  const isThere = (key: string) => {
    const found = there.has(key) ? undefined : readGid(world.seed, key);
    return found === undefined || (found !== null && isVisible(world, found.kind, found.index, reader));
  };
  return [...table.keys()]
    .filter((key) => !isThere(key))
    .map((key) => ({ kind: 'ghost', stream, text: `${key} is gone, but not from its closed table` }));
}

/** Whether a missing row is to come: where it has gone from its table, only by the lists whose bookmarks were set back. */
function isOwedAgain({ stream, key, index }: Expected, damage: Damage, coverage: Coverage): boolean {
  if (!damage.has(stream, key)) return true;
  const { tasks, stories } = coverage.world;
  if (stream === 'projects') return damage.isOwedBy(stream, key, [key]);
  const task = tasks.get(stream === 'stories' ? stories.get(index).task : index);
  return damage.isOwedBy(
    stream,
    key,
    coverage.chain(task).flatMap((each) => coverage.partitionsOf(each)),
  );
}

function finding(
  { stream, key, index, row }: Expected,
  fields: readonly string[] | undefined,
  found: Message | undefined,
): Finding {
  if (fields === undefined) return { kind: 'lost', stream, text: `${key} (${index}) is missing` };
  const said = fields.map((field) => `${field} is ${read(found, field)} instead of ${read(row, field)}`);
  return { kind: 'stale', stream, text: `${key} (${index}): ${said.join('; ')}` };
}
