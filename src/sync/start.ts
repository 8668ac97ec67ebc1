import type { Clock } from '../clock.ts';
import { toInstantText } from '../json/instant.ts';
import type { Logger } from '../log/logger.ts';

/** The local clock is trusted less than Asana's by this much. */
const DISTRUST_MS = 10 * 60_000;

/** The moment a run began, by Asana's clock: what was changed after it belongs to the next run. */
export class Start {
  readonly #clock: Clock;
  readonly #logger: Logger;
  #at: string | undefined;

  constructor(clock: Clock, logger: Logger) {
    this.#clock = clock;
    this.#logger = logger;
  }

  get isKnown(): boolean {
    return this.#at !== undefined;
  }

  /** @param date the `Date` header of the first answer (RFC 9110, 6.6.1), or null */
  learn(date: string | null): void {
    const parsed = date === null ? Number.NaN : Date.parse(date);
    if (!Number.isNaN(parsed)) {
      this.#at = toInstantText(parsed);
      return;
    }
    this.#at = toInstantText(this.#clock.now() - DISTRUST_MS);
    this.#logger.warning(
      'The first answer has no Date header: bookmarks are set by the local clock, less 10 minutes. A proxy may have removed it.',
    );
  }

  /** @returns RFC 3339; only to be asked once an answer is there */
  at(): string {
    if (this.#at === undefined) throw new Error('no answer yet');
    return this.#at;
  }
}
