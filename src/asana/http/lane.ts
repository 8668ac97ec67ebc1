const nobody = () => {};

/**
 * What requests can be called off by, one after the other. The web's `AbortController`, its signal and its listeners cost
 * as much as a small answer does: they are made once a lane, not once a request.
 */
export class Lane {
  readonly #off = new AbortController();
  readonly #signal: AbortSignal;
  #reject: (reason: unknown) => void = nobody;

  /** @param signal ends the lane */
  constructor(signal: AbortSignal) {
    this.#signal = signal;
    signal.addEventListener('abort', this.#stop);
  }

  /** Whether another request may go along it. */
  get isOpen(): boolean {
    return !this.#off.signal.aborted;
  }

  /** Calls off what is under way, for good. */
  end(reason: unknown): void {
    this.#signal.removeEventListener('abort', this.#stop);
    this.#off.abort(reason);
    this.#reject(reason);
  }

  /**
   * @param job one at a time; its signal is aborted when the lane ends
   * @returns what the job returns
   * @throws what the job throws, or the reason at once when the lane ends: a job does not always notice
   */
  async run<T>(job: (off: AbortSignal) => Promise<T>): Promise<T> {
    try {
      return await new Promise<T>((resolve, reject) => {
        this.#reject = reject;
        job(this.#off.signal).then(resolve, reject);
      });
    } finally {
      this.#reject = nobody;
    }
  }

  readonly #stop = () => this.end(this.#signal.reason);
}
