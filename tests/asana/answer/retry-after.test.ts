import { assert, double, integer, property, string } from 'fast-check';
import { expect, it } from 'vitest';
import { parseRetryAfter } from '../../../src/asana/answer/retry-after.ts';

const NOW = Date.parse('2026-11-20T08:00:00Z');

it.each([
  ['30', 30_000],
  [' 1.5 ', 1500],
  ['0', 0],
  ['-5', 0],
  ['Fri, 20 Nov 2026 08:00:42 GMT', 42_000],
  ['Friday, 20-Nov-26 08:00:42 GMT', 42_000],
  ['Fri, 20 Nov 2026 07:00:00 GMT', 0],
])('%s is %i ms', (header, ms) => {
  expect(parseRetryAfter(header, NOW)).toBe(ms);
});

it.each([null, '', '  ', 'soon', '0x10', '1e3', 'Infinity', 'NaN', '30 seconds', '2026-11-20', 'Mon, whenever'])(
  '%s says nothing',
  (header) => {
    expect(parseRetryAfter(header, NOW)).toBeUndefined();
  },
);

it('a wait is never negative, and never endless', async () => {
  await assert(
    property(string(), (header) => {
      const wait = parseRetryAfter(header, NOW);
      if (wait !== undefined) expect(wait >= 0 && Number.isFinite(wait)).toBe(true);
    }),
  );
});

it('however many digits it has, a wait is a number', () => {
  expect(parseRetryAfter('9'.repeat(400), NOW)).toBe(366 * 24 * 60 * 60_000);
});

it('seconds are read as they are', async () => {
  const seconds = double({ min: 0, max: 1e6, noNaN: true }).map((value) => Number(value.toFixed(3)));
  await assert(
    property(seconds, (value) => {
      expect(parseRetryAfter(value.toFixed(3), NOW)).toBeCloseTo(value * 1000);
    }),
  );
});

it('a date is as far away as it says', async () => {
  await assert(
    property(integer({ min: -1e6, max: 1e6 }), (seconds) => {
      const header = new Date(NOW + seconds * 1000).toUTCString();
      expect(parseRetryAfter(header, NOW)).toBe(Math.max(0, seconds * 1000));
    }),
  );
});
