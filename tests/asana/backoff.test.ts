import { assert, double, integer, property } from 'fast-check';
import { expect, it } from 'vitest';
import { backoff, waitAfter } from '../../src/asana/backoff.ts';

it('waits double each time, from about a second, a quarter more or less, up to a minute', async () => {
  expect([1, 2, 3, 4, 5, 6, 7, 8].map((failures) => backoff(failures, () => 0.5) / 1000)).toEqual([
    1, 2, 4, 8, 16, 32, 60, 60,
  ]);
  await assert(
    property(integer({ min: 1, max: 60 }), double({ min: 0, max: 0.999, noNaN: true }), (failures, chance) => {
      const exact = 1000 * 2 ** (failures - 1);
      const wait = backoff(failures, () => chance);
      expect(wait).toBeGreaterThanOrEqual(Math.min(60_000, exact * 0.75));
      expect(wait).toBeLessThanOrEqual(Math.min(60_000, exact * 1.25));
    }),
  );
});

it('chance moves a wait', () => {
  expect(backoff(3, () => 0)).toBe(3000);
  expect(backoff(3, () => 0.999)).toBeCloseTo(4998);
});

it('an answer is heard that asks for more, up to a minute', () => {
  const random = () => 0.5;
  expect(waitAfter(1, undefined, random)).toBe(1000);
  expect(waitAfter(1, 5000, random)).toBe(5000);
  expect(waitAfter(4, 5000, random)).toBe(8000);
  expect(waitAfter(1, 3_600_000, random)).toBe(60_000);
});
