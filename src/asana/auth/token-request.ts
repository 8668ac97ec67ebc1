import { sleep } from '../../clock.ts';
import { AuthError } from '../../errors.ts';
import { readBody } from '../answer/body.ts';
import { describeAnswer } from '../answer/describe.ts';
import { judge } from '../answer/judge.ts';
import { ATTEMPTS, backoff, waitAfter, waitAfterRefusal } from '../backoff.ts';
import type { Health } from '../health.ts';
import { answeredAt, type ExchangeOptions, isUntrusted, openExchange, reasonOf } from '../http/exchange.ts';
import type { TokenRequest } from './auth.ts';
import { linger } from './linger.ts';

const asText = (text: string) => text;

/**
 * How long an answer may still take once the run is to end: it may bring a new refresh token in place of the one that was
 * sent, without which the next run would get in no more. Shorter than the grace after a signal (cli/signals.ts).
 */
const LINGER_MS = 3000;

export interface TokenRequestOptions extends ExchangeOptions {
  readonly url: string;
  readonly userAgent: string;
  readonly random: () => number;
  readonly health: Health;
  /** Told why the next attempt waits, and how long (ms). */
  readonly waiting: (reason: string, waitMs: number) => void;
}

/**
 * POSTs to Asana's OAuth endpoint, form-encoded (Asana docs, OAuth), through the same retries as everything else, but
 * past the pacer: its limits are others, and everybody waits for it.
 * @returns sends one request; throws AuthError when the endpoint cannot be reached at all, FatalError when nothing has
 *   succeeded for too long, or the signal's reason: between two attempts at once, during one after LINGER_MS
 */
export function createTokenRequest(options: TokenRequestOptions): TokenRequest {
  const { url, userAgent, clock, random, health, waiting } = options;
  const headers = {
    accept: 'application/json',
    'user-agent': userAgent,
    'content-type': 'application/x-www-form-urlencoded',
  };

  return (form, signal) => linger((late) => send(form, signal, late), LINGER_MS, clock, signal);

  async function send(form: URLSearchParams, signal: AbortSignal, late: AbortSignal): ReturnType<TokenRequest> {
    const exchange = openExchange(options, late);
    let failures = 0;
    let refusals = 0;
    for (;;) {
      const sentAt = clock.now();
      const reply = await exchange(url, { method: 'POST', headers, body: form.toString() }, asText);
      const now = clock.now();
      let wait: number;
      let since = now;
      let said: string;
      if (reply instanceof Error) {
        failures += 1;
        since = sentAt;
        said = `POST ${url} failed: ${reasonOf(reply)}.`;
        if (isUntrusted(reply)) throw new AuthError(said);
        wait = backoff(failures, random);
      } else {
        const { status } = reply;
        const body = readBody(reply.body);
        const retryAfter = reply.headers.get('retry-after');
        const verdict = judge({ status, body, retryAfter }, () => true, answeredAt(reply));
        if (verdict.kind !== 'retry' && verdict.kind !== 'refused') return { status, text: reply.body };
        said = `POST ${url} ${describeAnswer(status, body, 'oauth_url')}`;
        if (verdict.kind === 'retry') wait = waitAfter(++failures, verdict.retryAfter, random);
        else wait = waitAfterRefusal(++refusals, verdict.retryAfter, random);
      }
      // Nobody waits for another attempt.
      signal.throwIfAborted();
      if (failures >= ATTEMPTS) throw new AuthError(`${said} That was the last of ${ATTEMPTS} attempts.`);
      health.failed(since, now + wait, said);
      waiting(said, wait);
      await sleep(clock, wait, signal);
    }
  }
}
