import { setTimeout as sleep } from 'node:timers/promises';

const EVERY_MS = 50;

/** Waits until something holds. Throws if it does not within `seconds`. */
export async function waitFor(holds: () => boolean, seconds = 120): Promise<void> {
  const until = Date.now() + seconds * 1000;
  while (!holds()) {
    if (Date.now() > until) throw new Error(`it did not come about within ${seconds} s`);
    await sleep(EVERY_MS);
  }
}
