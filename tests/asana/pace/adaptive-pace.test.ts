import { describe, expect, it } from 'vitest';
import { createPace } from '../../../src/asana/pace/create-pace.ts';
import type { Pace } from '../../../src/asana/pace/pace.ts';
import { createQuota, QUOTA_MODELS } from '../../../src/sandbox/http/quota.ts';
import { between, type Load, pacedLoad, type Sending } from './paced-load.ts';

const adaptive = () => createPace(undefined);

/** Two minutes to find the quota, then ten to be judged by. */
const FOUND = 2;
const MINUTES = 12;

const KINDS = QUOTA_MODELS.flatMap((model) => [150, 1500].map((limit) => ({ model, limit })));

describe.each(KINDS)('a quota of $limit a minute, counted as $model', ({ model, limit }) => {
  const run = (options: Partial<Load> = {}) =>
    pacedLoad({ pace: adaptive(), quota: createQuota(model, limit), minutes: MINUTES, ...options });

  const judge = (sending: Sending) => {
    expect(sending.perMinute(FOUND, MINUTES) / limit).toBeGreaterThan(0.95);
    expect(sending.refused(FOUND, MINUTES)).toBeLessThan(0.01);
    for (let from = FOUND; from + 3 <= MINUTES; from += 1) {
      expect(sending.perMinute(from, from + 3) / limit).toBeGreaterThan(0.9);
      expect(sending.refused(from, from + 3)).toBeLessThan(0.02);
    }
  };

  it('is used up, with next to nothing refused', async () => {
    judge(await run({ latency: between(140, 260) }));
  });

  it('is used up where refusals do not say how long to wait', async () => {
    judge(await run({ latency: between(140, 260), retryAfter: false }));
  });

  it('is used up however long answers take, as far as the places go', async () => {
    judge(await run({ latency: between(200, 2000), places: 50 }));
  });
});

it('knows of no limit until Asana refuses something', async () => {
  const pace = adaptive();
  await pacedLoad({ pace, minutes: 1, requests: 3000 });
  expect(pace.limit()).toBeUndefined();
  await pacedLoad({ pace, quota: createQuota('fixed', 150), minutes: 3 });
  expect((pace.limit() ?? 0) / 150).toBeCloseTo(1, 1);
});

describe.each([60, 300, 600, 3000])('a quota that no plan has, of %i a minute', (limit) => {
  it.each(QUOTA_MODELS)('is found too, counted as %s', async (model) => {
    const sending = await pacedLoad({ pace: adaptive(), quota: createQuota(model, limit), minutes: 16 });
    expect(sending.perMinute(4, 16) / limit).toBeGreaterThan(0.9);
    expect(sending.refused(4, 16)).toBeLessThan(0.02);
  });
});

/** Requests that are accepted, `stepMs` from each to the next. */
function send(pace: Pace, count: number, from: number, stepMs: number): void {
  for (let at = from; at < from + count * stepMs; at += stepMs) {
    pace.sent(at, at);
    pace.accepted(at);
  }
}

it('cuts a rate that was measured by half at the most, however little the last minute had', () => {
  const pace = adaptive();
  send(pace, 150, 0, 400);
  pace.refused(60_000, true, 1000);
  send(pace, 60, 61_000, 2000);
  const found = pace.limit();
  pace.refused(181_000, true, 1000);
  pace.sent(182_000, 182_000);
  expect([found, pace.limit()]).toEqual([150 * 0.97, (150 * 0.97 * 0.97) / 2]);
});

describe('what was asked between two refusals', () => {
  /** @returns what the pace is after 200 requests in 20 seconds, between a refusal that took as long as told and another */
  const measured = (pauseMs: number) => {
    const pace = adaptive();
    send(pace, 3000, 0, 3);
    for (let refused = 0; refused < 39; refused += 1) pace.refused(10_000, refused === 0, 1000);
    const openedAt = 10_000 + pauseMs;
    send(pace, 200, openedAt, 100);
    // Its answer was long on the way.
    pace.refused(10_000, false, 1000);
    pace.refused(openedAt + 20_000, true, 1000);
    pace.sent(openedAt + 21_000, openedAt + 21_000);
    return pace.limit();
  };

  it('is counted from the end of a long pause, as a window opens again', () => {
    expect(measured(30_000)).toBeCloseTo(600 * 0.97);
    expect(measured(10_001)).toBeCloseTo(600 * 0.97);
  });

  it('is counted with a short pause and what was refused before it, as a bucket fills', () => {
    expect(measured(5000)).toBeCloseTo(((200 + 40) * 60 * 0.97) / 25);
    expect(measured(10_000)).toBeCloseTo(((200 + 40) * 60 * 0.97) / 30);
  });

  it('is nothing while only what was sent before the pause is answered: the pause was too short', () => {
    const pace = adaptive();
    for (let at = 0; at < 3000; at += 1) {
      pace.sent(at, at);
      if (at > 0) pace.accepted(at);
    }
    pace.refused(3000, true, 1000);
    pace.sent(5000, 5000);
    const found = pace.limit();
    pace.accepted(0);
    pace.refused(5000, true, 1000);
    pace.sent(9000, 9000);
    expect([found, pace.limit()]).toEqual([2999 * 0.97, 2999 * 0.97]);
  });
});
