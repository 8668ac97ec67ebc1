/** Time as the program sees it: injected, so that tests and the simulator run on a clock of their own. */
export interface Clock {
  /** @returns epoch milliseconds; never less than before */
  now(): number;
  /**
   * Calls `action` once, `ms` milliseconds from now.
   * @returns a function that calls it off
   */
  after(ms: number, action: () => void): () => void;
}

/** Node's timers go no further: a longer one would fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The machine's wall clock may run this far ahead of the elapsed time before it is believed: it was asleep. */
const ASLEEP_MS = 1000;

/**
 * The machine's clock. It follows the time elapsed, so that a wall clock set back cannot make a pause last longer, and
 * jumps ahead with the wall clock, since the elapsed time stands still while a machine sleeps.
 */
export const systemClock: Clock = createSystemClock(Date.now, () => performance.now());

/**
 * @param wall epoch milliseconds, may jump
 * @param elapsed milliseconds since whenever, never goes back
 */
export function createSystemClock(wall: () => number, elapsed: () => number): Clock {
  let offset = wall() - elapsed();
  return {
    now() {
      const ahead = wall() - elapsed() - offset;
      if (ahead > ASLEEP_MS) offset += ahead;
      return Math.floor(elapsed() + offset);
    },
    after(ms, action) {
      let timer: NodeJS.Timeout;
      const wait = (left: number) => {
        const part = Math.min(left, LONGEST_TIMER_MS);
        timer = setTimeout(() => (left > part ? wait(left - part) : action()), part);
      };
      wait(ms);
      return () => clearTimeout(timer);
    },
  };
}

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
