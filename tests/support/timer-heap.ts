/** Something to be done at a moment; of two at the same one, the one with the lower order comes first. */
export interface Timer {
  readonly at: number;
  readonly order: number;
  readonly action: () => void;
  isOff: boolean;
}

/** Timers, the next one first. One that was called off is passed over when its turn has come. */
export class TimerHeap {
  readonly #timers: Timer[] = [];

  add(timer: Timer): void {
    const timers = this.#timers;
    timers.push(timer);
    let place = timers.length - 1;
    while (place > 0) {
      const above = (place - 1) >> 1;
      if (!this.#swapIfBefore(place, above)) return;
      place = above;
    }
  }

  /** @returns the next timer that is not off; it stays */
  peek(): Timer | undefined {
    while (this.#timers[0]?.isOff === true) this.take();
    return this.#timers[0];
  }

  /** Takes the next timer out. */
  take(): void {
    const timers = this.#timers;
    const last = timers.pop();
    if (last === undefined || timers.length === 0) return;
    timers[0] = last;
    let place = 0;
    for (;;) {
      const left = 2 * place + 1;
      const below = left + 1 < timers.length && isBefore(timers[left + 1], timers[left]) ? left + 1 : left;
      if (below >= timers.length || !this.#swapIfBefore(below, place)) return;
      place = below;
    }
  }

  #swapIfBefore(place: number, above: number): boolean {
    const one = this.#timers[place] as Timer;
    const other = this.#timers[above] as Timer;
    if (!isBefore(one, other)) return false;
    this.#timers[place] = other;
    this.#timers[above] = one;
    return true;
  }
}

function isBefore(one: Timer | undefined, other: Timer | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  return one.at < other.at || (one.at === other.at && one.order < other.order);
}
