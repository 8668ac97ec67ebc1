import { bookmarksOf } from '../state.ts';

/** A bookmark that came back; both epoch ms. */
export interface Noted {
  readonly at: number;
  /** When the run began that set it. */
  readonly startedAt: number;
}

/** Notes which bookmarks each partition has had for a stream: from the states that came back. */
export class Bookmarks {
  readonly #values = new Map<string, Noted[]>();
  /** By partition, the first one since it was last set back to its beginning. */
  readonly #begun = new Map<string, number>();
  readonly #refused = new Set<string>();
  readonly #forgotten = new Set<string>();
  /** What somebody has written, by stream and partition: no run has. */
  readonly #byHand = new Map<string, string>();

  /** @param lookbackMs how far before its start the run that left the state sets its bookmarks */
  note(state: unknown, lookbackMs: number): void {
    for (const [stream, { partitions = {}, refused = [] }] of Object.entries(bookmarksOf(state))) {
      for (const gid of refused) this.#refused.add(gid);
      for (const [partition, at] of Object.entries(partitions)) {
        const key = `${stream} ${partition}`;
        if (this.#byHand.get(key) === at) continue;
        if (at === '') {
          this.#begun.delete(key);
          continue;
        }
        const value = Date.parse(at);
        const values = this.#values.get(key) ?? [];
        this.#values.set(key, values);
        // One that is given again was set long ago.
        const noted = values.find((each) => each.at === value) ?? { at: value, startedAt: value + lookbackMs };
        if (values.at(-1) !== noted) values.push(noted);
        if (!this.#begun.has(key)) this.#begun.set(key, value);
      }
    }
  }

  /** This state is given again, and what it does not have begins anew. */
  restored(state: unknown): void {
    const known = bookmarksOf(state);
    for (const key of this.#begun.keys()) {
      const [stream = '', partition = ''] = key.split(' ');
      if (!known[stream]?.partitions?.[partition]) this.#begun.delete(key);
    }
  }

  /** Somebody has set bookmarks back: to '' or to a moment, by stream and partition. */
  rewound(changed: ReadonlyMap<string, string>): void {
    for (const [key, at] of changed) {
      this.#byHand.set(key, at);
      if (at === '') this.#begun.delete(key);
      // The next reading goes by it; it says of none that there was one.
      else this.#values.get(key)?.push({ at: Date.parse(at), startedAt: Number.NEGATIVE_INFINITY });
    }
  }

  /** The state of a run that was not given one has been merged into the one before: refused tasks are not known any more. */
  merged(): void {
    for (const gid of this.#refused) this.#forgotten.add(gid);
  }

  /** Whether a task was refused before the states were merged. */
  isForgotten(gid: string): boolean {
    return this.#forgotten.has(gid);
  }

  /** @returns when the run began that read the partition whole, epoch ms */
  first(stream: string, partition: string): number | undefined {
    return this.#values.get(`${stream} ${partition}`)?.[0]?.startedAt;
  }

  /** @returns all there were, in the order in which they came back */
  all(stream: string, partition: string): readonly Noted[] {
    return this.#values.get(`${stream} ${partition}`) ?? [];
  }

  /** @returns the first one since the partition was last set back to its beginning, epoch ms */
  begun(stream: string, partition: string): number | undefined {
    return this.#begun.get(`${stream} ${partition}`);
  }
}

/** @returns by partition the oldest bookmark that any stream has there */
export function oldestBookmarks(state: unknown): ReadonlyMap<string, string> {
  const oldest = new Map<string, string>();
  for (const { partitions = {} } of Object.values(bookmarksOf(state))) {
    for (const [partition, at] of Object.entries(partitions)) {
      const known = oldest.get(partition);
      if (known === undefined || at < known) oldest.set(partition, at);
    }
  }
  return oldest;
}

/** Whether a state has partitions of these streams that a run was stopped in. */
export function hasOpen(state: unknown, streams: readonly string[]): boolean {
  const bookmarks = bookmarksOf(state);
  return streams.some((stream) => Object.values(bookmarks[stream]?.open ?? {}).some((at) => at !== ''));
}
