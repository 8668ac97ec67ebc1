import { instantOf } from '../../../src/sync/tasks/reading.ts';
import { bookmarksOf, type Places } from '../state.ts';

/** From the beginning. */
const NEVER = Number.NEGATIVE_INFINITY;

/** What a run was given, as far as it says where lists begin. */
export interface Begun {
  /** `start_date`, epoch ms; undefined if there was none. */
  readonly start: number | undefined;
  /** Streams that it read as full tables: wholly, whatever `start_date` says. */
  readonly tables: readonly string[];
  /** Whether it was not given its state: each list began anew. */
  readonly isRefresh: boolean;
}

interface Floor {
  /** Where the list began. */
  from: number;
  /** The latest `start_date` since then that was later, and before the list's bookmark. */
  ceiling: number;
  /** The bookmark that the first run went by that had one, epoch ms. */
  risenAt: number | undefined;
}

/** A reading of an assigned list that was read to its end. All epoch ms. */
interface Reading {
  readonly since: number;
  /** The bookmark that it left. */
  readonly until: number;
  /** The run's `start_date`; undefined where it read the list as a full table. */
  readonly start: number | undefined;
}

/**
 * From when on each list owes what it has: `start_date` is where a list begins that has no bookmark, and only then
 * (docs/settings.md). What is set later begins nothing; it cuts only what comes into a list with a changed task that is read
 * from a bookmark which is later still (contract, 'What a run reads').
 */
export class Floors {
  readonly #floors = new Map<string, Floor>();
  /** The same for what lies below tasks, where that began later; Infinity: it has not yet. */
  readonly #below = new Map<string, number>();
  readonly #values = new Map<string, string>();
  /** Lists without a bookmark that a run was stopped in: where it had begun. */
  readonly #opened = new Map<string, number>();
  /** Of assigned lists. */
  readonly #readings = new Map<string, Reading[]>();
  #latest = NEVER;

  /** @param state what a run left; undefined where that is no evidence */
  note(state: unknown, { start = NEVER, tables, isRefresh }: Begun): void {
    this.#latest = Math.max(this.#latest, start);
    if (isRefresh) this.#opened.clear();
    // A start_date after the bookmark cuts nothing yet.
    for (const [key, floor] of this.#floors) {
      const bookmark = Date.parse(this.#values.get(key) ?? '');
      if (start <= floor.from || start > bookmark) continue;
      floor.ceiling = Math.max(floor.ceiling, start);
      floor.risenAt ??= bookmark;
    }
    for (const [stream, { open = {}, partitions = {}, swept = {} }] of Object.entries(bookmarksOf(state))) {
      this.#noteSwept(stream, swept, start);
      for (const [partition, value] of Object.entries(partitions)) {
        const key = keyOf(stream, partition);
        const was = this.#values.get(key);
        const isMoved = was !== value;
        this.#values.set(key, value);
        const isTable = tables.includes(stream);
        if (isMoved && value !== '' && partition.includes('/'))
          this.#noteReading(key, isRefresh ? '' : (was ?? ''), value, isTable ? undefined : start);
        const floor = this.#floors.get(key);
        if (value === '') this.#wait(key, (open[partition] ?? '') !== '', start);
        else if (isTable && isMoved) this.#begin(key, NEVER);
        else if (floor === undefined || (isRefresh && isMoved)) this.#begin(key, this.#startOf(key, start));
        else if (isRefresh) floor.from = Math.max(floor.from, start);
      }
    }
  }

  /** @returns what is known now, for when the state of this moment is given again */
  copy(): Floors {
    const copy = new Floors();
    for (const [key, floor] of this.#floors) copy.#floors.set(key, { ...floor });
    for (const [key, value] of this.#values) copy.#values.set(key, value);
    return copy;
  }

  /**
   * A state is given that has bookmarks of an older one: what has none in it begins anew.
   * @param then what was known when that one came back; undefined if there was none
   */
  restored(state: unknown, then = new Floors()): void {
    const floors = new Map<string, Floor>();
    this.#opened.clear();
    const now = new Map(this.#values);
    this.#values.clear();
    for (const [stream, { open = {}, partitions = {} }] of Object.entries(bookmarksOf(state))) {
      for (const [partition, value] of Object.entries(partitions)) {
        const key = keyOf(stream, partition);
        this.#values.set(key, value);
        const isOlder = then.#values.get(key) === value || now.get(key) !== value;
        const floor = (isOlder ? then : this).#floors.get(key);
        if (value !== '' && floor !== undefined) floors.set(key, { ...floor });
        const place = open[partition] ?? '';
        if (value === '' && place !== '') this.#opened.set(key, instantOf(place.split('|')[1] ?? ''));
      }
    }
    this.#floors.clear();
    for (const [key, floor] of floors) this.#floors.set(key, floor);
  }

  /** Somebody has set bookmarks back: to '' or to a moment, by stream and partition. */
  rewound(changed: ReadonlyMap<string, string>): void {
    for (const [key, at] of changed) {
      this.#values.set(key, at);
      // It begins at the start_date that there is then.
      if (at !== '') continue;
      this.#floors.delete(key);
      this.#opened.delete(key);
    }
  }

  /** Whether the first reading of a list brought all that was in it. */
  beginsWhole(stream: string, partition: string): boolean {
    return this.#latest === NEVER || this.#floors.get(keyOf(stream, partition))?.from === NEVER;
  }

  /**
   * Whether a stream owes a row, as far as `start_date` goes.
   * @param partitions the lists that it comes out by
   * @param date what `start_date` is held against, epoch ms
   * @param isBelow whether it lies below a task that these lists have
   * @param enteredAt when it came into a list, epoch ms, where it came with a changed task and not by its own date
   */
  owes(
    stream: string,
    partitions: readonly string[],
    date: number,
    enteredAt: (partition: string) => number,
    isBelow = false,
  ): boolean {
    if (date >= this.#latest) return true;
    return partitions.some((partition) => {
      const floor = this.#floors.get(keyOf(stream, partition));
      const below = isBelow ? this.#below.get(keyOf(stream, partition)) : undefined;
      if (floor === undefined || date < floor.from || (below !== undefined && date < below)) return false;
      return floor.risenAt === undefined || date >= floor.ceiling || enteredAt(partition) < floor.risenAt;
    });
  }

  /** Whether a list began later than a moment: it never showed what changed then. */
  isBefore(stream: string, partition: string, date: number): boolean {
    return date < (this.#floors.get(keyOf(stream, partition))?.from ?? this.#latest);
  }

  /** Whether a list that showed a task as changed at a moment left out what lies below it and is of a date. */
  cuts(stream: string, partition: string, date: number, at: number): boolean {
    const floor = this.#floors.get(keyOf(stream, partition));
    if (this.isBefore(stream, partition, date)) return true;
    return floor?.risenAt !== undefined && date < floor.ceiling && at >= floor.risenAt;
  }

  /** Whether a project's list, which has shown a task as changed at a moment, left out for good what is below it and of a date. */
  leavesOut(stream: string, project: string, date: number, at: number): boolean {
    return this.#floors.has(keyOf(stream, project)) && this.cuts(stream, project, date, at);
  }

  /**
   * Whether an assigned list left a task that changed at a moment to projects, or to the task above it: it does unless it has to
   * go on from before the `start_date` at which those may begin; with a parent, only where it begins itself.
   */
  leavesElsewhere(stream: string, assigned: string, at: number, hasParent: boolean): boolean {
    const readings = (this.#readings.get(keyOf(stream, assigned)) ?? []).filter(
      ({ since, until }) => since <= at && at <= until,
    );
    return (
      readings.length > 0 &&
      readings.every(({ since, start }) => start !== undefined && (hasParent ? since === start : since >= start))
    );
  }

  /** @param was the bookmark before, '' where the list began */
  #noteReading(key: string, was: string, value: string, start: number | undefined): void {
    const begins = this.#opened.get(key) === NEVER ? NEVER : (start ?? NEVER);
    const since = was === '' || start === undefined ? begins : Date.parse(was);
    this.#readings.set(key, [...(this.#readings.get(key) ?? []), { since, until: Date.parse(value), start }]);
  }

  /** What an older tap never read below tasks begins on its own. */
  #noteSwept(stream: string, swept: Places, start: number): void {
    for (const [partition, value] of Object.entries(swept)) {
      const key = keyOf(stream, partition);
      if (value === '') this.#below.set(key, Number.POSITIVE_INFINITY);
      else if (this.#below.get(key) === Number.POSITIVE_INFINITY) this.#below.set(key, start);
    }
  }

  #wait(key: string, isOpen: boolean, start: number): void {
    this.#floors.delete(key);
    if (!isOpen) this.#opened.delete(key);
    else if (!this.#opened.has(key)) this.#opened.set(key, start);
  }

  #begin(key: string, from: number): void {
    this.#opened.delete(key);
    this.#floors.set(key, { from, ceiling: from, risenAt: undefined });
  }

  /** A list that was begun at a `start_date` and has no bookmark yet begins anew where that has changed; else it is gone on with. */
  #startOf(key: string, start: number): number {
    const opened = this.#opened.get(key);
    if (opened === undefined || opened === NEVER) return opened ?? start;
    return Math.max(opened, start);
  }
}

function keyOf(stream: string, partition: string): string {
  return `${stream} ${partition}`;
}
