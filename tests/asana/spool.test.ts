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

it('keeps what is nested too deeply to be written down: it came from the API, and nothing from there ends a run', () => {
  const spool = new Spool<unknown>();
  const deep: unknown = JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`);
  spool.put(1);
  spool.put(deep);
  const [first, second] = spool.take();
  expect(first).toBe(1);
  expect(second === deep).toBe(true);
});
