import { describe, expect, it } from 'vitest';
import { createPace } from '../../../src/asana/pace/create-pace.ts';
import { fixedPace } from '../../../src/asana/pace/pace.ts';
import { createQuota, QUOTA_MODELS } from '../../../src/sandbox/http/quota.ts';
import { between, LoadClock, load, stubborn } from './paced-load.ts';

const adaptive = () => createPace(undefined);

const KINDS = QUOTA_MODELS.flatMap((model) => [150, 1500].map((limit) => ({ model, limit })));

describe.each(KINDS)('a quota of $limit a minute, counted as $model', ({ model, limit }) => {
  it('is found though the run before has used it up', async () => {
    const quota = createQuota(model, limit);
    const clock = new LoadClock();
    const fast = await clock.run(
      load(clock, { pace: fixedPace(Number.POSITIVE_INFINITY), quota, minutes: 0.5, requests: limit }),
    );
    expect(fast.sent.length).toBeGreaterThan(0);
    const sending = await clock.run(load(clock, { pace: adaptive(), quota, minutes: 10 }));
    expect(sending.perMinute(2, 10) / limit).toBeGreaterThan(0.9);
    expect(sending.refused(2, 10)).toBeLessThan(0.02);
  });

  it('is left to somebody else who needs half of it, and taken again when he is gone', async () => {
    const quota = createQuota(model, limit);
    const clock = new LoadClock();
    const [ours, his] = await clock.run(
      Promise.all([
        load(clock, { pace: adaptive(), quota, minutes: 24 }),
        stubborn(clock, quota, { perMinute: limit / 2, from: 4, until: 12 }),
      ]),
    );
    // Two minutes to notice, then he has what he asks for, and we have what is left.
    expect(his.refused(6, 12)).toBeLessThan(0.05);
    expect(ours.perMinute(6, 12) / limit).toBeGreaterThan(0.42);
    expect(ours.perMinute(6, 12) / limit).toBeLessThan(0.55);
    expect(ours.refused(6, 12)).toBeLessThan(0.02);
    expect(ours.perMinute(20, 24) / limit).toBeGreaterThan(0.9);
  });

  it('is shared by two who find it, none of them starved', async () => {
    const quota = createQuota(model, limit);
    const clock = new LoadClock();
    const one = () => load(clock, { pace: adaptive(), quota, minutes: 20, latency: between(140, 260) });
    const shares = await clock.run(Promise.all([one(), one()]));
    const [first = 0, second = 0] = shares.map((sending) => sending.perMinute(4, 20) / limit);
    expect(first + second).toBeGreaterThan(0.8);
    expect(Math.min(first, second)).toBeGreaterThan(0.2);
    for (const sending of shares) expect(sending.refused(4, 20)).toBeLessThan(0.04);
  });
});
