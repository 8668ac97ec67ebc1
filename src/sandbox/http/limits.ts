import { createQuota, type Quota, type QuotaModel } from './quota.ts';
import { RATE_LIMIT_MESSAGE, Refusal } from './refusal.ts';

/** What is limited per token (Asana docs: "Limits are allocated per authorization token"). */
export interface Limits {
  /** Marks a request as in flight until the function that comes back is called. */
  begin(token: string): () => void;
  inFlight(token: string): number;
  /** Counts a request. Throws a 429 Refusal if it is over the quota, or too many are in flight. */
  admit(token: string, now: number): void;
}

interface LimitOptions {
  readonly quota: number | null;
  readonly quotaModel: QuotaModel;
  readonly concurrency: number;
  readonly retryAfter: boolean;
}

/** "Long enough such that the other in-flight requests are guaranteed to have either completed or timed out" (guide "Rate limits"). */
const CONCURRENCY_WAIT_S = 10;

/** The limits of a sandbox: requests a minute, and reads at once ("Concurrent GET: 50"). */
export function createLimits(options: LimitOptions): Limits {
  const quotas = new Map<string, Quota>();
  const flights = new Map<string, number>();
  const quotaOf = (token: string, limit: number): Quota => {
    const found = quotas.get(token) ?? createQuota(options.quotaModel, limit);
    quotas.set(token, found);
    return found;
  };
  const refuse = (seconds: number) =>
    new Refusal(429, RATE_LIMIT_MESSAGE, options.retryAfter ? { 'retry-after': String(seconds) } : {});
  return {
    begin(token) {
      flights.set(token, (flights.get(token) ?? 0) + 1);
      let open = true;
      return () => {
        if (open) flights.set(token, (flights.get(token) ?? 1) - 1);
        open = false;
      };
    },
    inFlight: (token) => flights.get(token) ?? 0,
    admit(token, now) {
      const wait = options.quota === null ? null : quotaOf(token, options.quota).take(now);
      if (wait !== null) throw refuse(Math.max(1, Math.ceil(wait / 1000)));
      if ((flights.get(token) ?? 0) > options.concurrency) throw refuse(CONCURRENCY_WAIT_S);
    },
  };
}
