import { describe, expect, it } from 'vitest';
import { AdaptivePace } from '../../../src/asana/pace/adaptive-pace.ts';

const MINUTE = 60_000;

/** Of what was measured, so much is asked for. */
const SHARE = 0.97;

/** A pace, and the moment that it is there: requests go out and are answered at once. */
class Asking {
  readonly pace = new AdaptivePace();
  now = 0;

  /** Requests that are accepted, `stepMs` from each to the next, and after the last. */
  send(count: number, stepMs: number): void {
    for (let sent = 0; sent < count; sent += 1) {
      this.pace.sent(this.now, this.now);
      this.pace.accepted(this.now);
      this.now += stepMs;
    }
  }

  /** Requests of this moment are refused together, each for so many ms, and asking is taken up again after the longest. */
  refuse(...pauses: number[]): number | undefined {
    for (const [index, pauseMs] of pauses.entries()) this.pace.refused(this.now, index === 0, pauseMs);
    this.now += Math.max(...pauses);
    this.pace.sent(this.now, this.now);
    return this.pace.limit();
  }

  get limit(): number {
    return this.pace.limit() ?? Number.NaN;
  }
}

/** Has measured 150 a minute, and asks for 145.5. */
function settled(): Asking {
  const asking = new Asking();
  asking.send(150, 400);
  asking.refuse(1000);
  expect(asking.limit).toBe(150 * SHARE);
  return asking;
}

it.each([
  [49_999, 'is no whole minute: a paid plan is likelier', 1500],
  [50_000, 'is a minute, as pauses may end before it is over: so many are taken', 200],
])('a first refusal that is over %i ms after the first request %s', (ms, _what, limit) => {
  const asking = new Asking();
  asking.send(200, 100);
  expect(asking.refuse(ms - asking.now)).toBe(limit * SHARE);
});

it('each refusal within a minute cuts the rate twice as deep as the one before, down to four tenths', () => {
  const asking = settled();
  const shares = [0.95, 0.9, 0.8, 0.6, 0.6];
  const kept = shares.map(() => {
    const before = asking.limit;
    // Far more gets through than the rate, so that only the cut makes it less.
    asking.send(300, 10);
    return (asking.refuse(30_000) ?? 0) / before;
  });
  for (const [index, share] of shares.entries()) expect(kept[index]).toBeCloseTo(share * SHARE, 9);
});

it.each([
  [MINUTE - 1, 'is cut', 0.95 * 150 * SHARE],
  [MINUTE, 'has been right for long enough: what the minute had is believed', 300],
])('a rate that is refused %i ms after asking was taken up again %s', (ms, _what, limit) => {
  const asking = settled();
  const openedAt = asking.now;
  asking.now = openedAt + ms - 3000;
  asking.send(300, 10);
  expect(asking.now).toBe(openedAt + ms);
  expect(asking.refuse(30_000)).toBeCloseTo(limit * SHARE, 9);
});

it('what was asked between two refusals is counted from the first of those that were refused together', () => {
  const asking = new Asking();
  asking.send(3000, 3);
  asking.pace.refused(9000, true, 1000);
  asking.pace.refused(8000, false, 1000);
  asking.pace.refused(8500, false, 1000);
  asking.now = 10_000;
  asking.send(200, 100);
  // 203 from 8 s to 30 s.
  expect(asking.refuse(1000)).toBeCloseTo((203 * 60 * SHARE) / 22, 9);
});

describe('refusals that the rate does not explain', () => {
  /** Fifteen requests get through in half a minute; then one is refused. */
  const stray = (asking: Asking, ...pauses: number[]) => {
    const before = asking.limit;
    asking.send(15, 2000);
    return (asking.refuse(...pauses) ?? 0) / before;
  };

  it('have twice the rate tried; in vain, what got through before is taken for the limit', () => {
    const asking = settled();
    expect(stray(asking, 5000)).toBeLessThan(1);
    expect(stray(asking, 5000)).toBeLessThan(1);
    expect([stray(asking, 5000), stray(asking, 5000), stray(asking, 5000)]).toEqual([2, 1, 1]);
    stray(asking, 5000);
    // Fifteen in 35 seconds, pauses and all.
    expect(asking.limit).toBeCloseTo((15 * 60 * SHARE) / 35, 9);
  });

  it('are none where a window has to open again, by what any of those says that were refused together', () => {
    const third = (...pauses: number[]) => {
      const asking = settled();
      return [1, 2, 3].map(() => stray(asking, ...pauses)).at(-1) ?? 0;
    };
    expect(third(10_000)).toBe(2);
    for (const pauses of [[10_001], [1000, 10_001], [10_001, 1000]]) expect(third(...pauses)).toBeLessThan(1);
  });

  it.each([
    [24, 'that measure nothing, though the rate has grown above what was measured: the third is tried', true],
    [25, 'that measure something, and the rate has grown above what was measured: the third is not', false],
  ])('are those after %i requests in a minute %s', (count, _what, isTried) => {
    const asking = settled();
    while (asking.limit <= 150) asking.send(1, 410);
    asking.now += 3 * MINUTE;
    asking.send(count, 100);
    asking.refuse(1000);
    const [, third = 0] = [stray(asking, 5000), stray(asking, 5000)];
    expect(third === 2).toBe(isTried);
  });
});
