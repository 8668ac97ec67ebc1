/** How a per-minute quota is counted. Asana's docs say only that it "is evaluated more frequently than once per minute". */
export const QUOTA_MODELS = ['fixed', 'sliding', 'bucket'] as const;
export type QuotaModel = (typeof QUOTA_MODELS)[number];

/** Counts the requests of one token. */
export interface Quota {
  /**
   * Counts a request at a moment (epoch ms, never going back). Returns null if it is granted, or else the milliseconds
   * after which the next would be, if none came until then: "Requests rejected by this limiter still count against the
   * quotas" (Asana docs, "Rate limits").
   */
  take(now: number): number | null;
}

const MINUTE = 60_000;

/** A quota of `limit` requests a minute in one of the three models. */
export function createQuota(model: QuotaModel, limit: number): Quota {
  switch (model) {
    case 'fixed':
      return fixedWindow(limit);
    case 'sliding':
      return slidingWindow(limit);
    case 'bucket':
      return tokenBucket(limit);
  }
}

/** The count begins anew each minute; the first request opens the first. What is refused cannot make it worse than this window. */
function fixedWindow(limit: number): Quota {
  let opened = Number.NEGATIVE_INFINITY;
  let count = 0;
  return {
    take(now) {
      if (now - opened >= MINUTE) {
        opened = now;
        count = 0;
      }
      count += 1;
      return count <= limit ? null : opened + MINUTE - now;
    },
  };
}

/** At most `limit` requests in any minute, refused ones included: a client that keeps asking is never heard again. */
function slidingWindow(limit: number): Quota {
  const last: number[] = new Array(limit).fill(Number.NEGATIVE_INFINITY);
  let next = 0;
  return {
    take(now) {
      const oldest = last[next] ?? Number.NEGATIVE_INFINITY;
      last[next] = now;
      next = (next + 1) % limit;
      // The request itself is counted by now: the next place falls free when the oldest of the last `limit` is a minute old.
      return now - oldest >= MINUTE ? null : (last[next] ?? now) + MINUTE - now;
    },
  };
}

/** Tokens come back one by one, a quarter of a minute's worth are kept at most, and refused requests cost as much: a debt of one minute at the most. */
function tokenBucket(limit: number): Quota {
  const capacity = Math.max(1, Math.ceil(limit / 4));
  const perMs = limit / MINUTE;
  let tokens = capacity;
  let at = Number.NEGATIVE_INFINITY;
  return {
    take(now) {
      if (at !== Number.NEGATIVE_INFINITY) tokens = Math.min(capacity, tokens + (now - at) * perMs);
      at = now;
      const granted = tokens >= 1;
      tokens = Math.max(-limit, tokens - 1);
      return granted ? null : (1 - tokens) / perMs;
    },
  };
}
