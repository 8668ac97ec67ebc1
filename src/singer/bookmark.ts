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
  /** From when on they are owed, by gid, where the stream began at a `start_date` then. Of the others all is. */
  readonly cut: Map<string, string>;
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
    refused: new Set(textsOf(input['refused'], `${name}.refused`, 'gids', problems)),
    cut: new Map(),
    own,
    keys: new Set([...KEYS].filter((key) => input[key] !== undefined)),
  };
  for (const [partition, text] of entries(input['open'], `${name}.open`, problems)) {
    bookmark.open.set(partition, parseOpen(text, `${name}.open.${partition}`, problems, instant));
  }
  for (const text of textsOf(input['cut'], `${name}.cut`, '"<since>|<gid>"', problems)) {
    const [since, gid] = text.split('|');
    if (gid === undefined)
      problems.push(`${name}.cut: expected "<since>|<gid>", got ${JSON.stringify(text).slice(0, 80)}`);
    else bookmark.cut.set(gid, instant(since, `${name}.cut`) ?? '');
  }
  return bookmark;
}

/**
 * A task's own list was refused: it is to be asked again in each run.
 * @param since from when on it is owed; '' is all of it
 */
export function refuse({ cut, keys, refused }: Bookmark, gid: string, since: string): void {
  if (since === '') cut.delete(gid);
  else cut.set(gid, since);
  refused.add(gid);
  // `cut` also where it is empty: this state may be merged into one whose `cut` is not.
  keys.add('refused').add('cut');
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
  if (keys.has('cut')) value['cut'] = [...bookmark.cut].map(([gid, since]) => `${since}|${gid}`);
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

function textsOf(value: unknown, where: string, what: string, problems: Problems): readonly string[] {
  if (value === undefined) return [];
  if (Array.isArray(value) && value.every((text) => typeof text === 'string')) return value;
  problems.push(`${where}: expected an array of ${what}`);
  return [];
}

function entries(value: unknown, where: string, problems: Problems): [string, unknown][] {
  if (value === undefined) return [];
  if (isObject(value)) return Object.entries(value);
  problems.push(`${where}: expected an object`);
  return [];
}
