import type { Clock } from '../clock.ts';
import type { Health } from './health.ts';
import type { Pace } from './pace.ts';

/**
 * What a request is for; smaller goes first. Open lists come before new ones, because their offset tokens die after
 * 15 minutes (Asana's specification, pagination), and children before new parents, so that partitions close.
 */
export const Priority = { page: 0, child: 1, list: 2 } as const;
export type Priority = (typeof Priority)[keyof typeof Priority];

interface Waiting {
  readonly start: () => void;
  readonly signal: AbortSignal;
}

/** The one gate for all requests: places (Asana refuses more than 50 reads at once), spacing, and a pause for everyone. */
export class Pacer {
  readonly #clock: Clock;
  readonly #pace: Pace;
  readonly #health: Health;
  readonly #places: number;
  readonly #queues: [Waiting[], Waiting[], Waiting[]] = [[], [], []];
  #inFlight = 0;
  #pausedUntil = 0;
  #cancelTimer: (() => void) | undefined;

  constructor(options: { clock: Clock; pace: Pace; health: Health; places: number }) {
    this.#clock = options.clock;
    this.#pace = options.pace;
    this.#health = options.health;
    this.#places = options.places;
  }

  /** Requests being answered right now. */
  get inFlight(): number {
    return this.#inFlight;
  }

  /**
   * Runs one request when its turn has come.
   * @param job sends the request and settles when its body has been read
   * @returns what the job returns
   * @throws what the job throws, or the signal's reason if it is aborted while waiting
   */
  async run<T>(priority: Priority, signal: AbortSignal, job: () => Promise<T>): Promise<T> {
    await this.#turn(priority, signal);
    try {
      return await job();
    } finally {
      this.#inFlight -= 1;
      this.#dispatch();
    }
  }

  /**
   * Asana refused a request: nobody asks anything before the time is up. Refused requests count against the quota, so
   * going on would only make it worse (Asana docs, 'Rate limits').
   * @param ms how long from now
   * @param sentAt when the refused request was sent
   * @throws FatalError when nothing has succeeded for too long
   */
  pause(ms: number, sentAt: number, why: string): void {
    const now = this.#clock.now();
    this.#pausedUntil = Math.max(this.#pausedUntil, now + ms);
    this.#pace.refused(sentAt);
    this.#health.failed(sentAt, this.#pausedUntil, why);
  }

  #turn(priority: Priority, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(signal.reason);
        return;
      }
      const leave = () => {
        const queue = this.#queues[priority];
        queue.splice(queue.indexOf(waiting), 1);
        reject(signal.reason);
      };
      const waiting: Waiting = {
        signal,
        start: () => {
          signal.removeEventListener('abort', leave);
          resolve();
        },
      };
      signal.addEventListener('abort', leave, { once: true });
      this.#queues[priority].push(waiting);
      this.#dispatch();
    });
  }

  #dispatch(): void {
    while (this.#inFlight < this.#places) {
      const queue = this.#queues.find((candidate) => candidate.length > 0);
      if (queue === undefined) return;
      const now = this.#clock.now();
      const at = Math.max(this.#pausedUntil, this.#pace.earliest(now));
      if (at > now) {
        this.#wakeAt(at - now);
        return;
      }
      this.#inFlight += 1;
      this.#pace.sent(now);
      queue.shift()?.start();
    }
  }

  #wakeAt(ms: number): void {
    this.#cancelTimer?.();
    // Rounded up: a timer that fires a fraction early would only be set again.
    this.#cancelTimer = this.#clock.after(Math.ceil(ms), () => {
      this.#cancelTimer = undefined;
      this.#dispatch();
    });
  }
}
