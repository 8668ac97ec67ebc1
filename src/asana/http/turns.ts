import { abortable } from '../abortable.ts';

/** One at a time, in the order of coming. */
export class Turns {
  #last: Promise<void> = Promise.resolve();

  /**
   * Waits until it is one's turn.
   * @returns to be called when done, whatever happens
   * @throws the signal's reason; those behind have their turn all the same
   */
  async take(signal: AbortSignal): Promise<() => void> {
    const before = this.#last;
    let done = () => {};
    this.#last = new Promise((resolve) => {
      done = resolve;
    });
    try {
      await abortable(before, signal);
      return done;
    } catch (error) {
      void before.then(done);
      throw error;
    }
  }
}
