import { FatalError } from '../errors.ts';

/** A run with no success for this long, or told to wait longer, is over (contract, 'Failures'). */
export const PATIENCE_MS = 15 * 60_000;

/**
 * Notices that nothing gets through any more. Only time spent asking counts: a reader that stalls for an hour, while
 * nobody asks anything, is no sign of trouble at Asana's end.
 */
export class Health {
  /** Since when nothing has got through; moved along while nobody asks. */
  #failingSince: number | undefined;
  #succeededAt = Number.NEGATIVE_INFINITY;
  #asking = 0;
  #endedAt = 0;

  /** Somebody begins to ask, and will try until there is an answer. */
  begin(now: number): void {
    if (this.#asking === 0 && this.#failingSince !== undefined) this.#failingSince += now - this.#endedAt;
    this.#asking += 1;
  }

  /** That somebody has an answer, or has given up. */
  end(now: number): void {
    this.#asking -= 1;
    this.#endedAt = now;
  }

  /** A request was answered with something that means something, be it only a 404. */
  succeeded(now: number): void {
    this.#failingSince = undefined;
    this.#succeededAt = now;
  }

  /**
   * A request failed, or was told to wait.
   * @param since when the trouble began for it, epoch ms: a request that got no answer has failed since it was sent
   * @param until when the next attempt may begin, epoch ms
   * @param why for the message
   * @throws FatalError when by then nothing has succeeded for 15 minutes
   */
  failed(since: number, until: number, why: string): void {
    this.#failingSince ??= Math.max(since, this.#succeededAt);
    const minutes = (until - this.#failingSince) / 60_000;
    if (until - this.#failingSince <= PATIENCE_MS) return;
    throw new FatalError(
      `No request succeeds for ${Math.floor(minutes)} minutes, and 15 are the most to wait. The last answer: ${why} ` +
        'Run again later; the state is kept.',
    );
  }
}
