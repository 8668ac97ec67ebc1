import { getEventListeners } from 'node:events';
import { expect, it } from 'vitest';
import { linger } from '../../../src/asana/auth/linger.ts';
import { sleep } from '../../../src/clock.ts';
import { CountingClock } from '../open-client.ts';

const reason = new Error('stopped');

/** A job of so many ms that is told to stop after others, and may go on for a second. */
function open(takes: number, stopAfter: number) {
  const clock = new CountingClock();
  const stop = new AbortController();
  if (stopAfter > 0) clock.after(stopAfter, () => stop.abort(reason));
  else stop.abort(reason);
  const job = linger((late) => sleep(clock, takes, late).then(() => 'done'), 1000, clock, stop.signal);
  return { clock, signal: stop.signal, ended: clock.run(job) };
}

it.each([
  ['that is done before it is told to stop', 100, 500],
  ['that is done soon after', 1400, 500],
])('a job %s gives what it gives, and leaves nothing behind', async (_, takes, stopAfter) => {
  const { clock, signal, ended } = open(takes, stopAfter);
  expect(await ended).toBe('done');
  expect(getEventListeners(signal, 'abort')).toEqual([]);
  expect(clock.timers).toBe(takes < stopAfter ? 1 : 0);
});

it.each([
  ['when it has gone on for long enough', 1600, 500],
  ['at once if it was told so before', 100, 0],
])('a job that is told to stop ends with the reason %s', async (_, takes, stopAfter) => {
  const { clock, signal, ended } = open(takes, stopAfter);
  const begun = clock.now();
  await expect(ended).rejects.toBe(reason);
  expect(clock.now() - begun).toBe(stopAfter === 0 ? 0 : 1500);
  expect(getEventListeners(signal, 'abort')).toEqual([]);
  expect(clock.timers).toBe(0);
});
