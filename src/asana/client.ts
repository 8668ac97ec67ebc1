import type { Clock } from '../clock.ts';
import { sleep } from '../clock.ts';
import { AuthError, FatalError, SkipError, StreamError } from '../errors.ts';
import type { Auth } from './auth.ts';
import { ATTEMPTS, backoff } from './backoff.ts';
import { BlockedError, ExpiredError, OverloadedError, ScopeError, TooManyError } from './errors.ts';
import type { Health } from './health.ts';
import { errorMessage, judge } from './judge.ts';
import type { Pacer, Priority } from './pacer.ts';
import type { Fetch } from './transport.ts';

/** One GET. */
export interface Request {
  /** Below the API's base, gids filled in and encoded: `/tasks/1201/stories`. */
  readonly path: string;
  /** The query, encoded; '' for none. */
  readonly query: string;
  /** The path with `{parent}` left in: what metrics and errors are grouped by. */
  readonly endpoint: string;
  /** The stream it is asked for, for the counts. */
  readonly stream: string;
  readonly priority: Priority;
}

/** A good answer's JSON and the moment it was read, epoch ms. */
export interface Answer {
  readonly body: Record<string, unknown>;
  readonly at: number;
}

/** What the client tells of its work; nothing here changes what it does. */
export interface ClientEvents {
  /** The `Date` header of the first answer, or null if it had none. */
  firstAnswer(date: string | null): void;
  /** One request was answered, or failed on the way (`status` 0). */
  requested(request: Request, status: number, ms: number): void;
  retried(request: Request, reason: string, waitMs: number): void;
  /** The run is over. */
  fatal(error: Error): void;
  /** A name announced in an `Asana-Change` header. */
  change(name: string, affected: boolean): void;
}

export interface ClientOptions {
  readonly apiUrl: string;
  readonly userAgent: string;
  /** Milliseconds from sending a request to the last byte of its answer. */
  readonly timeoutMs: number;
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly random: () => number;
  readonly auth: Auth;
  readonly pacer: Pacer;
  readonly health: Health;
  readonly events: ClientEvents;
  readonly signal: AbortSignal;
}

interface Reply {
  readonly status: number;
  readonly text: string;
  readonly retryAfter: string | null;
}

/** Asks Asana for one thing at a time, through the pacer, until it has an answer that means something. */
export class Client {
  readonly #options: ClientOptions;
  #answered = false;

  constructor(options: ClientOptions) {
    this.#options = options;
  }

  /**
   * @throws SkipError for 402, 403, 404, 451 (ScopeError, BlockedError: the stream, the workspace is out of reach)
   * @throws ExpiredError, TooManyError, OverloadedError where the list has to be read another way
   * @throws StreamError for what cannot be mended, AuthError, FatalError, or the signal's reason
   */
  async get(request: Request): Promise<Answer> {
    try {
      return await this.#get(request);
    } catch (error) {
      // Whatever else is under way would only find out the same, one retry after the other.
      if (error instanceof AuthError || error instanceof FatalError) this.#options.events.fatal(error);
      throw error;
    }
  }

  async #get(request: Request): Promise<Answer> {
    const { auth, clock, health, pacer, random, signal } = this.#options;
    let failures = 0;
    let token = await auth.bearer(signal);
    let renewed = false;
    for (;;) {
      const sentAt = clock.now();
      const reply = await pacer.run(request.priority, signal, () => this.#send(request, token));
      const parsed = reply instanceof Error ? undefined : parseBody(reply.text);
      const message = reply instanceof Error ? '' : errorMessage(reply.text);
      const said = describe(request, reply, message);
      const verdict =
        reply instanceof Error || (reply.status >= 200 && reply.status < 300 && parsed === undefined)
          ? ({ kind: 'retry', shrink: false } as const)
          : judge(reply.status, message, reply.retryAfter, clock.now());

      switch (verdict.kind) {
        case 'ok':
          health.succeeded();
          return { body: parsed ?? {}, at: clock.now() };
        case 'refused': {
          failures += 1;
          const wait = verdict.retryAfter ?? backoff(Math.min(failures, ATTEMPTS), random);
          this.#options.events.retried(request, said, wait);
          pacer.pause(wait, sentAt, said);
          break;
        }
        case 'retry': {
          failures += 1;
          if (failures >= ATTEMPTS) {
            health.failed(sentAt, clock.now(), said);
            if (verdict.shrink) throw new OverloadedError(said);
            throw new StreamError(said);
          }
          const wait = backoff(failures, random);
          health.failed(sentAt, clock.now() + wait, said);
          this.#options.events.retried(request, said, wait);
          await sleep(clock, wait, signal);
          break;
        }
        case 'unauthorized': {
          const next = renewed ? undefined : await auth.renew(token, signal);
          if (next === undefined) throw await this.#unauthorized(request, token, said);
          renewed = true;
          token = next;
          continue;
        }
        case 'skip':
          throw verdict.scopes ? new ScopeError(said) : new SkipError(said, (reply as Reply).status);
        case 'expired':
          throw new ExpiredError(said);
        case 'too-many':
          throw new TooManyError(said);
        case 'fail':
          throw new StreamError(said);
      }
      token = await auth.bearer(signal);
    }
  }

  /** Asana answers 401 too where a workspace has blocked the app: then the token still knows who it is. */
  async #unauthorized(request: Request, token: string, said: string): Promise<Error> {
    const { pacer, signal } = this.#options;
    if (request.path !== '/users/me') {
      const me: Request = { ...request, path: '/users/me', endpoint: '/users/me', query: 'opt_fields=gid' };
      const reply = await pacer.run(request.priority, signal, () => this.#send(me, token));
      if (!(reply instanceof Error) && reply.status === 200) return new BlockedError(said);
    }
    return new AuthError(`${said} Check access_token: it may have been revoked, or belong to somebody deactivated.`);
  }

  /** @returns the answer, or the error of the way there and back (never thrown: it is one more verdict) */
  async #send(request: Request, token: string): Promise<Reply | Error> {
    const { apiUrl, userAgent, timeoutMs, clock, events, signal } = this.#options;
    const url = `${apiUrl}${request.path}${request.query === '' ? '' : `?${request.query}`}`;
    const started = clock.now();
    const abort = new AbortController();
    const stop = () => abort.abort(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    const cancel = clock.after(timeoutMs, () => abort.abort(new Error(`no answer within ${timeoutMs / 1000} s`)));
    try {
      const response = await this.#options.fetch(url, {
        method: 'GET',
        headers: {
          authorization: `Bearer ${token}`,
          accept: 'application/json',
          'accept-encoding': 'gzip',
          'user-agent': userAgent,
        },
        redirect: 'manual',
        signal: abort.signal,
      });
      this.#notice(response.headers);
      // Read whole, whatever the status: an unread body costs its connection.
      const text = await response.text();
      events.requested(request, response.status, clock.now() - started);
      return { status: response.status, text, retryAfter: response.headers.get('retry-after') };
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      events.requested(request, 0, clock.now() - started);
      return error instanceof Error ? error : new Error(String(error));
    } finally {
      cancel();
      signal.removeEventListener('abort', stop);
    }
  }

  #notice(headers: Headers): void {
    const { events } = this.#options;
    if (!this.#answered) {
      this.#answered = true;
      events.firstAnswer(headers.get('date'));
    }
    const changes = headers.get('asana-change');
    if (changes === null) return;
    for (const change of changes.split(',')) {
      const name = /\bname=([^;,\s]+)/.exec(change)?.[1];
      if (name !== undefined) events.change(name, /\baffected=true\b/.test(change));
    }
  }
}

/** @returns the JSON object of a body; undefined if it is none (HTML, cut short, a bare list) */
function parseBody(text: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
      ? (parsed as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** What was asked and what came back, without the query's fields and without any header. */
function describe(request: Request, reply: Reply | Error, message: string): string {
  const query = request.query.replace(/(?:^|&)opt_fields=[^&]*/, '').replace(/^&/, '');
  const asked = `GET ${request.path}${query === '' ? '' : `?${query}`}`;
  if (reply instanceof Error) {
    const cause = reply.cause instanceof Error ? ` (${reply.cause.message})` : '';
    return `${asked} failed: ${reply.message}${cause}.`;
  }
  if (message !== '') return `${asked} was answered ${reply.status}: ${message.slice(0, 500)}`;
  return `${asked} was answered ${reply.status}${reply.status < 300 ? ' with a body that is no JSON object' : ''}.`;
}
