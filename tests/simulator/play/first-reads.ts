type Json = Readonly<Record<string, unknown>>;

/** Notes when each partition was first complete for a stream: from the states that came back. */
export class FirstReads {
  readonly #at = new Map<string, number>();
  readonly #lookbackMs: number;

  constructor(lookbackMs: number) {
    this.#lookbackMs = lookbackMs;
  }

  note(state: unknown): void {
    const bookmarks = ((state as { bookmarks?: Json } | undefined)?.bookmarks ?? {}) as Readonly<Record<string, Json>>;
    for (const [stream, bookmark] of Object.entries(bookmarks)) {
      for (const [partition, at] of Object.entries((bookmark['partitions'] ?? {}) as Json)) {
        const key = `${stream} ${partition}`;
        if (at !== '' && !this.#at.has(key)) this.#at.set(key, Date.parse(String(at)) + this.#lookbackMs);
      }
    }
  }

  /** @returns epoch ms at which the run began that read it whole */
  of(stream: string, partition: string): number | undefined {
    return this.#at.get(`${stream} ${partition}`);
  }
}

/** Whether a state has partitions of these streams that a run was stopped in. */
export function hasOpen(state: unknown, streams: readonly string[]): boolean {
  const bookmarks = ((state as { bookmarks?: Json } | undefined)?.bookmarks ?? {}) as Readonly<Record<string, Json>>;
  return streams.some((stream) => Object.values((bookmarks[stream]?.['open'] ?? {}) as Json).some((at) => at !== ''));
}
