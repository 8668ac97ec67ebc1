import { expect, it } from 'vitest';
import { compareGids, rowGid } from '../../src/asana/gid.ts';

it.each([
  ['1201', '1201'],
  [1201, '1201'],
  [2 ** 53, undefined],
  [1.5, undefined],
  ['', undefined],
  [null, undefined],
])('the gid %o is %o', (gid, text) => {
  expect(rowGid({ gid })).toBe(text);
});

it.each([undefined, null, '1201', 1201, ['1201']])('%o is no row and has no gid', (row) => {
  expect(rowGid(row)).toBeUndefined();
});

it('gids come in the order of their numbers, though they are too long for numbers', () => {
  const gids = ['1217000000000000010', '99', '1217000000000000009', '100', '99'];
  expect(gids.sort(compareGids)).toEqual(['99', '99', '100', '1217000000000000009', '1217000000000000010']);
  // A stopped run goes on behind the row that it had come to, not at it.
  expect(compareGids('1201', '1201')).toBe(0);
  expect(compareGids('1201', '1202')).toBeLessThan(0);
  expect(compareGids('1202', '1201')).toBeGreaterThan(0);
});
