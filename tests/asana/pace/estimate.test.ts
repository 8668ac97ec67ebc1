import { assert, boolean, constantFrom, double, integer, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Evidence, estimate, isPlan } from '../../../src/asana/pace/estimate.ts';

const NONE = Number.POSITIVE_INFINITY;

const evidence = (known: Partial<Evidence>): Evidence => ({
  rate: NONE,
  isMeasured: true,
  lastMinute: 0,
  isWholeMinute: true,
  between: 0,
  soon: 0,
  ...known,
});

describe('the first refusal', () => {
  it.each([
    ['is the free plan’s when about its requests were accepted in a minute', 145, 150, 'sure'],
    ['is the paid plan’s when about its requests were', 1490, 1500, 'sure'],
    ['is what was accepted when that is no plan’s', 600, 600, 'likely'],
    ['is the paid plan’s, perhaps, when next to nothing was', 24, 1500, 'guess'],
    ['is what was accepted as soon as that tells anything', 25, 25, 'likely'],
  ] as const)('after a minute %s', (_name, lastMinute, limit, trust) => {
    expect(estimate(evidence({ lastMinute }))).toEqual({ limit, trust });
  });

  it.each([
    ['the free plan’s', 40, 150],
    ['the free plan’s', 150, 150],
    ['the paid plan’s', 200, 1500],
    ['the paid plan’s', 1500, 1500],
    ['what was accepted, since no plan takes so much', 2000, 2000],
  ])('within seconds may be %s: %i were accepted', (_name, lastMinute, limit) => {
    expect(estimate(evidence({ lastMinute, isWholeMinute: false }))).toEqual({ limit, trust: 'guess' });
  });
});

describe('a refusal after a while', () => {
  it('measures what was accepted in the last minute', () => {
    expect(estimate(evidence({ rate: 400, lastMinute: 320 }))).toEqual({ limit: 320, trust: 'sure' });
  });

  it('means the plan that is near', () => {
    expect(estimate(evidence({ rate: 1700, lastMinute: 1610 })).limit).toBe(1500);
    expect(estimate(evidence({ rate: 200, lastMinute: 170 })).limit).toBe(150);
    expect(estimate(evidence({ rate: 200, lastMinute: 175 })).limit).toBe(175);
  });

  it('never halves what was measured at once', () => {
    expect(estimate(evidence({ rate: 1455, lastMinute: 20 })).limit).toBe(727.5);
    expect(estimate(evidence({ rate: 1455, lastMinute: 30, isMeasured: false })).limit).toBe(30);
  });

  it('measures nothing by a handful of requests', () => {
    const after = (lastMinute: number) => estimate(evidence({ rate: 1455, lastMinute, isMeasured: false }));
    expect([0, 24].map(after)).toEqual(Array(2).fill({ limit: 727.5, trust: 'guess' }));
    expect(after(25)).toEqual({ limit: 25, trust: 'sure' });
    expect(estimate(evidence({ rate: 12, lastMinute: 0 })).limit).toBe(10);
  });
});

describe('a refusal soon after the one before', () => {
  it('measures what was asked between the two: a bucket was emptied and is empty again', () => {
    expect(estimate(evidence({ rate: 700, lastMinute: 650, between: 600, soon: 1 })).limit).toBe(600);
    expect(
      estimate(evidence({ rate: 1455, lastMinute: 207, isWholeMinute: false, between: 1200, soon: 1 })).limit,
    ).toBe(1200);
  });

  it('cuts the rate each time deeper, whatever is measured', () => {
    const cut = (soon: number) => estimate(evidence({ rate: 1000, lastMinute: 5000, between: 5000, soon })).limit;
    expect([1, 2, 3, 4, 5, 9].map(cut)).toEqual([950, 900, 800, 600, 600, 600]);
  });

  it('is always a limit below the rate, but never next to nothing', async () => {
    const any = record({
      rate: double({ min: 10, max: 20_000, noNaN: true }),
      isMeasured: boolean(),
      lastMinute: integer({ min: 0, max: 20_000 }),
      isWholeMinute: boolean(),
      between: double({ min: 0, max: 20_000, noNaN: true }),
      soon: constantFrom(1, 2, 3, 20),
    });
    await assert(
      property(any, (known) => {
        const { limit } = estimate(known);
        expect(limit).toBeLessThanOrEqual(Math.max(10, known.rate * 0.95 + 1e-9));
        expect(limit).toBeGreaterThanOrEqual(known.isMeasured ? known.rate / 2 : 10);
      }),
    );
  });
});

it('the plans are those of Asana', () => {
  expect([149, 150, 151, 1500].map(isPlan)).toEqual([false, true, false, true]);
});
