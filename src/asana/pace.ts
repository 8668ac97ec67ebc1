/** How fast requests may follow each other. The pacer asks it; answers teach it. */
export interface Pace {
  /** @returns epoch ms at which the next request may be sent, given that it is `now` */
  earliest(now: number): number;
  /** A request is being sent. */
  sent(now: number): void;
  /** Asana refused one with 429. */
  refused(now: number): void;
}

/**
 * Even spacing: Asana evaluates its quota more often than once a minute (docs, 'Rate limits'), so a burst that fits the
 * minute can still be refused, and a refused request counts.
 * @param perMinute requests a minute
 */
export function fixedPace(perMinute: number): Pace {
  const interval = 60_000 / perMinute;
  let next = 0;
  return {
    earliest: () => next,
    sent(now) {
      // A late start does not earn a burst, but the fractions of a millisecond that timers lose are not lost either.
      next = Math.max(next + interval, now - interval);
      if (next < now) next = now;
    },
    refused() {},
  };
}
