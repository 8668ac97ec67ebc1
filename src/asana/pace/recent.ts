const KEPT_MS = 120_000;

/** Moments of the last two minutes. */
export class Recent {
  #moments: number[] = [];
  #pruneAt = 1000;

  /** @param at epoch ms; may be a little before the last one */
  add(at: number): void {
    this.#moments.push(at);
    if (this.#moments.length < this.#pruneAt) return;
    this.#moments = this.#moments.filter((moment) => moment > at - KEPT_MS);
    // Only after as many again, so that it costs next to nothing however many they are.
    this.#pruneAt = Math.max(1000, 2 * this.#moments.length);
  }

  /** @returns how many moments lie after `at`, which is less than two minutes ago */
  countAfter(at: number): number {
    return this.#moments.filter((moment) => moment > at).length;
  }
}
