import { expect, test } from 'vitest';
import { timeLeft } from '../../src/cli/time-left.ts';
import type { HowFar } from '../../src/sync/headway.ts';

const MINUTE = 60_000;
const NOTHING = { done: 0, total: 0 };

function far(part: number, lists = NOTHING): HowFar {
  const projects = { done: Math.floor(part * 10), total: 10 };
  return { projects, assigned: lists, tasks: NOTHING, isMoreToCome: false, part };
}

test('goes on as it went since the projects began', () => {
  const left = timeLeft();
  const before = { ...far(1), projects: NOTHING };
  expect(left(before, 0, 100)).toBeUndefined();
  left(far(0), 5 * MINUTE, 100);
  expect(left(far(0.25), 6 * MINUTE, 100)).toBe(3 * MINUTE);
  expect(left(far(0.5), 7 * MINUTE, 100)).toBe(2 * MINUTE);
  expect(left(far(1), 9 * MINUTE, 100)).toBe(0);
});

test('does not guess from next to nothing', () => {
  const left = timeLeft();
  left(far(0), 0, 100);
  expect(left(far(0.5), 9999, 100)).toBeUndefined();
  expect(left(far(0.019), MINUTE, 100)).toBeUndefined();
});

test('reckons a request for each list of assigned tasks', () => {
  const left = timeLeft();
  left(far(0), 0, 100);
  const lists = { done: 50, total: 250 };
  expect(left(far(0.5, lists), MINUTE, 100)).toBe(MINUTE + 2 * MINUTE);
  expect(left(far(1, lists), MINUTE, 100)).toBe(2 * MINUTE);
  // Nothing goes out, for Asana refuses: nobody knows.
  expect(left(far(1, lists), MINUTE, 0)).toBeUndefined();
});
