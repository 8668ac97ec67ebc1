import { createRequire } from 'node:module';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { asInstant, toInstantText } from '../../src/json/instant.ts';

test.each([
  ['2026-01-05T09:30:00.000Z', '2026-01-05T09:30:00.000Z'],
  ['2024-02-29T09:30:00.000Z', '2024-02-29T09:30:00.000Z'],
  ['2026-01-31T23:59:59.999Z', '2026-01-31T23:59:59.999Z'],
  ['2026-01-05T09:30:00Z', '2026-01-05T09:30:00.000Z'],
  ['2026-01-05T09:30:00.123456Z', '2026-01-05T09:30:00.123Z'],
  ['2026-01-05T09:30:00+02:00', '2026-01-05T07:30:00.000Z'],
  ['2026-01-05T09:30:00', '2026-01-05T09:30:00.000Z'],
  ['2026-01-05 09:30', '2026-01-05T09:30:00.000Z'],
  ['2026-01-05t09:30:00z', '2026-01-05T09:30:00.000Z'],
  ['2026-01-05', '2026-01-05T00:00:00.000Z'],
  ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
  ['9999-12-31T23:59:59.999', '9999-12-31T23:59:59.999Z'],
])('%s is %s', (text, expected) => {
  expect(toInstantText(asInstant(text))).toBe(expected);
});

test.each([
  [''],
  ['2026'],
  ['2026-01'],
  ['2026-W05'],
  ['09:30'],
  ['2026-01-05T'],
  ['2026-01-05Z'],
  ['2026-02-30'],
  ['2026-02-30T00:00:00.000Z'],
  ['2026-13-01T00:00:00.000Z'],
  ['2026-01-05T25:00:00.000Z'],
  ['0000-06-01T00:00:00.000Z'],
  ['9999-12-31T23:59:59-01:00'],
  ['0001-01-01T00:00:00+01:00'],
  ['tomorrow'],
  [1767605400000],
  [null],
  [undefined],
  [{}],
])('%j is no moment', (value) => {
  expect(asInstant(value)).toBeNaN();
});

test('what has no zone is UTC, wherever the machine stands', () => {
  const { Settings } = createRequire(import.meta.url)('luxon') as typeof import('luxon');
  Settings.defaultZone = 'America/New_York';
  onTestFinished(() => {
    Settings.defaultZone = 'system';
  });
  for (const text of ['2026-01-05T09:30:00', '2024-02-29'])
    expect(toInstantText(asInstant(text)).startsWith(text)).toBe(true);
});

test('beyond the years that can be read again, the nearest moment in them is written', () => {
  const [first, last] = ['0001-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z'];
  expect(toInstantText(asInstant(first) - 1)).toBe(first);
  expect(toInstantText(Number.NEGATIVE_INFINITY)).toBe(first);
  expect(toInstantText(asInstant(last) + 1)).toBe(last);
});

test('what is written is read again, and sorts as the moments do', () => {
  const moment = fc.integer({ min: Date.UTC(1900), max: Date.UTC(2100) });
  fc.assert(
    fc.property(moment, moment, (a, b) => {
      expect(asInstant(toInstantText(a))).toBe(a);
      expect(toInstantText(a) < toInstantText(b)).toBe(a < b);
    }),
  );
});
