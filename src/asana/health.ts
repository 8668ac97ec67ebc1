import { FatalError } from '../errors.ts';

/** A run with no success for this long is over (contract, 'Failures'). */
const PATIENCE_MS = 15 * 60_000;

/**
 * Notices that nothing gets through any more. Only time spent asking counts: a reader that stalls for an hour, while
 * nobody asks anything, is no sign of trouble at Asana's end.
 */
export class Health {
  #failingSince: number | undefined;

  /** A request succeeded. */
  succeeded(): void {
    this.#failingSince = undefined;
  }

  /**
   * A request failed, or was told to wait.
   * @param startedAt when the request was sent, epoch ms
   * @param until when the next attempt may begin, epoch ms
   * @param why for the message
   * @throws FatalError when by then nothing has succeeded for 15 minutes
   */
  failed(startedAt: number, until: number, why: string): void {
    this.#failingSince ??= startedAt;
    if (until - this.#failingSince <= PATIENCE_MS) return;
    throw new FatalError(
      `No request has succeeded for 15 minutes. The last answer: ${why}. Run again later; the state is kept.`,
    );
  }
}
