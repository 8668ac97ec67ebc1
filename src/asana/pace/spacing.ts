/**
 * Timers fire late, and a busy process fires them later still; that much is made up for, so that the rate holds. More
 * would be a burst, which Asana may refuse although it fits the minute.
 */
const MADE_UP_MS = 100;

/** Requests at even distances. */
export class Spacing {
  #next = Number.NEGATIVE_INFINITY;

  /** Epoch ms from which the next one may go. */
  get next(): number {
    return this.#next;
  }

  /**
   * One goes.
   * @param due when it should have gone, epoch ms: the next one is counted from there
   * @param perMinute the distance to the next one; Infinity for none
   */
  take(due: number, now: number, perMinute: number): void {
    this.#next = Math.max(due, now - MADE_UP_MS) + 60_000 / perMinute;
  }
}
