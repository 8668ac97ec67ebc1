/** A request as the sandbox takes it, from a socket or from memory. */
export interface SandboxRequest {
  readonly method: string;
  /** Path and query, `/api/1.0/tasks?project=1`. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** What to put before paths in absolute links; without it, `http://` and the Host header. */
  readonly origin?: string;
}

/** A whole answer. `delayMs` is how long the bearer should wait before handing it over. */
export interface WholeAnswer {
  readonly kind: 'answer';
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly delayMs?: number;
}

/**
 * What comes back: an answer; an answer of which only `body` arrives before the connection breaks (`length` bytes were
 * promised); a connection reset; or nothing, ever.
 */
export type SandboxAnswer =
  | WholeAnswer
  | (Omit<WholeAnswer, 'kind'> & { readonly kind: 'cut'; readonly length: number })
  | { readonly kind: 'reset' }
  | { readonly kind: 'stall' };

/** A request taken apart. */
export interface ParsedRequest {
  readonly method: string;
  /** Without the query, still percent-encoded. */
  readonly path: string;
  readonly query: ReadonlyMap<string, string>;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
  readonly origin: string;
}

/** Takes a request apart; header names become lower case, of a parameter given twice the last counts. */
export function parseRequest(request: SandboxRequest): ParsedRequest {
  const question = request.url.indexOf('?');
  const path = question < 0 ? request.url : request.url.slice(0, question);
  const search = question < 0 ? '' : request.url.slice(question + 1);
  const headers = new Map(Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]));
  return {
    method: request.method.toUpperCase(),
    path,
    query: new Map(new URLSearchParams(search)),
    headers,
    body: request.body ?? '',
    origin: request.origin ?? `http://${headers.get('host') ?? '127.0.0.1'}`,
  };
}

/** A JSON answer; `pretty` is what `opt_pretty` asks for. */
export function jsonAnswer(
  status: number,
  value: unknown,
  headers: Record<string, string> = {},
  pretty = false,
): WholeAnswer {
  return {
    kind: 'answer',
    status,
    headers: { 'content-type': 'application/json; charset=UTF-8', ...headers },
    body: JSON.stringify(value, null, pretty ? 2 : undefined),
  };
}
