import { describe, expect, it } from 'vitest';
import { AdaptivePace } from '../../../src/asana/pace/adaptive-pace.ts';
import { createPace } from '../../../src/asana/pace/create-pace.ts';
import type { Quota } from '../../../src/sandbox/http/quota.ts';
import { createRng } from '../../../src/sandbox/world/random.ts';
import { pacedLoad } from './paced-load.ts';

const REQUESTS = 1000;

/** Refuses one of so many requests, in turn or by chance, however fast they come. */
function refusing(oneOf: number, how: string, waitMs: number): Quota {
  const random = createRng(3);
  let count = 0;
  const isRefused = () => (how === 'by chance' ? random() < 1 / oneOf : ++count % oneOf === 0);
  return { take: () => (isRefused() ? waitMs : null) };
}

/** How many minutes 1,000 requests may take; the pauses alone take 10 s, 50 s and 100 s. */
const KINDS = [
  { oneOf: 100, minutes: 3 },
  { oneOf: 20, minutes: 6 },
  { oneOf: 10, minutes: 9 },
].flatMap((kind) => ['in turn', 'by chance'].map((how) => ({ ...kind, how })));

describe.each(KINDS)('one of $oneOf requests refused $how, whatever the rate', ({ oneOf, minutes, how }) => {
  it.each([
    { said: 'which asks for a second', retryAfter: true },
    { said: 'which does not say how long to wait', retryAfter: false },
  ])('$said, does not stop the run', async ({ retryAfter }) => {
    const pace = createPace(undefined);
    const quota = refusing(oneOf, how, 1000);
    const { sent } = await pacedLoad({ pace, quota, requests: REQUESTS, minutes: 120, retryAfter });
    expect(sent.length).toBe(REQUESTS);
    expect((sent.at(-1)?.at ?? 0) / 60_000).toBeLessThan(minutes);
  });
});

it('never sets its rate below ten a minute, however much is refused', () => {
  const pace = new AdaptivePace();
  let [now, least] = [1_000_000, Number.POSITIVE_INFINITY];
  for (let request = 1; request < 3000; request += 1) {
    now = Math.max(now, pace.earliest());
    pace.sent(now, now);
    if (request % 2 === 0) pace.refused(now, true, 10_000);
    else pace.accepted(now);
    now += 200 + (request % 2 === 0 ? 10_000 : 0);
    least = Math.min(least, pace.limit() ?? least);
  }
  expect(least).toBeGreaterThan(9.5);
  expect(least).toBeLessThan(20);
});
