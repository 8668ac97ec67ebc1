import type { Clock } from '../../clock.ts';
import { waitAfterRefusal } from '../backoff.ts';
import type { Health } from '../health.ts';
import type { Pace } from './pace.ts';
import { Queue } from './queue.ts';

/**
 * What a request is for; smaller goes first. Open lists come before new ones, because their offset tokens die after
 * 15 minutes (Asana's specification, pagination), and children before new parents, so that partitions close.
 */
export const Priority = { page: 0, child: 1, list: 2 } as const;
export type Priority = (typeof Priority)[keyof typeof Priority];

export interface PacerOptions {
  readonly clock: Clock;
  readonly random: () => number;
  readonly pace: Pace;
  readonly health: Health;
  /** Requests in flight at once, at most. */
  readonly places: number;
}

/**
 * The one gate for all requests: places (Asana refuses more than 50 reads at once: docs, 'Rate limits'), spacing, and a pause
 * for everyone.
 */
export class Pacer {
  readonly #options: PacerOptions;
  readonly #queues = [new Queue<() => void>(), new Queue<() => void>(), new Queue<() => void>()] as const;
  #inFlight = 0;
  /** Those of them that were sent since the last refusal. */
  #inFlightSince = 0;
  #pausedUntil = Number.NEGATIVE_INFINITY;
  /** When the last refusal was read that began a pause: what was sent up to then was refused for the same cause. */
  #closedAt = Number.NEGATIVE_INFINITY;
  /** Refusals in a row, of the same cause counted once. */
  #refusals = 0;
  /** How long the pause has to be is a guess: one request goes ahead and tries. */
  #isGuess = false;
  /** Since when somebody waits for whom there is a place. */
  #readySince: number | undefined;
  #wake: { readonly at: number; readonly cancel: () => void } | undefined;

  constructor(options: PacerOptions) {
    this.#options = options;
  }

  /**
   * Runs one request when its turn has come.
   * @param job sends the request and settles when its body has been read; is told when it was let go, epoch ms
   * @returns what the job returns
   * @throws what the job throws, or the signal's reason if it is aborted while waiting
   */
  async run<T>(priority: Priority, signal: AbortSignal, job: (sentAt: number) => Promise<T>): Promise<T> {
    await this.#turn(priority, signal);
    const sentAt = this.#options.clock.now();
    try {
      return await job(sentAt);
    } finally {
      this.#inFlight -= 1;
      if (sentAt > this.#closedAt) this.#inFlightSince -= 1;
      this.#dispatch();
    }
  }

  /** Asana took a request: it answered, with anything but 429. To be called inside the job. */
  accepted(sentAt: number): void {
    this.#options.pace.accepted(sentAt);
    if (sentAt <= this.#closedAt) return;
    this.#refusals = 0;
    // The others are let go when the job gives its place back.
    this.#isGuess = false;
  }

  /**
   * Asana refused a request with 429: nobody asks anything before the time is up. Refused requests count against the
   * quota, so going on would only make it worse (Asana docs, 'Rate limits'). To be called inside the job, while it still
   * has its place: or somebody would slip through.
   * @param retryAfter how long Asana wants everybody to wait, milliseconds; undefined if it did not say
   * @param why for the message
   * @returns how long nobody asks now, milliseconds, and whether the cause is a new one: requests that were in flight
   *   together are refused together
   * @throws FatalError when nothing has succeeded for too long
   */
  refused(retryAfter: number | undefined, sentAt: number, why: string): { waitMs: number; isNew: boolean } {
    const { clock, health, pace, random } = this.#options;
    const now = clock.now();
    const isNew = sentAt > this.#closedAt;
    if (isNew) {
      this.#closedAt = now;
      this.#inFlightSince = 0;
      this.#refusals += 1;
      this.#isGuess = retryAfter === undefined;
    }
    const wait = waitAfterRefusal(isNew ? this.#refusals : 0, retryAfter, random);
    this.#pausedUntil = Math.max(this.#pausedUntil, now + wait);
    pace.refused(sentAt, isNew, this.#pausedUntil - now);
    health.failed(now, this.#pausedUntil, why);
    return { waitMs: this.#pausedUntil - now, isNew };
  }

  /** Whether a pause has begun since a request was let go, and is not over: what has not been sent yet waits for its end. */
  isPausedSince(sentAt: number): boolean {
    return sentAt <= this.#closedAt && this.#options.clock.now() < this.#pausedUntil;
  }

  #turn(priority: Priority, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(signal.reason);
        return;
      }
      const queue = this.#queues[priority];
      const leave = () => {
        queue.leave(place);
        reject(signal.reason);
        this.#dispatch();
      };
      let isLetGo = false;
      const place = queue.push(() => {
        isLetGo = true;
        signal.removeEventListener('abort', leave);
        resolve();
      });
      this.#dispatch();
      // Most are let go at once, and a listener costs more than that.
      if (!isLetGo) signal.addEventListener('abort', leave, { once: true });
    });
  }

  /** Lets go whoever may go, and sets the alarm for the next; to be called whenever something has changed. */
  #dispatch(): void {
    const { clock, pace, places } = this.#options;
    // What was sent before may take minutes yet, or wait for a slow reader: it does not keep the one back that tries.
    while (this.#inFlight < places && (!this.#isGuess || this.#inFlightSince < 1)) {
      const queue = this.#queues.find((candidate) => !candidate.isEmpty);
      if (queue === undefined) break;
      const now = clock.now();
      this.#readySince ??= now;
      const due = Math.max(this.#readySince, this.#pausedUntil, pace.earliest());
      if (due > now) {
        this.#wakeAt(due);
        return;
      }
      this.#inFlight += 1;
      this.#inFlightSince += 1;
      pace.sent(due, now);
      queue.shift()?.();
    }
    this.#readySince = undefined;
    this.#wakeAt(undefined);
  }

  /** @param at epoch ms; undefined if there is nothing to wake up for */
  #wakeAt(at: number | undefined): void {
    if (this.#wake?.at === at) return;
    this.#wake?.cancel();
    this.#wake = undefined;
    if (at === undefined) return;
    const { clock } = this.#options;
    // Rounded up: a timer that fires a fraction early would only be set again.
    const cancel = clock.after(Math.ceil(at - clock.now()), () => {
      this.#wake = undefined;
      this.#dispatch();
    });
    this.#wake = { at, cancel };
  }
}
