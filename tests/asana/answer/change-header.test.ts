import { expect, it } from 'vitest';
import { parseChanges } from '../../../src/asana/answer/change-header.ts';

it.each([
  [null, []],
  ['', []],
  ['info=https://a', []],
  ['name=a;info=https://x', [{ name: 'a', isAffected: false }]],
  ['info=https://x;affected=true;name=a', [{ name: 'a', isAffected: true }]],
  [
    'name=a;info=https://x;affected=true, name=b',
    [
      { name: 'a', isAffected: true },
      { name: 'b', isAffected: false },
    ],
  ],
])('%s', (header, changes) => {
  expect(parseChanges(header)).toEqual(changes);
});
