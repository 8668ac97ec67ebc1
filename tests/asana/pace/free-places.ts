import { type Pacer, Priority } from '../../../src/asana/pace/pacer.ts';
import { sleep } from '../../../src/clock.ts';
import type { VirtualClock } from '../../support/virtual-clock.ts';

/** @returns how many of so many requests a pacer lets go at once now: all, if every place was given back */
export async function freePlaces(pacer: Pacer, clock: VirtualClock, requests: number): Promise<number> {
  const { signal } = new AbortController();
  let inFlight = 0;
  let most = 0;
  const job = async () => {
    inFlight += 1;
    most = Math.max(most, inFlight);
    await sleep(clock, 60_000, signal);
    inFlight -= 1;
  };
  await clock.run(Promise.all(Array.from({ length: requests }, () => pacer.run(Priority.list, signal, job))));
  return most;
}
