import type { Clock } from '../clock.ts';
import type { RawAnswer } from './dispatch.ts';
import { PATIENCE_MS } from './health.ts';
import type { Send } from './transport.ts';

/** An answer, read to its end. */
export interface Reply {
  readonly status: number;
  readonly headers: RawAnswer['headers'];
  readonly text: string;
}

export interface Exchange {
  readonly fetch: Send;
  readonly clock: Clock;
  /** Milliseconds from sending a request to the last byte of its answer; never more than 15 minutes, the end of a run. */
  readonly timeoutMs: number;
}

/**
 * Sends one request and reads its answer whole, whatever the status: an unread body costs its connection.
 * @returns the answer, or the error of the way there and back: to those who ask it is one more thing to judge
 * @throws the signal's reason when it is aborted, nothing else
 */
export async function exchange(
  { fetch, clock, timeoutMs }: Exchange,
  url: string,
  init: RequestInit,
  signal: AbortSignal,
): Promise<Reply | Error> {
  signal.throwIfAborted();
  const limitMs = Math.min(timeoutMs, PATIENCE_MS);
  // Not AbortSignal.any: that one stays with the run's signal for as long as the run lasts.
  const abort = new AbortController();
  const stop = () => abort.abort(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  const cancel = clock.after(limitMs, () => abort.abort(new Error(`no answer within ${limitMs / 1000} s`)));
  const read = async (): Promise<Reply> => {
    // No redirect is followed: a token must not go where the API does not say.
    const response = await fetch(url, { ...init, redirect: 'manual', signal: abort.signal });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  try {
    // Raced, because a body that is being unpacked does not always notice that it was called off.
    return await Promise.race([read(), aborted(abort.signal)]);
  } catch (error) {
    signal.throwIfAborted();
    return error instanceof Error ? error : new Error(String(error));
  } finally {
    cancel();
    signal.removeEventListener('abort', stop);
  }
}

/** Rejects with the signal's reason once it is aborted; until then it waits. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));
}

/** @returns what went wrong on the way, in words: the built-in fetch says 'fetch failed' and hides the cause */
export function reasonOf({ message, cause }: Error): string {
  if (!(cause instanceof Error)) return message;
  // When several addresses were tried, the cause has a code, but no words.
  const why = cause.message || ('code' in cause ? String(cause.code) : '');
  return why === '' ? message : `${message} (${why})`;
}
