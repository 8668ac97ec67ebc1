/**
 * The status policy: what an answer means for the program. One table, pure.
 * Sources: Asana docs, 'Errors' and 'Rate limits'; the contract, 'Failures'.
 */

/** What to do with an answer. */
export type Verdict =
  /** Use it. */
  | { readonly kind: 'ok' }
  /** 429 (424 is the same, misnumbered in Asana's specification): nobody asks anything before `retryAfter` (ms). */
  | { readonly kind: 'refused'; readonly retryAfter?: number }
  /** A passing fault: ask again. `shrink`: once the attempts are used up, a smaller page may get through. */
  | { readonly kind: 'retry'; readonly shrink: boolean }
  /** 401: the token, or the app in that workspace. */
  | { readonly kind: 'unauthorized' }
  /** Refused for good; `scopes`: the token lacks a permission, so the whole stream is out of reach. */
  | { readonly kind: 'skip'; readonly scopes: boolean }
  /** 400: the offset died (15 minutes) — read the list again from its start. */
  | { readonly kind: 'expired' }
  /** 400: more rows than Asana returns for one query — split the list. */
  | { readonly kind: 'too-many' }
  /** Nothing that can be mended in this run. */
  | { readonly kind: 'fail' };

const SHRINKABLE = new Set([500, 504]);
const PASSING = new Set([408, 500, 501, 502, 503, 504, 520, 521, 522, 523, 524, 529]);
const REFUSED_FOR_GOOD = new Set([402, 403, 404, 451]);

/**
 * @param status the HTTP status
 * @param message Asana's own words (`errors[].message`), or '' if the body has none
 * @param retryAfter the `Retry-After` header, or null
 * @param now epoch ms, for a `Retry-After` given as a date
 */
export function judge(status: number, message: string, retryAfter: string | null, now: number): Verdict {
  if (status >= 200 && status < 300) return { kind: 'ok' };
  if (status === 429 || status === 424) {
    const wait = parseRetryAfter(retryAfter, now);
    return wait === undefined ? { kind: 'refused' } : { kind: 'refused', retryAfter: wait };
  }
  if (PASSING.has(status)) return { kind: 'retry', shrink: SHRINKABLE.has(status) };
  if (status === 401) return { kind: 'unauthorized' };
  if (REFUSED_FOR_GOOD.has(status)) return { kind: 'skip', scopes: status === 403 && /\bscopes?\b/i.test(message) };
  if (status === 400 && /pagination token|offset/i.test(message) && /expired/i.test(message))
    return { kind: 'expired' };
  if (status === 400 && /result is too large|upper limit|too many results|truncated/i.test(message)) {
    return { kind: 'too-many' };
  }
  return { kind: 'fail' };
}

/**
 * Reads a `Retry-After` header: seconds (fractions too) or an HTTP date (RFC 9110, 10.2.3).
 * @param now epoch ms
 * @returns milliseconds, at least 0; undefined if there is none or it is unreadable
 */
export function parseRetryAfter(header: string | null, now: number): number | undefined {
  if (header === null || header.trim() === '') return undefined;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/**
 * @param body an answer's body, whatever it is
 * @returns Asana's messages joined, '' if the body holds none
 */
export function errorMessage(body: string): string {
  try {
    const parsed: unknown = JSON.parse(body);
    const errors = (parsed as { errors?: unknown } | null)?.errors;
    if (!Array.isArray(errors)) return '';
    return errors
      .map((error: { message?: unknown } | null) => (typeof error?.message === 'string' ? error.message : ''))
      .filter((message) => message !== '')
      .join('; ');
  } catch {
    return '';
  }
}
