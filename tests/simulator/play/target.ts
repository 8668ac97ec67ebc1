/** A parsed line. */
export type Message = Readonly<Record<string, unknown>>;

export type Table = ReadonlyMap<string, Message>;

const VERSION_COLUMN = '_version';

/** How much of what a target was given is gone when it goes down with its tap. */
export type Loss = 'nothing' | 'state' | 'all';

/**
 * What stands at the end of the pipe: stores records by their keys, a batch at a time, and echoes the last STATE whose
 * records are all stored. Knows nothing else: what it holds is what a user would have.
 */
export class Target {
  readonly #tables = new Map<string, Map<string, Message>>();
  readonly #keys = new Map<string, readonly string[]>();
  #waiting: Message[] = [];
  #echoed: unknown;
  readonly #torn = new Set<string>();

  /** The rows of a stream by key. */
  table(stream: string): Table {
    return this.#tables.get(stream) ?? new Map();
  }

  /** The last STATE that came back; undefined before the first. */
  get state(): unknown {
    return this.#echoed;
  }

  /** Whether it went down when it had closed a stream's table, before it gave back the STATE that goes with it. */
  isTorn(stream: string): boolean {
    return this.#torn.has(stream);
  }

  /** A run begins: nothing of it has come back yet. */
  begin(): void {
    this.#echoed = undefined;
  }

  /** @param batch how many messages it keeps before it stores them */
  take(message: Message, batch: number): void {
    this.#waiting.push(message);
    if (this.#waiting.length >= batch) this.#store(true);
  }

  /** The pipe has been closed. */
  end(): void {
    this.#store(true);
  }

  /** The machine goes down: what was not stored is gone, or stored without its STATE having come back. */
  crash(loss: Loss): void {
    if (loss === 'all') this.#waiting = [];
    this.#store(loss === 'nothing');
  }

  /**
   * A row goes that nothing has taken out: an accident.
   * @returns whether it was there
   */
  lose(stream: string, key: string): boolean {
    return this.#tables.get(stream)?.delete(key) ?? false;
  }

  #store(echoes: boolean): void {
    for (const message of this.#waiting) {
      const stream = String(message['stream']);
      if (message['type'] === 'SCHEMA') this.#keys.set(stream, message['key_properties'] as readonly string[]);
      if (message['type'] === 'RECORD') this.#upsert(stream, message);
      if (message['type'] === 'ACTIVATE_VERSION') {
        this.#activate(stream, Number(message['version']));
        if (!echoes) this.#torn.add(stream);
      }
      if (message['type'] === 'STATE' && echoes) this.#echoed = message['value'];
    }
    this.#waiting = [];
  }

  #upsert(stream: string, message: Message): void {
    const rows = this.#tables.get(stream) ?? new Map<string, Message>();
    this.#tables.set(stream, rows);
    const record = message['record'] as Message;
    const key = (this.#keys.get(stream) ?? []).map((name) => String(record[name])).join('|');
    rows.set(key, message['version'] === undefined ? record : { ...record, [VERSION_COLUMN]: message['version'] });
  }

  /** Rows of lower versions are stale (Singer specification, ACTIVATE_VERSION). */
  #activate(stream: string, version: number): void {
    const rows = this.#tables.get(stream);
    for (const [key, row] of rows ?? []) {
      if (Number(row[VERSION_COLUMN] ?? 0) < version) rows?.delete(key);
    }
  }
}
