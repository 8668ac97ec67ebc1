import { parseHttpDate } from '../asana/answer/http-date.ts';
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

  /**
   * Hears of each answer up to the first that brings what was asked for. The earliest of them counts: what came before may
   * be of a proxy whose clock is ahead.
   * @param date the answer's `Date` header (RFC 9110, 6.6.1), or null
   */
  learn(date: string | null): void {
    const parsed = date === null ? Number.NaN : parseHttpDate(date);
    if (Number.isNaN(parsed)) {
      // An answer before it had one.
      if (this.#at !== undefined) return;
      this.#logger.warnOnce(
        'undated',
        'The first answer has no Date header: bookmarks are set by the local clock, less 10 minutes. A proxy may have removed it.',
      );
    }
    const at = toInstantText(Number.isNaN(parsed) ? this.#clock.now() - DISTRUST_MS : parsed);
    if (this.#at === undefined || at < this.#at) this.#at = at;
  }

  /** @returns RFC 3339; only to be asked once an answer is there */
  at(): string {
    if (this.#at === undefined) throw new Error('no answer yet');
    return this.#at;
  }
}
