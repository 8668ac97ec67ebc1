import { setMaxListeners } from 'node:events';
import { Health } from '../../../src/asana/health.ts';
import type { Pace } from '../../../src/asana/pace/pace.ts';
import { Pacer, Priority } from '../../../src/asana/pace/pacer.ts';
import { sleep } from '../../../src/clock.ts';
import type { Quota } from '../../../src/sandbox/http/quota.ts';
import { createRng } from '../../../src/sandbox/world/random.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

const MINUTE = 60_000;

/** Nothing here takes more than promises, so that one turn of the event loop is enough to see that all is quiet. */
export class LoadClock extends VirtualClock {
  override run<T>(job: Promise<T>): Promise<T> {
    return super.run(job, { turns: 1, hangs: 100 });
  }
}

/** Somebody who asks as much as his pace allows. */
export interface Load {
  readonly pace: Pace;
  /** Absent: no quota. */
  readonly quota?: Quota;
  readonly minutes: number;
  /** At most so many requests; default no end. */
  readonly requests?: number;
  readonly places?: number;
  /** Milliseconds each answer takes; default 200. */
  readonly latency?: () => number;
  /** Whether 429 says how long to wait; default yes, in whole seconds as Asana does. */
  readonly retryAfter?: boolean;
}

interface Sent {
  /** Milliseconds since the beginning. */
  readonly at: number;
  readonly isAccepted: boolean;
}

/** What became of somebody's requests. Moments are minutes since the beginning. */
export class Sending {
  readonly sent: Sent[] = [];
  /** Requests a minute that were accepted. */
  perMinute(from: number, until: number): number {
    return this.#between(from, until).filter(({ isAccepted }) => isAccepted).length / (until - from);
  }

  /** The share of requests that were refused. */
  refused(from: number, until: number): number {
    const all = this.#between(from, until);
    return all.filter(({ isAccepted }) => !isAccepted).length / Math.max(1, all.length);
  }

  #between(from: number, until: number): Sent[] {
    return this.sent.filter(({ at }) => at >= from * MINUTE && at < until * MINUTE);
  }
}

/** Asks for so many minutes on a clock that somebody runs. */
export async function load(clock: VirtualClock, options: Load): Promise<Sending> {
  const { pace, quota, minutes, requests = Number.POSITIVE_INFINITY, places = 20, latency = () => 200 } = options;
  const health = new Health();
  const pacer = new Pacer({ clock, random: () => 0.5, pace, health, places });
  const begun = clock.now();
  const sending = new Sending();
  const { signal } = new AbortController();
  setMaxListeners(0, signal);

  const ask = async (sentAt: number) => {
    const wait = quota?.take(clock.now()) ?? null;
    sending.sent.push({ at: clock.now() - begun, isAccepted: wait === null });
    await sleep(clock, latency(), signal);
    if (wait === null) {
      health.succeeded(clock.now());
      pacer.accepted(sentAt);
    } else {
      const seconds = Math.max(1, Math.ceil(wait / 1000));
      pacer.refused(options.retryAfter === false ? undefined : seconds * 1000, sentAt, 'refused');
    }
  };
  let asked = 0;
  const worker = async () => {
    while (clock.now() < begun + minutes * MINUTE && asked++ < requests) await pacer.run(Priority.list, signal, ask);
  };
  await Promise.all(Array.from({ length: places + 5 }, worker));
  return sending;
}

/** Answers take between `least` and `most` ms. */
export function between(least: number, most: number): () => number {
  const random = createRng(1);
  return () => least + random() * (most - least);
}

/** Asks for so many minutes of virtual time. */
export function pacedLoad(options: Load): Promise<Sending> {
  const clock = new LoadClock();
  return clock.run(load(clock, options));
}

/** Somebody else with the same token: he asks evenly, and takes no notice of refusals. Moments are minutes. */
export async function stubborn(
  clock: VirtualClock,
  quota: Quota,
  { perMinute, from, until }: { perMinute: number; from: number; until: number },
): Promise<Sending> {
  const begun = clock.now();
  const sending = new Sending();
  const { signal } = new AbortController();
  await sleep(clock, from * MINUTE, signal);
  while (clock.now() < begun + until * MINUTE) {
    sending.sent.push({ at: clock.now() - begun, isAccepted: quota.take(clock.now()) === null });
    await sleep(clock, MINUTE / perMinute, signal);
  }
  return sending;
}
