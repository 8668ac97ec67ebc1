import { abortable } from '../abortable.ts';

interface Running<T> {
  readonly promise: Promise<T>;
  readonly abort: AbortController;
  waiters: number;
}

/** A job that several may want at the same time: it runs once for all of them. */
export class SharedJob<T> {
  readonly #job: (signal: AbortSignal) => Promise<T>;
  #running: Running<T> | undefined;

  /** @param job its signal is aborted once nobody waits for it any more */
  constructor(job: (signal: AbortSignal) => Promise<T>) {
    this.#job = job;
  }

  /**
   * Begins the job, or joins it if it is under way.
   * @returns what it gives
   * @throws what it throws, or the signal's reason: then it goes on for the others
   */
  async join(signal: AbortSignal): Promise<T> {
    signal.throwIfAborted();
    this.#running ??= this.#start();
    const running = this.#running;
    running.waiters += 1;
    try {
      return await abortable(running.promise, signal);
    } finally {
      running.waiters -= 1;
      if (running.waiters === 0) {
        this.#running = undefined;
        running.abort.abort(signal.reason);
      }
    }
  }

  #start(): Running<T> {
    const abort = new AbortController();
    return { promise: this.#job(abort.signal), abort, waiters: 0 };
  }
}
