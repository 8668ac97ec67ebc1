import { expect, it } from 'vitest';
import { Recent } from '../../../src/asana/pace/recent.ts';

it('counts what lies after a moment, however much there was before', () => {
  const recent = new Recent();
  for (let at = 0; at < 10_000_000; at += 100) recent.add(at);
  expect(recent.countAfter(10_000_000 - 60_000)).toBe(599);
  expect(recent.countAfter(10_000_000)).toBe(0);
});

it('counts what was added a little late', () => {
  const recent = new Recent();
  for (const at of [10, 30, 20]) recent.add(at);
  expect(recent.countAfter(15)).toBe(2);
});
