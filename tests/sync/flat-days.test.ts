import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addDays, dayOf, splitDays } from '../../src/sync/flat/days.ts';

const TODAY = '2026-11-20';
const days = fc.integer({ min: 0, max: 20_000 }).map((index) => addDays('1970-01-01', index));

it('a day is that of the instant in UTC', () => {
  expect([dayOf('2026-11-20T23:30:00-02:00'), dayOf('2026-11-20'), addDays('2026-03-01', -1)]).toEqual([
    '2026-11-21',
    '2026-11-20',
    '2026-02-28',
  ]);
});

it.each([
  [['2026-01-01', '2026-01-05', '2026-01-09'], '1970-01-01', undefined, '2026-01-05'],
  [['1970-01-01', 'null', '1970-01-01'], '1970-01-01', undefined, '1970-01-02'],
  [['2026-01-09', '2026-01-01', '2026-01-05'], '1970-01-01', undefined, '2026-01-05'],
  [[], '1970-01-01', undefined, TODAY],
  [[], '2026-11-19', undefined, TODAY],
  [[], '2026-01-01', '2026-01-31', '2026-01-16'],
  [['2026-01-31'], '2026-01-01', '2026-01-31', '2026-01-30'],
  [['2026-01-02'], '2026-01-01', '2026-01-03', '2026-01-02'],
  [['2026-01-02'], '2026-01-01', '2026-01-02', undefined],
  [[], TODAY, undefined, undefined],
  [['2026-13-45', '2026-02-30'], '2026-01-01', undefined, TODAY],
  [['9999-12-31'], '9999-12-30', undefined, '9999-12-31'],
  [['9999-12-31'], '9999-12-31', undefined, undefined],
])('%j from %s to %s are divided at %s', (seen, from, to, middle) => {
  expect(splitDays(seen, from, to, TODAY)).toBe(middle);
});

it('both parts are shorter than the whole, so that dividing ends', () => {
  fc.assert(
    fc.property(fc.array(days), days, days, (seen, a, b) => {
      const [from, to] = a < b ? [a, b] : [b, a];
      const middle = splitDays(seen, from, to, TODAY);
      if (middle === undefined) expect(addDays(from, 1) >= to).toBe(true);
      else expect(from < middle && middle < to).toBe(true);
    }),
  );
});
