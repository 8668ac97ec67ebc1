import { toInstantText } from '../../../src/json/instant.ts';
import { parseState } from '../../../src/singer/state.ts';
import { streamNames, streamRow } from '../../../src/streams/table.ts';
import { instantOf } from '../../../src/sync/tasks/reading.ts';
import { type Bookmark, bookmarksOf } from '../state.ts';

type Json = Readonly<Record<string, unknown>>;

/** What bookmarks of a run may be. */
export interface Limits {
  /** No bookmark is later than this: the run's first answer, less the lookback. Epoch ms; undefined before it. */
  readonly latest: number | undefined;
  readonly lookbackMs: number;
  /** By how much the lookback is longer than an earlier one: bookmarks may go back by so much. */
  readonly raisedMs: number;
  /** Whether that answer had no date: the run then takes its own clock for ten minutes fast, and bookmarks may go back. */
  readonly isUndated: boolean;
  /** `start_date`: a list without a bookmark that was begun at another one begins anew. Epoch ms. */
  readonly start: number | undefined;
  /** Streams that read everything: they never go on inside a partition. */
  readonly tables: readonly string[];
  /** Whether tables may be closed: a list whose rows go with that begins anew. */
  readonly isClosing: boolean;
}

const STREAMS = streamNames.map((id) => {
  const { replicationKey } = streamRow(id);
  return replicationKey === undefined ? { id } : { id, replicationKey };
});

/**
 * Holds a STATE against the one before it (contract, 'State').
 * @returns what is wrong with it, by stream
 */
export function judgeState(before: unknown, after: unknown, limits: Limits): { stream: string; text: string }[] {
  const wrong: { stream: string; text: string }[] = [];
  try {
    parseState(after, STREAMS);
  } catch (error) {
    return [{ stream: 'state', text: `cannot be read: ${error instanceof Error ? error.message : String(error)}` }];
  }
  const then = bookmarksOf(before);
  const now = bookmarksOf(after);
  for (const [stream, bookmark] of Object.entries(then)) {
    for (const path of vanished(bookmark, now[stream], []))
      wrong.push({ stream, text: `${path} is gone or of another type` });
  }
  for (const [stream, bookmark] of Object.entries(now)) {
    for (const text of judgePartitions(then[stream] ?? {}, bookmark, limits, stream)) wrong.push({ stream, text });
  }
  return wrong;
}

/** Keys are never dropped and a value never changes its JSON type. */
function vanished(before: unknown, after: unknown, path: readonly string[]): string[] {
  if (typeof before !== typeof after || Array.isArray(before) !== Array.isArray(after)) return [path.join('.') || 'it'];
  if (typeof before !== 'object' || before === null || Array.isArray(before)) return [];
  return Object.entries(before).flatMap(([key, value]) => vanished(value, (after as Json)[key], [...path, key]));
}

/** Whether it is read whole by this run's catalog, or always. */
function isTable(stream: string, { tables }: Limits): boolean {
  return tables.includes(stream) || STREAMS.some((each) => each.id === stream && !('replicationKey' in each));
}

/** Whether it is an older tap's bookmark, which knows of no lookback: one beside no partitions, or one that waits. */
function isInherited({ partitions, waiting = {}, ...own }: Bookmark, at: number): boolean {
  const values: readonly unknown[] = Object.values(partitions === undefined ? own : waiting);
  return values.some((value) => typeof value === 'string' && instantOf(value) === at);
}

function judgePartitions(before: Bookmark, after: Bookmark, limits: Limits, stream: string): string[] {
  const wrong: string[] = [];
  const { open = {}, partitions: old = {} } = before;
  for (const [partition, value] of Object.entries(after.partitions ?? {})) {
    const was = old[partition];
    if (value === was || (value === '' && was === undefined)) continue;
    const [begun, since] = (open[partition] ?? '').split('|');
    // Set back by hand since a run was stopped inside that had begun before: what that one had brought comes again.
    // Without a start_date that was from the beginning, which '' does not say with one.
    const whole = limits.start === undefined ? '' : toInstantText(0);
    if (value === (since || whole) && since !== undefined && was !== undefined && was > value) continue;
    if (value === '' && limits.isClosing && isTable(stream, limits)) continue;
    const move = `partitions.${partition} went from ${JSON.stringify(was)} to ${JSON.stringify(value)}`;
    const at = Date.parse(value);
    // Set back by hand, or begun by a clock that was ahead: it gives way.
    const isAhead = Date.parse(begun ?? '') - limits.lookbackMs > (limits.latest ?? Number.NaN);
    const isGivenUp = isAhead || limits.isUndated || (was !== '' && was !== since);
    const isBegunAnew = isGivenUp || (was === '' && since && Date.parse(since) !== limits.start);
    // A list that an undated run has begun ends with that run's doubts.
    const isGoneOn = at === Date.parse(begun ?? '') - limits.lookbackMs;
    // Set by hand to within the lookback of a run that gives the place up for it. `Date` has whole seconds.
    const isBegunLate = since !== undefined && at > (limits.latest ?? Number.NaN) - 1000;
    if (Number.isNaN(at)) wrong.push(`${move}, which is no moment`);
    else if (limits.latest === undefined || (at > limits.latest && !isInherited(before, at)))
      wrong.push(`${move}, after the run's start less the lookback`);
    else if (at < Date.parse(was ?? '') - limits.raisedMs && !limits.isUndated && !isGoneOn && !isBegunLate)
      wrong.push(`${move}, which is back in time`);
    if (isBegunAnew || begun === undefined || begun === '' || limits.tables.includes(stream)) continue;
    const promised = Date.parse(begun) - limits.lookbackMs;
    // An assigned list may have left rows to a project that goes on with an older list.
    const isFit = partition.includes('/') ? at <= promised : at === promised;
    if (!isFit) wrong.push(`${move}, though its list was begun at ${begun}`);
  }
  return wrong;
}
