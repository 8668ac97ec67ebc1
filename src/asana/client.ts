import { sleep } from '../clock.ts';
import { AuthError, FatalError, SkipError, StreamError } from '../errors.ts';
import { type Body, hasData, readBody } from './answer/body.ts';
import { parseChanges } from './answer/change-header.ts';
import { describeAnswer, describeRequest } from './answer/describe.ts';
import { judge, judgeFailure, type Verdict } from './answer/judge.ts';
import type { Auth } from './auth/auth.ts';
import { ATTEMPTS, waitAfter } from './backoff.ts';
import { BlockedError, ExpiredError, InvalidError, OverloadedError, ScopeError, TooManyError } from './errors.ts';
import type { Health } from './health.ts';
import type { Exchange, ExchangeOptions, Reply } from './http/exchange.ts';
import { answeredAt, isUntrusted, openExchange, reasonOf } from './http/exchange.ts';
import type { Pacer } from './pace/pacer.ts';
import type { Request } from './request.ts';

/** A good answer's JSON, with `data` in it, the moment it was read, epoch ms, and what to call when its rows are taken. */
export type Answer = Pick<Reply<Readonly<Record<string, unknown>>>, 'body' | 'at' | 'leave'>;

/** What the client tells of its work; nothing here changes what it does. */
export interface ClientEvents {
  /** The `Date` header of each answer up to the first that brings what was asked for; null if it has none. */
  begun(date: string | null): void;
  /** One request was answered, or failed on the way (`status` 0). */
  requested(request: Request, status: number, ms: number): void;
  /** One request will be sent once more. */
  retried(request: Request): void;
  /** Why one request, or (429) all of them, wait, and how long: once for each cause. */
  waiting(request: Request, reason: string, waitMs: number): void;
  /** The run is over. */
  fatal(error: Error): void;
  /** A name announced in an `Asana-Change` header. */
  change(name: string, isAffected: boolean): void;
}

export interface ClientOptions extends ExchangeOptions {
  readonly apiUrl: string;
  readonly userAgent: string;
  readonly random: () => number;
  readonly auth: Auth;
  readonly pacer: Pacer;
  readonly health: Health;
  readonly events: ClientEvents;
  readonly signal: AbortSignal;
}

/** One try at a request. Times are epoch ms. */
interface Attempt extends Partial<Pick<Answer, 'leave'>> {
  readonly sentAt: number;
  readonly token: string;
  readonly verdict: Verdict;
  /** What was asked and what came back, for people: put into words only where somebody reads them. */
  readonly said: () => string;
}

const ME = '/users/me';
const DEAD_TOKEN = 'Check the token: it may have been revoked, or belong to somebody who was deactivated.';

/** Asks Asana for one thing at a time, through the pacer, until it has an answer that means something. */
export class Client {
  readonly #options: ClientOptions;
  readonly #exchange: Exchange;
  /** Whether an answer has brought what was asked for: it is Asana's, and all that is read comes after it. */
  #isSettled = false;
  /** The last token that a workspace refused although it works. */
  #working: string | undefined;
  #check: Promise<boolean> | undefined;

  constructor(options: ClientOptions) {
    this.#options = options;
    this.#exchange = openExchange(options, options.signal);
  }

  /** Ends everything that is asked for. */
  get signal(): AbortSignal {
    return this.#options.signal;
  }

  /**
   * @throws SkipError for 402, 403, 404, 451 (ScopeError, BlockedError: the stream, the workspace is out of reach)
   * @throws ExpiredError, TooManyError, OverloadedError where the list has to be read another way
   * @throws StreamError for what cannot be mended, AuthError, FatalError, or the signal's reason
   */
  async get(request: Request): Promise<Answer> {
    const { clock, events, health } = this.#options;
    health.begin(clock.now());
    try {
      return await this.#get(request, true);
    } catch (error) {
      // Whatever else is under way would only find out the same, one retry after the other.
      if (error instanceof AuthError || error instanceof FatalError) events.fatal(error);
      throw error;
    } finally {
      health.end(clock.now());
    }
  }

  /** @param mayRenew whether a new token may be asked for, once */
  async #get(request: Request, mayRenew: boolean): Promise<Answer> {
    const { auth, clock, health, pacer, signal } = this.#options;
    let failures = 0;
    let isRenewed = !mayRenew;
    let outlived = 0;
    for (;;) {
      // Before its turn, so that no place waits for a new token.
      await auth.bearer(signal);
      const attempt = await pacer.run(request.priority, signal, (turnAt) => this.#try(request, turnAt));
      if (attempt === undefined) continue;
      const { verdict, said, token, leave } = attempt;
      if (verdict.kind !== 'retry' && verdict.kind !== 'refused') health.succeeded(clock.now());
      switch (verdict.kind) {
        case 'ok':
          return { body: verdict.value, at: clock.now(), leave };
        case 'refused':
          // No attempt (contract, 'Failures'): the pacer keeps everybody waiting, this one too.
          break;
        case 'retry':
          failures += 1;
          await this.#failed(request, attempt, verdict, failures);
          break;
        case 'unauthorized': {
          const isWorking = token === this.#working;
          if (!isRenewed && !isWorking && (await auth.renew(token, signal)) !== undefined) {
            isRenewed = true;
            break;
          }
          const isKnown = await this.#isKnown(request);
          // It was the next token that knew who it is: the refused one died once more, and says nothing of the workspace.
          if (isKnown && outlived < ATTEMPTS && (await auth.bearer(signal)) !== token) {
            outlived += 1;
            break;
          }
          if (isKnown) this.#working = token;
          if (isKnown) throw new BlockedError(said());
          if (!isWorking) throw new AuthError(`${said()} ${DEAD_TOKEN}`);
          // It worked before, and has died since: there is still the renewal.
          this.#working = undefined;
          break;
        }
        case 'skip':
          throw verdict.scopes ? new ScopeError(said()) : new SkipError(said(), verdict.status);
        case 'expired':
          throw new ExpiredError(said());
        case 'too-many':
          throw new TooManyError(said());
        case 'too-long':
          throw new OverloadedError(said());
        case 'invalid':
          throw new InvalidError(said());
        case 'fail':
          throw new StreamError(said());
      }
    }
  }

  /** @throws StreamError after the last attempt (OverloadedError where a smaller page may get through) */
  async #failed(
    request: Request,
    attempt: Attempt,
    { shrink, retryAfter }: Verdict & { kind: 'retry' },
    failures: number,
  ): Promise<void> {
    const { clock, events, health, random, signal } = this.#options;
    const { sentAt } = attempt;
    const said = attempt.said();
    const isLast = failures >= ATTEMPTS;
    const wait = isLast ? 0 : waitAfter(failures, retryAfter, random);
    health.failed(sentAt, clock.now() + wait, said);
    if (isLast) throw shrink ? new OverloadedError(said) : new StreamError(said);
    events.retried(request);
    events.waiting(request, said, wait);
    await sleep(clock, wait, signal);
  }

  /**
   * Asana answers 401 too where a workspace has blocked the app (docs, 'Errors'): then the token still knows who it is.
   * A token without the scope for that is refused with 403, and so is one that works.
   */
  #isKnown({ path, stream, priority }: Request): Promise<boolean> {
    if (path === ME) return Promise.resolve(false);
    // Those that are refused together ask together.
    this.#check ??= this.#get({ path: ME, endpoint: ME, query: 'opt_fields=gid', stream, priority }, false)
      .then(
        () => true,
        (error: unknown) => {
          if (error instanceof AuthError || error instanceof SkipError) return error instanceof SkipError;
          throw error;
        },
      )
      .finally(() => {
        this.#check = undefined;
      });
    return this.#check;
  }

  /**
   * @param turnAt when its turn came, epoch ms: before it was sent, if a token had to be asked for first
   * @returns undefined if everybody has been told to wait since
   */
  async #try(request: Request, turnAt: number): Promise<Attempt | undefined> {
    const { apiUrl, userAgent, auth, clock, events, pacer, signal } = this.#options;
    // Once more, for it may have waited long for its turn.
    const token = await auth.bearer(signal);
    if (pacer.isPausedSince(turnAt)) return undefined;
    const headers = {
      authorization: `Bearer ${token}`,
      accept: 'application/json',
      // 'Request that responses be compressed by sending an Accept-Encoding: gzip header' (Asana forum, 69084).
      'accept-encoding': 'gzip',
      'user-agent': userAgent,
    };
    const url = `${apiUrl}${request.path}${request.query === '' ? '' : `?${request.query}`}`;
    const sentAt = clock.now();
    const reply = await this.#exchange(url, { method: 'GET', headers }, readBody, request.isHeld);
    const now = reply instanceof Error ? clock.now() : reply.at;
    const asked = () => describeRequest(request.path, request.query);
    if (reply instanceof Error) {
      events.requested(request, 0, now - sentAt);
      const said = () => `${asked()} failed: ${reasonOf(reply)}.`;
      if (isUntrusted(reply)) throw new FatalError(said());
      return { sentAt, token, verdict: judgeFailure(reply), said };
    }
    events.requested(request, reply.status, now - sentAt);
    const { status, body } = reply;
    const isWhole = (value: Readonly<Record<string, unknown>>) => hasData(value, request.isList === true);
    const retryAfter = reply.headers.get('retry-after');
    const verdict = judge({ status, body, retryAfter }, isWhole, retryAfter === null ? now : answeredAt(reply));
    this.#notice(reply, verdict.kind === 'ok');
    const said = () => `${asked()} ${describeAnswer(status, body)}`;
    // Before the place is given back: nobody may slip through.
    if (verdict.kind === 'refused') this.#refused(request, turnAt, said(), verdict.retryAfter);
    else pacer.accepted(turnAt);
    if (verdict.kind !== 'ok') reply.leave?.();
    return { sentAt, token, verdict, said, leave: reply.leave };
  }

  /** @throws FatalError when nothing has succeeded for too long */
  #refused(request: Request, turnAt: number, said: string, retryAfter: number | undefined): void {
    const { events, pacer } = this.#options;
    const { waitMs, isNew } = pacer.refused(retryAfter, turnAt, said);
    events.retried(request);
    if (isNew) events.waiting(request, said, waitMs);
  }

  #notice({ headers }: Reply<Body>, isOk: boolean): void {
    const { events } = this.#options;
    if (!this.#isSettled) events.begun(headers.get('date'));
    this.#isSettled ||= isOk;
    for (const { name, isAffected } of parseChanges(headers.get('asana-change'))) events.change(name, isAffected);
  }
}
