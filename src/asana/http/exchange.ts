import type { Clock } from '../../clock.ts';
import { oneLine } from '../answer/body.ts';
import { parseHttpDate } from '../answer/http-date.ts';
import { PATIENCE_MS } from '../health.ts';
import type { RawAnswer } from './dispatch.ts';
import type { Enter } from './heavy.ts';
import { Lane } from './lane.ts';
import type { Send } from './transport.ts';

/** What a certificate that nobody here vouches for is called (Node, `tls`: X509 certificate error codes). */
const UNTRUSTED: ReadonlySet<unknown> = new Set([
  'CERT_UNTRUSTED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** An answer, read to its end. */
export interface Reply<T> {
  readonly status: number;
  readonly headers: RawAnswer['headers'];
  readonly body: T;
  /** When it was there, epoch ms. */
  readonly at: number;
  /** To be called once nobody holds the body any more; only large answers that are held have it (heavy.ts). */
  readonly leave: (() => void) | undefined;
}

export interface ExchangeOptions {
  readonly fetch: Send;
  readonly clock: Clock;
  /** Milliseconds from sending a request to the last byte of its answer; never more than 15 minutes, the end of a run. */
  readonly timeoutMs: number;
  /** Where answers that are held for long wait for room. */
  readonly enter?: Enter;
}

/**
 * Sends one request and reads its answer whole, whatever the status: an unread body costs its connection.
 * @param read makes of a body's text what is wanted of it
 * @param isHeld whether somebody will hold that for long
 * @returns the answer, or the error of the way there and back: to those who ask it is one more thing to judge
 * @throws the signal's reason when it is aborted, nothing else
 */
export type Exchange = <T>(
  url: string,
  init: RequestInit,
  read: (text: string) => T,
  isHeld?: boolean,
) => Promise<Reply<T> | Error>;

/** @param signal ends whatever is under way */
export function openExchange({ fetch, clock, timeoutMs, enter }: ExchangeOptions, signal: AbortSignal): Exchange {
  const limitMs = Math.min(timeoutMs, PATIENCE_MS);
  const idle: Lane[] = [];
  return async (url, init, read, isHeld = false) => {
    signal.throwIfAborted();
    const lane = idle.pop() ?? new Lane(signal);
    const cancel = clock.after(limitMs, () => lane.end(new Error(`no answer within ${limitMs / 1000} s`)));
    let leave: (() => void) | undefined;
    try {
      return await lane.run(async (off) => {
        // No redirect is followed: a token must not go where the API does not say.
        const answer = await fetch(url, { ...init, redirect: 'manual', signal: off });
        const at = clock.now();
        const { status, headers } = answer;
        const room = isHeld ? enter?.(answer.size ?? 0) : undefined;
        if (room !== undefined) {
          cancel();
          leave = await room;
        }
        // Not awaited where it is there: an async function holds what it awaited last until it is collected (pages.ts).
        const text = answer.text();
        return { status, headers, body: read(typeof text === 'string' ? text : await text), at, leave };
      });
    } catch (error) {
      leave?.();
      signal.throwIfAborted();
      return error instanceof Error ? error : new Error(String(error));
    } finally {
      cancel();
      if (lane.isOpen) idle.push(lane);
    }
  };
}

/** @returns what went wrong on the way, in words: the built-in fetch says 'fetch failed' and hides the cause */
export function reasonOf({ message, cause }: Error): string {
  if (!(cause instanceof Error)) return message;
  // When several addresses were tried, the cause has a code, but no words.
  const why = oneLine(cause.message) || ('code' in cause ? String(cause.code) : '');
  const hint = isUntrusted({ cause }) ? "; a proxy's own is named in NODE_EXTRA_CA_CERTS" : '';
  return why === '' ? message : `${message} (${why}${hint})`;
}

/** @returns whether it failed for want of trust, which no waiting mends: mostly a proxy in between opens what is sent */
export function isUntrusted({ cause }: Pick<Error, 'cause'>): boolean {
  return cause instanceof Error && 'code' in cause && UNTRUSTED.has(cause.code);
}

/** @returns epoch ms by the clock of who answered, which may not be the machine's: a pause that ends at a moment is told by it */
export function answeredAt({ at, headers }: Reply<unknown>): number {
  const date = parseHttpDate(headers.get('date') ?? '');
  return Number.isNaN(date) ? at : date;
}
