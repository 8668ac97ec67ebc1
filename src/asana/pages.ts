import { StreamError } from '../errors.ts';
import type { Answer, Client } from './client.ts';
import { ExpiredError, OverloadedError } from './errors.ts';
import { Priority } from './pacer.ts';
import { encodeQuery } from './query.ts';
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
}

export interface Page {
  readonly rows: readonly Row[];
  /** Epoch ms at which the page was read. */
  readonly at: number;
}

/** After so many new starts a list is given up (contract, 'Failures'). */
const RESTARTS = 3;
const SMALLEST_PAGE = 10;

/** Reads lists to their end, whatever their offset tokens do. */
export class Pages {
  readonly #client: Client;
  readonly #pageSize: number;
  /** Lists read again without waiting for the reader: one at a time, because they are held in memory. */
  #hurried: Promise<void> = Promise.resolve();

  constructor(client: Client, pageSize: number) {
    this.#client = client;
    this.#pageSize = pageSize;
  }

  /**
   * The pages of a list; no row comes twice, though the list may have been begun again.
   * `next_page` alone ends a list: an empty page does not.
   * @param seen gids of rows that are not to come (any more); those that come are added
   * @throws what the client throws, except ExpiredError and OverloadedError, which end as StreamError at last
   */
  async *read(query: ListQuery, seen: Set<string> = new Set()): AsyncGenerator<Page, void, void> {
    let limit = this.#pageSize;
    let restarts = 0;
    let hurry = false;
    for (;;) {
      try {
        if (hurry) yield* this.#hurriedly(query, limit, seen);
        else yield* this.#once(query, limit, seen);
        return;
      } catch (error) {
        if (error instanceof ExpiredError) {
          restarts += 1;
          hurry = true;
          if (restarts > RESTARTS)
            throw new StreamError(`${error.message} (begun again ${RESTARTS} times)`, { cause: error });
        } else if (error instanceof OverloadedError && limit > SMALLEST_PAGE) {
          limit = Math.max(SMALLEST_PAGE, Math.floor(limit / 2));
        } else {
          throw error;
        }
      }
    }
  }

  /** @returns all rows of a list that is short enough to be held */
  async all(query: ListQuery): Promise<Row[]> {
    const rows: Row[] = [];
    for await (const page of this.read(query)) rows.push(...page.rows);
    return rows;
  }

  async *#once(query: ListQuery, limit: number, seen: Set<string>): AsyncGenerator<Page, void, void> {
    let offset: string | undefined;
    const offsets = new Set<string>();
    do {
      const answer = await this.#ask(query, limit, offset);
      const rows = unseen(readRows(answer), seen);
      if (rows.length > 0) yield { rows, at: answer.at };
      offset = nextOffset(answer.body);
      // A list that leads back to a page it has been on would never end.
      if (offset !== undefined && offsets.has(offset))
        throw new ExpiredError(`GET ${query.path} repeats a page offset.`);
      if (offset !== undefined) offsets.add(offset);
    } while (offset !== undefined);
  }

  /** The same, but each page is asked for as soon as the one before is there, and kept until the reader takes it. */
  async *#hurriedly(query: ListQuery, limit: number, seen: Set<string>): AsyncGenerator<Page, void, void> {
    const turn = this.#hurried;
    let release = () => {};
    this.#hurried = new Promise((resolve) => {
      release = resolve;
    });
    try {
      await turn;
      const spool = new Spool<Page>();
      for await (const page of this.#once(query, limit, new Set(seen))) await spool.put(page);
      for await (const page of spool.take()) {
        const rows = unseen(page.rows, seen);
        if (rows.length > 0) yield { rows, at: page.at };
      }
    } finally {
      release();
    }
  }

  #ask(query: ListQuery, limit: number, offset: string | undefined): Promise<Answer> {
    return this.#client.get({
      path: query.path,
      query: encodeQuery({
        ...query.params,
        limit,
        offset,
        opt_fields: query.optFields.length > 0 ? query.optFields.join(',') : undefined,
      }),
      endpoint: query.endpoint,
      stream: query.stream,
      priority: offset === undefined ? query.priority : Priority.page,
    });
  }
}

/** @returns the rows that are objects; a list that is null is an empty one */
function readRows(answer: Answer): Row[] {
  const { data } = answer.body;
  if (!Array.isArray(data)) return [];
  return data.filter((row: unknown): row is Row => typeof row === 'object' && row !== null && !Array.isArray(row));
}

function unseen(rows: readonly Row[], seen: Set<string>): Row[] {
  return rows.filter((row) => {
    const gid = rowGid(row);
    if (gid === undefined) return true;
    if (seen.has(gid)) return false;
    seen.add(gid);
    return true;
  });
}

function nextOffset(body: Record<string, unknown>): string | undefined {
  const offset = (body['next_page'] as { offset?: unknown } | null | undefined)?.offset;
  return typeof offset === 'string' && offset !== '' ? offset : undefined;
}

/** @returns a row's gid as text (a number becomes one), or undefined if it has none */
export function rowGid(row: Row | null | undefined): string | undefined {
  const gid = row?.['gid'];
  if (typeof gid === 'string' && gid !== '') return gid;
  return typeof gid === 'number' ? String(gid) : undefined;
}
