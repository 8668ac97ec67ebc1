/** What goes wrong. The first six stand in the place of the answer; the others change it. */
export type Fault =
  | {
      readonly type: 'status';
      readonly status: number;
      /** The error's message; or `body`, the whole body as text. */
      readonly message?: string;
      readonly body?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** Like a gateway in front of the API: "Gateway errors may be HTML, not JSON". */
  | { readonly type: 'html'; readonly status?: number }
  /** A 429; null leaves `Retry-After` out. */
  | { readonly type: 'rate-limit'; readonly retryAfter?: number | null }
  /** Only where the request has an offset: says that it has expired. */
  | { readonly type: 'expired-offset' }
  | { readonly type: 'reset' }
  | { readonly type: 'stall' }
  /** The list's answer has no rows, but a next page with them. */
  | { readonly type: 'empty-page' }
  /** Only this share (0 to 1) of the body arrives. */
  | { readonly type: 'cut'; readonly share?: number }
  /** The next page's offset is the one just asked for: a list that never ends. */
  | { readonly type: 'repeat-page' }
  | { readonly type: 'slow'; readonly ms: number }
  /** Sets headers, and drops others: `date`, for an answer without one. */
  | { readonly type: 'headers'; readonly set?: Readonly<Record<string, string>>; readonly drop?: readonly string[] }
  /** Writes fields into every row: unknown ones, wrong types, a number as gid. */
  | { readonly type: 'patch-rows'; readonly set: Readonly<Record<string, unknown>> };

/** Which requests a fault befalls. What is not given does not restrict. */
export interface FaultRule {
  /** The path without `/api/1.0`; `*` is any one step, `**` any number of them. */
  readonly path?: string;
  readonly method?: string;
  /** Parameters and their values; `*` is any value. */
  readonly query?: Readonly<Record<string, string>>;
  /** Of the requests that fit, only the nth, counted from 1; with `count`, the nth and those after it. */
  readonly nth?: number;
  /** At most so many times. */
  readonly count?: number;
  /** With this probability, 0 to 1. */
  readonly chance?: number;
  /** Seconds since the sandbox began. */
  readonly from?: number;
  readonly until?: number;
  readonly fault: Fault;
}
