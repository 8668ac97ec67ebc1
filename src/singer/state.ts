import { ConfigError } from '../errors.ts';
import { asInstant } from '../json/instant.ts';
import { isObject } from '../json/is-object.ts';
import { nameSome } from '../log/name-some.ts';
import { type Bookmark, bookmarkValue, parseBookmark } from './bookmark.ts';

/** How a stream keeps its place; absent replication key: a full table, which is never read by a bookmark. */
export interface StateStream {
  readonly id: string;
  readonly replicationKey?: string;
}

/**
 * The state of a run: what came in, moved on as partitions complete. Bookmarks of streams that this run does not know
 * or does not select stay as they came: targets and Meltano merge states, and a key that vanishes comes back stale.
 */
export class State {
  readonly #raw: Map<string, unknown>;
  readonly #bookmarks: Map<string, Bookmark>;
  readonly #tabled = new Map<string, Map<string, string>>();

  constructor(raw: Map<string, unknown>, bookmarks: Map<string, Bookmark>) {
    this.#raw = raw;
    this.#bookmarks = bookmarks;
  }

  /** @returns the bookmark of a stream with a replication key, to be read and moved on in place */
  of(stream: string): Bookmark {
    const bookmark = this.#bookmarks.get(stream);
    if (bookmark === undefined) throw new Error(`${stream} has no replication key`);
    return bookmark;
  }

  /** Makes sure that a selected full-table stream is in the state too. */
  touch(stream: string): void {
    if (!this.#raw.has(stream)) this.#raw.set(stream, {});
  }

  /**
   * @returns when a full table last had all of a partition, RFC 3339 ('' is never), by the partition's key; to be moved on in
   *   place. What stands there may be another tap's: what is no instant is passed over
   */
  tabled(stream: string): Map<string, string> {
    const known = this.#tabled.get(stream);
    if (known !== undefined) return known;
    const given = Object.entries(partitionsOf(this.#raw.get(stream)));
    const places = new Map(given.filter((entry): entry is [string, string] => isPlace(entry[1])));
    this.#tabled.set(stream, places);
    return places;
  }

  /**
   * @param selected only these of the streams without a bookmark so far come into the state
   * @param cap the run's own bookmark: no largest value seen goes beyond it; undefined while the run has none
   * @returns the STATE message's value
   */
  toValue(selected: ReadonlySet<string>, cap: string | undefined): Record<string, unknown> {
    const bookmarks = new Map(this.#raw);
    for (const [stream, bookmark] of this.#bookmarks) {
      if (selected.has(stream) || this.#raw.has(stream)) bookmarks.set(stream, bookmarkValue(bookmark, cap));
    }
    for (const [stream, places] of this.#tabled) {
      if (places.size === 0) continue;
      const known = this.#raw.get(stream);
      const partitions = { ...partitionsOf(known), ...Object.fromEntries(places) };
      bookmarks.set(stream, { ...(isObject(known) && known), partitions });
    }
    return { bookmarks: Object.fromEntries(bookmarks), currently_syncing: null };
  }
}

/**
 * Reads a state file's JSON (contract, 'State'): our own, or an older tap's.
 * @param json what the file holds; undefined if the run was given no state
 * @param streams all streams there are
 * @param warnings takes a line if every bookmark is of a stream that there is not: such a run reads all there is
 * @throws ConfigError naming every bookmark whose shape nobody knows
 */
export function parseState(json: unknown, streams: readonly StateStream[], warnings: string[] = []): State {
  const problems: string[] = [];
  const input = readBookmarks(json, problems);
  const bookmarks = new Map<string, Bookmark>();
  for (const { id, replicationKey } of streams) {
    if (replicationKey === undefined) continue;
    bookmarks.set(id, parseBookmark(id, replicationKey, input.get(id), problems));
  }
  if (problems.length > 0) throw new ConfigError(problems);
  if (input.size > 0 && !streams.some(({ id }) => input.has(id))) warnings.push(strangers([...input.keys()]));
  return new State(input, bookmarks);
}

function strangers(ids: readonly string[]): string {
  return `state: no bookmark in it is of a stream that exists here, but of ${nameSome(ids)}; everything is read from the beginning`;
}

function readBookmarks(json: unknown, problems: string[]): Map<string, unknown> {
  if (json === undefined) return new Map();
  if (!isObject(json)) {
    problems.push(`state: expected an object with "bookmarks", got ${kind(json)}`);
    return new Map();
  }
  const { bookmarks } = json;
  if (bookmarks === undefined || bookmarks === null) {
    const others = Object.keys(json).filter((key) => key !== 'currently_syncing' && key !== 'bookmarks');
    if (others.length > 0) {
      // Reading it as empty would be a full sync that nobody asked for.
      problems.push(`state: has no "bookmarks", but ${nameSome(others)}; start over with {} if that is meant`);
    }
    return new Map();
  }
  if (!isObject(bookmarks)) {
    problems.push(`state.bookmarks: expected an object, got ${kind(bookmarks)}`);
    return new Map();
  }
  const map = new Map<string, unknown>();
  for (const [stream, bookmark] of Object.entries(bookmarks)) {
    // singer-io's tap keeps its place among the streams here; ours needs none.
    if (stream === 'currently_sync_stream' || bookmark === null) continue;
    if (isObject(bookmark)) map.set(stream, bookmark);
    else problems.push(`state.bookmarks.${stream}: expected an object, got ${kind(bookmark)}`);
  }
  return map;
}

function isPlace(value: unknown): value is string {
  return value === '' || !Number.isNaN(asInstant(value));
}

function partitionsOf(bookmark: unknown): Readonly<Record<string, unknown>> {
  const partitions = isObject(bookmark) ? bookmark['partitions'] : undefined;
  return isObject(partitions) ? partitions : {};
}

function kind(value: unknown): string {
  if (Array.isArray(value)) return 'an array';
  return value === null ? 'null' : `a ${typeof value}`;
}
