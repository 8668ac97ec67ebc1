import { expect, it } from 'vitest';
import { Spool } from '../../src/asana/spool.ts';

it('gives back what was put, in order, once', () => {
  const spool = new Spool<{ at: number; text: string }>();
  const items = Array.from({ length: 5 }, (_, at) => ({ at, text: `ä${'x'.repeat(1000)}` }));
  for (const item of items) spool.put(item);
  expect([...spool.take()]).toEqual(items);
  expect([...spool.take()]).toEqual([]);
});

it('may be left before its end', () => {
  const spool = new Spool<number>();
  for (const item of [1, 2, 3]) spool.put(item);
  for (const item of spool.take()) {
    expect(item).toBe(1);
    break;
  }
});
