import { expect, test } from 'vitest';
import { coercionOf } from '../../../src/sync/record/coercion.ts';

const text = { type: 'string' };
const day = { type: ['null', 'string'], format: 'date' } as const;
const instant = { type: ['null', 'string'], format: 'date-time' } as const;
const integer = { type: ['null', 'integer'] };

test.each([
  [day, instant, 'day-to-midnight'],
  [integer, text, 'json-text'],
  [{ type: ['null', 'array'], items: text }, text, 'json-text'],
  [integer, instant, undefined],
  [integer, integer, undefined],
  [text, integer, undefined],
  [text, instant, undefined],
  [instant, day, undefined],
  [instant, text, undefined],
])('from %j to %j: %s', (ours, theirs, coercion) => {
  expect(coercionOf(ours, theirs)).toBe(coercion);
});
