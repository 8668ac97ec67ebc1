import { settings } from '../../config/settings.ts';
import { asInstant, toInstantText } from '../../json/instant.ts';
import type { Bookmark } from '../../singer/bookmark.ts';

/** Below no threshold: everything. Above every threshold: nothing. Epoch milliseconds otherwise. */
export const EVERYTHING = Number.NEGATIVE_INFINITY;
export const NOTHING = Number.POSITIVE_INFINITY;

/** Nothing in Asana is older: says 'everything' where '' would say `start_date`, and where a moment has to be given. */
export const LONG_AGO = '1970-01-01T00:00:00.000Z';

/** What one stream reads of one partition in this run (contract, 'What a run reads'). */
export interface Reading {
  /** What its list is asked with: `modified_since`, or '' for the whole list. */
  readonly since: string;
  /** Under a row of the changed list everything comes out, except what is older than this: `start_date` alone cuts. */
  readonly cut: number;
  /** Under an unchanged row what was modified from then on comes out. */
  readonly below: number;
  /** The children of rows up to this gid are out already: an earlier run was stopped inside. */
  readonly after: string | undefined;
  /** When the run began whose list is gone on with; absent: this one. */
  readonly at: string | undefined;
}

/**
 * @param bookmark the stream's place
 * @param partition the partition's key
 * @param options.startDate where a stream begins that has no bookmark
 * @param options.full read everything, and never go on inside (FULL_TABLE in the catalog)
 */
export function readingOf(
  bookmark: Bookmark,
  partition: string,
  options: { startDate: string | undefined; full: boolean },
): Reading {
  if (options.full) return { since: '', cut: EVERYTHING, below: EVERYTHING, after: undefined, at: undefined };
  const start = options.startDate ?? '';
  const open = bookmark.open.get(partition);
  const since = open?.since ?? (bookmark.partitions.get(partition) || start);
  const from = instantOf(since);
  const startsAt = instantOf(start);
  const swept = bookmark.swept.get(partition);
  const below = swept === undefined ? from : Math.min(from, instantOf(swept || start));
  return {
    since,
    // A start_date later than the bookmark was set afterwards: it begins nothing here, and cutting there would lose rows.
    cut: startsAt <= below ? startsAt : EVERYTHING,
    below,
    after: open?.gid,
    at: open?.at,
  };
}

/**
 * Some of what a partition has was left to another, which had it as of an earlier run: the bookmark must not promise more, and
 * need not promise less than it does.
 * @param since when that run began, RFC 3339
 * @param startedAt when this one began
 */
export function asOf(reading: Reading, since: string, startedAt: string, lookbackSeconds: number): Reading {
  const promised = instantOf(reading.since) + lookbackSeconds * 1000;
  const at = Math.min(asInstant(reading.at ?? startedAt), Math.max(asInstant(since), promised));
  return { ...reading, at: toInstantText(at) };
}

/** @returns the oldest of several streams' bookmarks in a partition; '' if one of them begins at the beginning */
export function oldestBookmark(bookmarks: readonly Bookmark[], partition: string): string {
  const places = bookmarks.map(({ partitions }) => partitions.get(partition) ?? '');
  return places.reduce((oldest, place) => (place < oldest ? place : oldest), places[0] ?? '');
}

/** @returns epoch ms of a bookmark; '' is from the beginning */
export function instantOf(bookmark: string): number {
  return bookmark === '' ? EVERYTHING : asInstant(bookmark);
}

/**
 * @param startedAt when the run began whose list is complete now, RFC 3339
 * @param lookbackSeconds how far before it the bookmark is set
 */
export function bookmarkAt(startedAt: string, lookbackSeconds: number): string {
  return toInstantText(asInstant(startedAt) - lookbackSeconds * 1000);
}

/**
 * Whether a list was read by a run that began after a moment. By which lookback that run set its bookmark is not kept: where
 * it has been raised since, no more than the default is counted.
 * @param bookmark what that run set
 * @param moment epoch ms; NaN, which nothing is after, if nobody knows it
 */
export function isReadSince(bookmark: string, moment: number, lookbackSeconds: number): boolean {
  return instantOf(bookmark) + Math.min(lookbackSeconds, settings.lookback_seconds.default) * 1000 >= moment;
}

/**
 * Whether what lies below unchanged tasks is due to be looked through. A lookback beyond the default is not time that has passed:
 * one as long as the hours would have each run sweep. After it was raised, the bookmark it sets brings the sweep back behind it.
 * @param swept from when on it has to be, as bookmarks are written; '': it never was
 * @param now epoch ms
 */
export function isSweepDue(swept: string, now: number, everyHours: number, lookbackSeconds: number): boolean {
  const beyond = Math.max(0, lookbackSeconds - settings.lookback_seconds.default) * 1000;
  return now - instantOf(swept) - beyond >= everyHours * 3_600_000;
}
