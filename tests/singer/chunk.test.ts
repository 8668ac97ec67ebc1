import { expect, test } from 'vitest';
import { Chunk, FULL_BYTES } from '../../src/singer/chunk.ts';

const textOf = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join('');

test('lines come out in their order, each with its end, as UTF-8', () => {
  const chunk = new Chunk();
  const lines = ['plain', '', 'é', '日本', '😀', 'a half \ud83d', 'plain again'];
  for (const line of lines) chunk.add(line);
  const bytes = Buffer.from(textOf(lines));
  expect(chunk.size).toBe(bytes.length);
  expect(chunk.take()).toEqual(bytes);
});

test('it is full at its size, and holds whatever comes after all the same', () => {
  const chunk = new Chunk();
  const line = 'x'.repeat(1023);
  const lines = Array.from({ length: 1000 }, (_, index) => `${line}${index}`);
  let size = 0;
  for (const each of lines) {
    expect(chunk.isFull).toBe(size >= FULL_BYTES);
    chunk.add(each);
    size += each.length + 1;
  }
  expect(chunk.take().toString()).toBe(textOf(lines));
});

test.each([
  ['of one byte a character', 'x'],
  ['of two', 'é'],
  ['of three', '日'],
  ['of four', '😀'],
])('a line longer than a chunk, %s', (_, character) => {
  const chunk = new Chunk();
  const lines = ['before', character.repeat(FULL_BYTES + 1), 'behind'];
  for (const line of lines) chunk.add(line);
  expect(chunk.take().toString()).toBe(textOf(lines));
});

test('what was taken is not touched by what comes later', () => {
  const chunk = new Chunk();
  chunk.add('first');
  const taken = chunk.take();
  expect(chunk.size).toBe(0);
  chunk.add('second');
  expect(taken.toString()).toBe('first\n');
  expect(chunk.take().toString()).toBe('second\n');
  expect(chunk.take()).toHaveLength(0);
});
