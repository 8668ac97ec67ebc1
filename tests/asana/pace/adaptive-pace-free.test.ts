import { describe, expect, it } from 'vitest';
import { createPace } from '../../../src/asana/pace/create-pace.ts';
import { fixedPace } from '../../../src/asana/pace/pace.ts';
import { createQuota } from '../../../src/sandbox/http/quota.ts';
import { between, LoadClock, load, pacedLoad } from './paced-load.ts';

const adaptive = () => createPace(undefined);
const unlimited = () => fixedPace(Number.POSITIVE_INFINITY);

describe('where the pace is not what holds a run back', () => {
  it('it holds nothing back: without a quota only the places do', async () => {
    for (const latency of [100, 2000]) {
      const options = { minutes: 1, latency: () => latency };
      const free = await pacedLoad({ pace: unlimited(), ...options });
      const ours = await pacedLoad({ pace: adaptive(), ...options });
      expect(ours.sent).toEqual(free.sent);
    }
  });

  it('long answers do not lower it', async () => {
    const slow = () => ({ minutes: 8, latency: between(200, 2000), quota: createQuota('sliding', 1500) });
    const free = await pacedLoad({ pace: unlimited(), ...slow() });
    const ours = await pacedLoad({ pace: adaptive(), ...slow() });
    expect(ours.perMinute(0, 8)).toBe(free.perMinute(0, 8));
  });

  it('a small run is over as soon as it can be', async () => {
    for (const model of ['fixed', 'sliding'] as const) {
      const quota = createQuota(model, 150);
      const { sent } = await pacedLoad({ pace: adaptive(), quota, minutes: 5, requests: 140 });
      expect(sent.every(({ isAccepted }) => isAccepted)).toBe(true);
      expect(sent.at(-1)?.at).toBeLessThan(1500);
    }
  });

  it.each([10, 100, 500, 1000, 3000])(
    'one refusal at the %ith request, from another limit, is forgotten within minutes',
    async (nth) => {
      for (const wait of [1000, 30_000]) {
        let count = 0;
        const quota = { take: () => (++count === nth ? wait : null) };
        const sending = await pacedLoad({ pace: adaptive(), quota, minutes: 4 });
        expect(sending.perMinute(3, 4)).toBeGreaterThan(5700);
      }
    },
  );

  it('a refusal of the first request after a long silence measures nothing', async () => {
    const clock = new LoadClock();
    const pace = adaptive();
    let count = 0;
    const stray = { take: () => (++count === 5 || count === 60 ? 1000 : null) };
    await clock.run(load(clock, { pace, quota: stray, minutes: 5, requests: 55 }));
    clock.advance(300_000);
    const sending = await clock.run(load(clock, { pace, quota: stray, minutes: 3 }));
    expect(sending.perMinute(2, 3)).toBeGreaterThan(1000);
  });

  it('a refusal while next to nothing is asked does not bring it to a halt', async () => {
    const clock = new LoadClock();
    const pace = adaptive();
    const quota = createQuota('sliding', 1500);
    await clock.run(load(clock, { pace, quota, minutes: 4 }));
    // A stalled reader, and one refusal from another limit.
    let count = 0;
    const stray = { take: () => (++count === 5 ? 1000 : null) };
    await clock.run(load(clock, { pace, quota: stray, minutes: 5, requests: 10, places: 1 }));
    clock.advance(300_000);
    const sending = await clock.run(load(clock, { pace, quota, minutes: 4 }));
    expect(sending.perMinute(2, 4)).toBeGreaterThan(0.9 * 1500);
  });
});
