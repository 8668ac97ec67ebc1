import { compareGids } from '../asana/gid.ts';
import type { OpenPartition } from '../singer/bookmark.ts';
import type { State } from '../singer/state.ts';
import { bookmarkAt, instantOf, type Reading } from './tasks/reading.ts';

/** A partition being read: how far each stream is in it. */
export interface Opened {
  readonly partition: string;
  /** @returns for each stream that can go on inside, the gid up to which all children are out */
  progress(): ReadonlyMap<string, { readonly reading: Reading; readonly gid: string }>;
}

/**
 * Moves the bookmarks of partitions, and only when what they promise has been written. Where they stood does not count: a
 * longer lookback sets them back.
 */
export class Progress {
  readonly #state: State;
  readonly #lookbackSeconds: number;
  readonly #sweepHours: number;
  readonly #startedAt: () => string;
  readonly #complete = new Map<string, Reading | undefined>();
  readonly #opened = new Set<Opened>();

  constructor(options: { state: State; lookbackSeconds: number; sweepHours: number; startedAt: () => string }) {
    this.#state = options.state;
    this.#lookbackSeconds = options.lookbackSeconds;
    this.#sweepHours = options.sweepHours;
    this.#startedAt = options.startedAt;
  }

  /** @returns whether everything a stream has in a partition was written in this run */
  isComplete(stream: string, partition: string): boolean {
    return this.#complete.has(`${stream} ${partition}`);
  }

  /** @returns when the run began that read what lies below a row of a complete partition, if not this one; RFC 3339 */
  startOf(stream: string, partition: string, gid: string): string | undefined {
    const reading = this.#complete.get(`${stream} ${partition}`);
    return reading?.after !== undefined && compareGids(gid, reading.after) <= 0 ? reading.at : undefined;
  }

  /** From now on a STATE says how far the partition is. */
  open(opened: Opened): void {
    this.#opened.add(opened);
  }

  /** The partition is not read any more; how far it came is kept. */
  close(opened: Opened): void {
    this.#note(opened);
    this.#opened.delete(opened);
  }

  /**
   * Everything a stream has in a partition is written.
   * @param swept whether what lies below unchanged tasks was looked through; undefined where there is no such thing
   */
  complete(stream: string, partition: string, reading: Reading, swept?: boolean): void {
    const bookmark = this.#state.of(stream);
    const at = bookmarkAt(reading.at ?? this.#startedAt(), this.#lookbackSeconds);
    this.#move(stream, partition, at, reading);
    if (bookmark.open.has(partition)) bookmark.open.set(partition, undefined);
    if (swept === true && (this.#sweepHours > 0 || bookmark.swept.has(partition))) bookmark.swept.set(partition, at);
    // The bookmark moves on without a sweep: from when on the next one has to look must not be forgotten.
    if (swept === false && !bookmark.swept.has(partition)) bookmark.swept.set(partition, reading.since);
    if (bookmark.swept.size > 0) bookmark.keys.add('swept');
  }

  /**
   * Some of what lies below a complete partition was left to another, which has looked it through until this moment.
   * @param until as bookmarks are written
   */
  sweptUntil(stream: string, partition: string, until: string): void {
    const { swept } = this.#state.of(stream);
    const known = swept.get(partition);
    if (known !== undefined && instantOf(until) < instantOf(known)) swept.set(partition, until);
  }

  /** The list of the objects that stand for a stream's partitions has brought this one. */
  listed(stream: string, partition: string): void {
    this.#move(stream, partition, bookmarkAt(this.#startedAt(), this.#lookbackSeconds));
  }

  /** A full table has read all that a partition has. */
  tabled(stream: string, partition: string): void {
    this.#state.tabled(stream).set(partition, bookmarkAt(this.#startedAt(), this.#lookbackSeconds));
  }

  /** Brings `open` up to date, before a STATE is written. */
  refresh(): void {
    for (const opened of this.#opened) this.#note(opened);
  }

  #move(stream: string, partition: string, at: string, reading?: Reading): void {
    const bookmark = this.#state.of(stream);
    bookmark.partitions.set(partition, at);
    bookmark.keys.add('partitions');
    // Most begin at their lists' beginning, and there are thousands of them.
    this.#complete.set(`${stream} ${partition}`, reading?.after === undefined ? undefined : reading);
  }

  #note(opened: Opened): void {
    for (const [stream, { reading, gid }] of opened.progress()) {
      // A gid is whatever came from the API; with this in it, no state could be read again. The place before it stays.
      if (gid.includes('|')) continue;
      const bookmark = this.#state.of(stream);
      const open: OpenPartition = { at: reading.at ?? this.#startedAt(), since: reading.since, gid };
      bookmark.open.set(opened.partition, open);
      bookmark.keys.add('open');
    }
  }
}
