/** How far a list is that many work through at once: how many of its items, from the first on, are done without a gap. */
export class Front {
  readonly #waiting = new Map<number, () => void>();
  #reached = 0;
  #isReleased = false;

  /** Items from the first on that are done. */
  get reached(): number {
    return this.#reached;
  }

  /**
   * An item is done.
   * @returns resolves once all before it are done too, or never will be
   */
  pass(index: number): Promise<void> {
    return new Promise((resolve) => {
      if (this.#isReleased) resolve();
      this.#waiting.set(index, resolve);
      for (;;) {
        const next = this.#waiting.get(this.#reached);
        if (next === undefined) return;
        this.#waiting.delete(this.#reached);
        this.#reached += 1;
        next();
      }
    });
  }

  /** Lets all go who wait, now or later: what they wait for will not come. */
  release(): void {
    this.#isReleased = true;
    for (const resolve of this.#waiting.values()) resolve();
  }
}
