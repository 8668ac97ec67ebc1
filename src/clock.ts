/** Time as the program sees it: injected, so that tests and the simulator run on a clock of their own. */
export interface Clock {
  /** @returns epoch milliseconds */
  now(): number;
  /**
   * Calls `action` once, `ms` milliseconds from now.
   * @returns a function that calls it off
   */
  after(ms: number, action: () => void): () => void;
}

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, action) {
    const timer = setTimeout(action, ms);
    return () => clearTimeout(timer);
  },
};

/**
 * Waits.
 * @param ms milliseconds
 * @param signal ends the wait early
 * @throws the signal's reason, when it is aborted before or during the wait
 */
export function sleep(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason);
      return;
    }
    const stop = () => {
      cancel();
      reject(signal.reason);
    };
    const cancel = clock.after(ms, () => {
      signal.removeEventListener('abort', stop);
      resolve();
    });
    signal.addEventListener('abort', stop, { once: true });
  });
}
