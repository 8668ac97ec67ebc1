import { StreamError } from '../errors.ts';
import { forgetRows, nextOffset, objectOf, rowsOf } from './answer/page-body.ts';
import type { Client } from './client.ts';
import { ExpiredError, OverloadedError } from './errors.ts';
import { rowGid } from './gid.ts';
import { Turns } from './http/turns.ts';
import { Priority } from './pace/pacer.ts';
import { encodeQuery, withFields } from './query.ts';
import { Spool } from './spool.ts';

/** A row as Asana sent it. */
export type Row = Readonly<Record<string, unknown>>;

/** A list to read: path and parameters filled in, without paging. */
export interface ListQuery {
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly optFields: readonly string[];
  readonly endpoint: string;
  readonly stream: string;
  readonly priority: Priority;
  /**
   * `whole`: the list has no pages, and takes no `limit`. `endless`: there is a next page after each one, and an empty one
   * is the end.
   */
  readonly shape?: 'whole' | 'endless' | undefined;
}

export interface Page {
  /** Gone once the next page is asked for. */
  readonly rows: readonly Row[];
  /** Epoch ms at which the page was read. */
  readonly at: number;
}

/** How a list is read, this time. */
interface Reading {
  readonly limit: number;
  /** gids of rows that are not to come any more; those that come are added. */
  readonly seen: Set<string>;
  readonly priority: Priority;
  /** Whether each page waits for the reader. */
  readonly isHeld: boolean;
}

/** After so many new starts a list is given up (contract, 'Failures'). */
const RESTARTS = 3;
const SMALLEST_PAGE = 10;
/** An empty page does not end a list, nor one of known rows; but if only these come, each with another offset, there is no end. */
const MOST_STALE = 1000;

/** Reads lists to their end, whatever their offset tokens do. */
export class Pages {
  readonly #client: Client;
  readonly #pageSize: number;
  /** Lists read again without waiting for the reader: one at a time, because they are held in memory. */
  readonly #turns = new Turns();

  constructor(client: Client, pageSize: number) {
    this.#client = client;
    this.#pageSize = pageSize;
  }

  /**
   * The pages of a list; no row comes twice, though the list may have been begun again. Inside the loop over them no
   * other list is to be read: its offset token would die meanwhile.
   * @param seen gids of rows that are not to come (any more); those that come are added
   * @throws what the client throws, except ExpiredError and OverloadedError, which end as StreamError at last
   */
  async *read(query: ListQuery, seen: Set<string> = new Set()): AsyncGenerator<Page, void, void> {
    let limit = this.#pageSize;
    let restarts = 0;
    let { priority } = query;
    for (;;) {
      const reading: Reading = { limit, seen, priority, isHeld: restarts === 0 };
      try {
        yield* restarts > 0 ? this.#hurriedly(query, reading) : this.#once(query, reading);
        return;
      } catch (error) {
        // It is open, and whoever waits for it with it.
        priority = Priority.page;
        if (error instanceof ExpiredError) {
          restarts += 1;
          if (restarts > RESTARTS)
            throw new StreamError(`${error.message} (begun again ${RESTARTS} times)`, { cause: error });
        } else if (error instanceof OverloadedError && query.shape !== 'whole' && limit > SMALLEST_PAGE) {
          limit = Math.max(SMALLEST_PAGE, Math.floor(limit / 2));
        } else {
          throw error;
        }
      }
    }
  }

  /**
   * @returns all rows of a list that is short enough to be held
   * @throws as `read`
   */
  async all(query: ListQuery): Promise<Row[]> {
    const rows: Row[] = [];
    for await (const page of this.read(query)) for (const row of page.rows) rows.push(row);
    return rows;
  }

  /**
   * @returns the one object that a path stands for, as a page of one row; of none where Asana has none (null)
   * @throws what the client throws, except ExpiredError: there is no offset that could be, so it ends as StreamError
   */
  async one(query: ListQuery): Promise<Page> {
    const { params, optFields, path, endpoint, stream, priority } = query;
    const request = { path, query: withFields(encodeQuery(params), optFields), endpoint, stream, priority };
    const { body, at } = await this.#client.get(request).catch((error: unknown) => {
      throw error instanceof ExpiredError ? new StreamError(error.message, { cause: error }) : error;
    });
    const row = objectOf(body, path);
    return { rows: row === undefined ? [] : [row], at };
  }

  /** Each page is asked for when the reader has taken the one before. */
  async *#once(query: ListQuery, { limit, seen, priority, isHeld }: Reading): AsyncGenerator<Page, void, void> {
    let offset: string | undefined;
    const offsets = new Set<string>();
    let stale = 0;
    let given = 0;
    do {
      const { body, at, leave } = await this.#client.get({
        path: query.path,
        query: withFields(
          encodeQuery({ ...query.params, limit: query.shape === 'whole' ? undefined : limit, offset }),
          query.optFields,
        ),
        endpoint: query.endpoint,
        stream: query.stream,
        priority: offset === undefined ? priority : Priority.page,
        isList: true,
        isHeld,
      });
      const all = rowsOf(body);
      const count = all.length;
      const known = seen.size;
      const rows = unseen(all, seen);
      given += count;
      try {
        if (rows.length > 0) yield { rows, at };
      } finally {
        leave?.();
      }
      // The promises on the way here were made before the answer came, and are old by V8's measure. What they hold, dead as
      // they are, it keeps until it collects everything: half of all rows and texts, and a seventh of the CPU time. So does
      // this generator with its variables, while it waits for the next page.
      rows.length = 0;
      all.length = 0;
      forgetRows(body);
      if (count === 0 && query.shape === 'endless') return;
      // A list that is begun again has known rows too, but no more of them than are known.
      const isStale = count === 0 || (seen.size === known && given > known);
      stale = isStale ? stale + 1 : 0;
      if (stale > MOST_STALE)
        throw new StreamError(`GET ${query.path} has ${stale} pages without a new row, and more.`);
      offset = nextOffset(body, query.path);
      // A list that leads back to a page it has been on would never end.
      if (offset !== undefined && offsets.has(offset))
        throw new ExpiredError(`GET ${query.path} repeats a page offset.`);
      if (offset !== undefined) offsets.add(offset);
    } while (offset !== undefined);
  }

  /** The same, but each page is asked for as soon as the one before is there, and kept until the reader takes it. */
  async *#hurriedly(query: ListQuery, reading: Reading): AsyncGenerator<Page, void, void> {
    const done = await this.#turns.take(this.#client.signal);
    try {
      const spool = new Spool<Page>();
      const seen = new Set(reading.seen);
      for await (const page of this.#once(query, { ...reading, seen })) spool.put(page);
      for (const { rows, at } of spool.take()) yield { rows: unseen(rows, reading.seen), at };
    } finally {
      done();
    }
  }
}

/** @returns the rows whose gid is not in `seen` yet, and adds these; rows without a gid always come */
function unseen(rows: readonly Row[], seen: Set<string>): Row[] {
  return rows.filter((row) => {
    const gid = rowGid(row);
    if (gid === undefined) return true;
    if (seen.has(gid)) return false;
    seen.add(gid);
    return true;
  });
}
