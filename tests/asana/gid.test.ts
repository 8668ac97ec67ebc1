import { assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareGids, pathSegment, rowGid } from '../../src/asana/gid.ts';
import { fill } from '../../src/asana/query.ts';

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

describe('a gid in a path', () => {
  it.each(['1201', 'a-b_c~1'])('%s can be asked for', (gid) => {
    expect(pathSegment(gid)).toBe(gid);
  });

  it.each(['', '.', '..', 'a/b', '../users', '1?x=1', '1#x', '1%2f', 'a b', '1\n', 'é', '\ud800'])(
    '%j cannot',
    (gid) => {
      expect(pathSegment(gid)).toBeUndefined();
    },
  );

  it('never changes the path, whatever it is', async () => {
    await assert(
      property(string({ unit: 'binary' }), (gid) => {
        const segment = pathSegment(gid);
        if (segment === undefined) return;
        const { path } = fill({ path: '/tasks/{parent}/stories' }, segment);
        expect(new URL(`https://a/1.0${path}`).pathname).toBe(`/1.0/tasks/${gid}/stories`);
      }),
      { numRuns: 500 },
    );
  });
});

it('gids come in the order of their numbers, though they are too long for numbers', () => {
  const gids = ['1217000000000000010', '99', '1217000000000000009', '100', '99'];
  expect(gids.sort(compareGids)).toEqual(['99', '99', '100', '1217000000000000009', '1217000000000000010']);
});
