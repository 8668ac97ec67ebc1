import type { SandboxOptions } from '../../src/sandbox/options.ts';
import { createSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';

/** A parsed answer; `data` is whatever the API's envelope holds. */
export interface Got {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly message: string | undefined;
  readonly body: string;
  readonly list: Row[];
  readonly one: Row;
  readonly nextPage: Row | null | undefined;
}

export type Row = { readonly gid: string } & { readonly [name: string]: unknown };

/** The gid of an object in a row's field; '' where there is none. */
export function gidIn(row: Row | undefined, field: string): string {
  return (row?.[field] as Row | null | undefined)?.gid ?? '';
}

export const START = Date.UTC(2026, 10, 21, 12);

/** A sandbox on a clock of its own, and a client that reads it in process. */
export interface Opened {
  readonly sandbox: Sandbox;
  /** Lets time pass. */
  pass(ms: number): void;
  now(): number;
  get(path: string, query?: Record<string, string | number>, token?: string): Got;
  /** All rows of a list, page by page. */
  all(path: string, query?: Record<string, string | number>): Row[];
  gid(kind: Parameters<Sandbox['world']['gid']>[0], index: number): string;
}

/** Opens a sandbox without a quota unless one is asked for. */
export function openSandbox(options: SandboxOptions = {}): Opened {
  let now = START;
  const sandbox = createSandbox({ quota: null, clock: () => now, ...options });
  const get: Opened['get'] = (path, query = {}, token = 'sandbox-token') => {
    const search = new URLSearchParams(
      Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)])),
    );
    const url = `/api/1.0${path}${search.size > 0 ? `?${search}` : ''}`;
    const answer = sandbox.handle({
      method: 'GET',
      url,
      headers: { authorization: `Bearer ${token}`, host: 'localhost:1' },
    });
    if (answer.kind !== 'answer') throw new Error(`no answer but ${answer.kind}`);
    const parsed = answer.body.startsWith('{') ? (JSON.parse(answer.body) as Record<string, unknown>) : {};
    const {
      data,
      errors,
      next_page: nextPage,
    } = parsed as {
      data?: unknown;
      errors?: { message: string }[];
      next_page?: Row | null;
    };
    return {
      status: answer.status,
      headers: answer.headers,
      body: answer.body,
      message: errors?.[0]?.message,
      list: Array.isArray(data) ? (data as Row[]) : [],
      one: data as Row,
      nextPage,
    };
  };
  return {
    sandbox,
    pass(ms) {
      now += ms;
    },
    now: () => now,
    get,
    all(path, query = {}) {
      const rows: Row[] = [];
      let page = get(path, { limit: 100, ...query });
      for (;;) {
        if (page.status !== 200) throw new Error(`${path}: ${page.status} ${page.message}`);
        rows.push(...page.list);
        if (!page.nextPage) return rows;
        page = get(path, { limit: 100, ...query, offset: String(page.nextPage['offset']) });
      }
    },
    gid: (kind, index) => sandbox.world.gid(kind, index),
  };
}
