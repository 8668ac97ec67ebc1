import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { fixedPace } from '../../src/asana/pace/pace.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import { CountingClock, later, ok, openClient, refusal, type Script, silence } from './open-client.ts';
import { freePlaces } from './pace/free-places.ts';

const reason = new Error('stopped by SIGTERM');

const bodyThatHangs: Script = ({ signal }) =>
  new Response(
    new ReadableStream({
      start(controller) {
        signal.addEventListener('abort', () => controller.error(signal.reason), { once: true });
      },
    }),
  );

describe('a run that is stopped', () => {
  it.each<[string, Script, number]>([
    ['before anything was asked', () => ok(), -1],
    ['while it waits for an answer', silence, 1000],
    ['while it reads a body', bodyThatHangs, 1000],
    ['while it waits after a fault', () => refusal(503), 500],
    ['while everybody is paused', () => refusal(429, '', { 'retry-after': '60' }), 30_000],
    ['while everybody is paused, and how long is a guess', () => refusal(429), 200],
  ])('%s rejects with the reason, and leaves no timer and no listener', async (_name, script, at) => {
    const clock = new CountingClock();
    const { asked, get, stop } = openClient(script, { clock, places: 2 });
    if (at < 0) stop.abort(reason);
    else clock.after(at, () => stop.abort(reason));
    const jobs = Array.from({ length: 5 }, () => get('/tasks'));
    for (const result of await clock.run(Promise.allSettled(jobs))) expect(result).toMatchObject({ reason });
    expect(clock.timers).toBe(0);
    expect(getEventListeners(stop.signal, 'abort')).toEqual([]);
    expect(asked.length).toBeLessThanOrEqual(5);
  });

  it('while its requests wait for their turn lets none of them go', async () => {
    const clock = new CountingClock();
    const { asked, get, stop } = openClient(() => ok(), { clock, pace: fixedPace(1) });
    clock.after(90_000, () => stop.abort(reason));
    const results = await clock.run(Promise.allSettled(Array.from({ length: 5 }, () => get('/tasks'))));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'rejected', 'rejected']);
    expect(asked).toHaveLength(2);
    expect(clock.timers).toBe(0);
  });

  it('ends in the moment it is stopped, whatever it waits for', async () => {
    const clock = new VirtualClock();
    const { get, stop } = openClient(silence, { clock });
    const begun = clock.now();
    clock.after(1234, () => stop.abort(reason));
    await expect(clock.run(get('/tasks'))).rejects.toBe(reason);
    expect(clock.now() - begun).toBe(1234);
  });
});

it('a thousand requests leave one listener a place behind, and nothing else', async () => {
  const clock = new CountingClock();
  const opened = openClient(
    (one, index) =>
      later(clock, 10, one, () => (index % 50 === 7 ? refusal(503) : index % 50 === 8 ? refusal(429) : ok())),
    { clock, places: 7 },
  );
  await clock.run(Promise.all(Array.from({ length: 1000 }, () => opened.get('/tasks'))));
  expect(clock.timers).toBe(0);
  expect(getEventListeners(opened.stop.signal, 'abort')).toHaveLength(7);
  expect(await freePlaces(opened.pacer, clock, 7)).toBe(7);
});
