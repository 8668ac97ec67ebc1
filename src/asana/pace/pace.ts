import { Spacing } from './spacing.ts';

/** How fast requests may follow each other. The pacer asks it, and tells it what becomes of them. */
export interface Pace {
  /** @returns epoch ms from which the next request may be sent */
  earliest(): number;
  /** @returns requests a minute that are kept to; undefined as long as no limit is known */
  limit(): number | undefined;
  /**
   * A request is being sent.
   * @param due when its turn had come, epoch ms: before `now` by what timers are late
   */
  sent(due: number, now: number): void;
  /** One was answered, with anything but 429. */
  accepted(sentAt: number): void;
  /**
   * One was refused with 429.
   * @param isNew false if it was in flight together with one that was refused before, for the same cause
   * @param pauseMs how long nobody asks from now on
   */
  refused(sentAt: number, isNew: boolean, pauseMs: number): void;
}

/**
 * Even spacing: Asana evaluates its quota more often than once a minute (docs, 'Rate limits'), so a burst that fits the
 * minute can still be refused, and a refused request counts.
 * @param perMinute requests a minute, any positive number
 */
export function fixedPace(perMinute: number): Pace {
  const spacing = new Spacing();
  return {
    earliest: () => spacing.next,
    limit: () => perMinute,
    sent: (due, now) => spacing.take(due, now, perMinute),
    accepted() {},
    refused() {},
  };
}
