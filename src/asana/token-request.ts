import { type Clock, sleep } from '../clock.ts';
import { AuthError } from '../errors.ts';
import type { TokenRequest } from './auth.ts';
import { ATTEMPTS, backoff } from './backoff.ts';
import type { Health } from './health.ts';
import { judge } from './judge.ts';
import type { Fetch } from './transport.ts';

/**
 * POSTs to Asana's OAuth endpoint, form-encoded (Asana docs, OAuth), through the same retries as everything else.
 * @returns sends one request; throws AuthError when the endpoint cannot be reached at all
 */
export function createTokenRequest(options: {
  url: string;
  userAgent: string;
  timeoutMs: number;
  fetch: Fetch;
  clock: Clock;
  random: () => number;
  health: Health;
}): TokenRequest {
  const { url, userAgent, timeoutMs, fetch, clock, random, health } = options;
  return async (form, signal) => {
    for (let failures = 1; ; failures += 1) {
      const sentAt = clock.now();
      const abort = new AbortController();
      const stop = () => abort.abort(signal.reason);
      signal.addEventListener('abort', stop, { once: true });
      const cancel = clock.after(timeoutMs, () => abort.abort(new Error(`no answer within ${timeoutMs / 1000} s`)));
      let said: string;
      let wait = backoff(Math.min(failures, ATTEMPTS), random);
      try {
        const response = await fetch(url, {
          method: 'POST',
          headers: {
            accept: 'application/json',
            'user-agent': userAgent,
            'content-type': 'application/x-www-form-urlencoded',
          },
          body: form.toString(),
          redirect: 'manual',
          signal: abort.signal,
        });
        const body = await response.text();
        const verdict = judge(response.status, '', response.headers.get('retry-after'), clock.now());
        if (verdict.kind !== 'retry' && verdict.kind !== 'refused') return { status: response.status, body };
        if (verdict.kind === 'refused') wait = verdict.retryAfter ?? wait;
        said = `was answered ${response.status}`;
        if (verdict.kind === 'retry' && failures >= ATTEMPTS)
          throw new AuthError(`POST ${url} ${said} ${ATTEMPTS} times.`);
      } catch (error) {
        if (signal.aborted) throw signal.reason;
        if (error instanceof AuthError) throw error;
        said = `failed: ${error instanceof Error ? error.message : String(error)}`;
        if (failures >= ATTEMPTS) throw new AuthError(`POST ${url} ${said}, ${ATTEMPTS} times.`, { cause: error });
      } finally {
        cancel();
        signal.removeEventListener('abort', stop);
      }
      health.failed(sentAt, clock.now() + wait, `POST ${url} ${said}.`);
      await sleep(clock, wait, signal);
    }
  };
}
