import { LongAnswerError } from '../errors.ts';
import { type Body, errorMessage } from './body.ts';
import { parseRetryAfter } from './retry-after.ts';

/** What to do with an answer. */
export type Verdict =
  /** Use it. */
  | { readonly kind: 'ok'; readonly value: Readonly<Record<string, unknown>> }
  /** 429 (424 is the same, misnumbered in Asana's specification): nobody asks anything before `retryAfter` (ms). */
  | { readonly kind: 'refused'; readonly retryAfter: number | undefined }
  /**
   * A passing fault: ask again, not before `retryAfter` (ms) if there is one. `shrink`: once the attempts are used up, a
   * smaller page may get through.
   */
  | { readonly kind: 'retry'; readonly shrink: boolean; readonly retryAfter: number | undefined }
  /** 401: the token, or the app in that workspace. */
  | { readonly kind: 'unauthorized' }
  /** Refused for good; `scopes`: the token lacks a permission, so the whole stream is out of reach. */
  | { readonly kind: 'skip'; readonly status: number; readonly scopes: boolean }
  /** 400: the offset died (15 minutes): read the list again from its start. */
  | { readonly kind: 'expired' }
  /** 400: more rows than Asana returns for one query: split the list. */
  | { readonly kind: 'too-many' }
  /** More than memory has room for: a smaller page may get through. */
  | { readonly kind: 'too-long' }
  /** 400: no such request may be made. */
  | { readonly kind: 'invalid' }
  /** Nothing that can be mended in this run. */
  | { readonly kind: 'fail' };

/** The parts of an answer that decide. */
export interface Judged {
  readonly status: number;
  readonly body: Body;
  /** The header, if there is one. */
  readonly retryAfter: string | null;
}

const SHRINKABLE = new Set([500, 504]);
const PASSING = new Set([408, 500, 501, 502, 503, 504, 520, 521, 522, 523, 524, 529]);
const REFUSED_FOR_GOOD = new Set([402, 403, 404, 451]);

/** The word, also within OAuth's own (`insufficient_scope`, RFC 6750), or a scope's name as Asana has them: `tasks:read`. */
const NAMES_SCOPES = /(?<![a-z])scopes?(?![a-z])|[a-z]:(?:read|write|delete)\b/i;

/**
 * The status policy: what an answer means for the program. One table, pure.
 * Sources: Asana docs, 'Errors' and 'Rate limits'; the contract, 'Failures'.
 * @param isWhole whether an object is what was asked for
 * @param now epoch ms, by the clock of who answered: for a `Retry-After` given as a date
 */
export function judge(
  { status, body, retryAfter }: Judged,
  isWhole: (value: Readonly<Record<string, unknown>>) => boolean,
  now: number,
): Verdict {
  const isGood = status >= 200 && status < 300;
  if (isGood && body.kind === 'object' && isWhole(body.value)) return { kind: 'ok', value: body.value };
  if (status === 429 || status === 424) return { kind: 'refused', retryAfter: parseRetryAfter(retryAfter, now) };
  // Whatever its status, a page of HTML is no answer of Asana's: a 403 of a proxy refuses no project.
  if (isGood || body.kind === 'html' || PASSING.has(status))
    return { kind: 'retry', shrink: SHRINKABLE.has(status), retryAfter: parseRetryAfter(retryAfter, now) };
  if (status === 401) return { kind: 'unauthorized' };
  const message = errorMessage(body);
  if (REFUSED_FOR_GOOD.has(status))
    return { kind: 'skip', status, scopes: status === 403 && NAMES_SCOPES.test(message) };
  if (status !== 400) return { kind: 'fail' };
  if (/pagination token|offset/i.test(message) && /expired/i.test(message)) return { kind: 'expired' };
  if (/result is too large|upper limit|too many results|truncated/i.test(message)) return { kind: 'too-many' };
  return { kind: 'invalid' };
}

/** @returns what it means that no whole answer came: a fault of the way passes, an answer that is too long does not */
export function judgeFailure(error: Error): Verdict {
  if (error instanceof LongAnswerError) return { kind: 'too-long' };
  return { kind: 'retry', shrink: false, retryAfter: undefined };
}
