import { asInstant, toInstantText } from '../json/instant.ts';
import { isObject } from '../json/is-object.ts';

/** Progress inside a partition: the children of rows up to `gid`, in numeric order, are out (contract, 'State'). */
export interface OpenPartition {
  /** When the run began that read the list, RFC 3339: becomes the bookmark, less the lookback. */
  readonly at: string;
  /** What the list was asked with: the next run asks with the same. '' is the whole list. */
  readonly since: string;
  readonly gid: string;
}

/** The place of one stream. Instants are RFC 3339 texts; '' is 'from the beginning'. */
export interface Bookmark {
  readonly replicationKey: string;
  /** The largest value seen: for people and old tools. */
  largest: string | undefined;
  /** What came in in its place without being one. */
  readonly blank: '' | null | undefined;
  /** A bookmark for all lists, from a tap that kept no other. The lists take it over once they are known (`partitions`). */
  readonly legacy: string | undefined;
  readonly partitions: Map<string, string>;
  readonly open: Map<string, OpenPartition | undefined>;
  /**
   * From when on what lies below a task still has to be read, where that is not the partition's own bookmark: an older
   * tap never read the stories of subtasks, and `subtask_sweep_hours` leaves sweeps out.
   */
  readonly swept: Map<string, string>;
  /** By workspace: an older tap's bookmark, for the projects there, which could not be listed yet. '': they were. */
  readonly waiting: Map<string, string>;
  /** gids of tasks whose own list was refused: asked again in each run. */
  readonly refused: Set<string>;
  /** Those of them of which only what came since `start_date` is owed: they were refused where the stream begins there. */
  readonly cut: Set<string>;
  /** Whether the state that came in was ours. */
  readonly own: boolean;
  /** Keys of ours that are in the state: once there, they stay. */
  readonly keys: Set<string>;
}

type Problems = string[];

/**
 * @param value the stream's bookmark as it came in; undefined if there is none
 * @param problems gets a line for each thing that cannot be read
 */
export function parseBookmark(stream: string, replicationKey: string, value: unknown, problems: Problems): Bookmark {
  const input = (value ?? {}) as Record<string, unknown>;
  const name = `state.bookmarks.${stream}`;
  const instant = (text: unknown, where: string): string | undefined => {
    if (text === '') return '';
    const ms = asInstant(text);
    if (!Number.isNaN(ms)) return toInstantText(ms);
    problems.push(`${where}: expected a date-time or "", got ${JSON.stringify(text)?.slice(0, 80)}`);
    return undefined;
  };
  for (const key of Object.keys(input)) {
    if (key === replicationKey || KEYS.has(key)) continue;
    problems.push(`${name}.${key}: unknown; a bookmark has ${[replicationKey, ...KEYS].join(', ')}`);
  }
  const largest = input[replicationKey];
  const read = largest === undefined || largest === null ? undefined : instant(largest, `${name}.${replicationKey}`);
  const own = input['partitions'] !== undefined;
  const instants = (key: string): Map<string, string> => {
    const where = `${name}.${key}`;
    return new Map(entries(input[key], where, problems).map(([of, at]) => [of, instant(at, `${where}.${of}`) ?? '']));
  };
  const bookmark: Bookmark = {
    replicationKey,
    largest: read === '' ? undefined : read,
    blank: largest === '' || largest === null ? largest : undefined,
    legacy: own || read === undefined || read === '' ? undefined : read,
    partitions: instants('partitions'),
    open: new Map(),
    swept: instants('swept'),
    waiting: instants('waiting'),
    refused: gidsOf(input['refused'], `${name}.refused`, problems),
    cut: gidsOf(input['cut'], `${name}.cut`, problems),
    own,
    keys: new Set([...KEYS].filter((key) => input[key] !== undefined)),
  };
  for (const [partition, text] of entries(input['open'], `${name}.open`, problems)) {
    bookmark.open.set(partition, parseOpen(text, `${name}.open.${partition}`, problems, instant));
  }
  return bookmark;
}

/**
 * A task's own list was refused: it is to be asked again in each run.
 * @param isCut whether only what came since `start_date` is wanted of it; once more was, it stays so
 */
export function refuse({ cut, keys, refused }: Bookmark, gid: string, isCut: boolean): void {
  if (!isCut) cut.delete(gid);
  else if (!refused.has(gid)) {
    cut.add(gid);
    keys.add('cut');
  }
  refused.add(gid);
  keys.add('refused');
}

/** It is not refused any more, or gone. */
export function forgetRefused({ cut, refused }: Bookmark, gid: string): void {
  cut.delete(gid);
  refused.delete(gid);
}

const KEYS: ReadonlySet<string> = new Set(['partitions', 'open', 'swept', 'waiting', 'refused', 'cut']);

/**
 * @param cap no largest value goes beyond it
 * @returns the bookmark as it stands in a STATE message
 */
export function bookmarkValue(bookmark: Bookmark, cap: string | undefined): Record<string, unknown> {
  const { replicationKey, largest, blank, keys } = bookmark;
  const value: Record<string, unknown> = {};
  if (blank !== undefined) value[replicationKey] = blank;
  // Fixed width and UTC on both sides: the text's order is the time's.
  if (largest !== undefined) value[replicationKey] = cap !== undefined && largest > cap ? cap : largest;
  if (keys.has('partitions')) value['partitions'] = Object.fromEntries(bookmark.partitions);
  if (keys.has('open'))
    value['open'] = Object.fromEntries([...bookmark.open].map(([key, open]) => [key, openText(open)]));
  if (keys.has('swept')) value['swept'] = Object.fromEntries(bookmark.swept);
  if (keys.has('waiting')) value['waiting'] = Object.fromEntries(bookmark.waiting);
  if (keys.has('refused')) value['refused'] = [...bookmark.refused];
  if (keys.has('cut')) value['cut'] = [...bookmark.cut];
  return value;
}

function openText(open: OpenPartition | undefined): string {
  return open === undefined ? '' : `${open.at}|${open.since}|${open.gid}`;
}

function parseOpen(
  value: unknown,
  where: string,
  problems: Problems,
  instant: (text: unknown, where: string) => string | undefined,
): OpenPartition | undefined {
  if (value === '') return undefined;
  const parts = typeof value === 'string' ? value.split('|') : [];
  const [at, since, gid] = parts;
  if (parts.length !== 3 || at === undefined || at === '' || since === undefined || gid === undefined) {
    problems.push(`${where}: expected "<at>|<since>|<gid>" or "", got ${JSON.stringify(value)?.slice(0, 80)}`);
    return undefined;
  }
  return { at: instant(at, where) ?? '', since: instant(since, where) ?? '', gid };
}

function gidsOf(value: unknown, where: string, problems: Problems): Set<string> {
  if (value === undefined) return new Set();
  if (Array.isArray(value) && value.every((gid) => typeof gid === 'string')) return new Set(value);
  problems.push(`${where}: expected an array of gids`);
  return new Set();
}

function entries(value: unknown, where: string, problems: Problems): [string, unknown][] {
  if (value === undefined) return [];
  if (isObject(value)) return Object.entries(value);
  problems.push(`${where}: expected an object`);
  return [];
}
