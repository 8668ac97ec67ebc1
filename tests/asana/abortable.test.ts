import { getEventListeners } from 'node:events';
import { expect, it } from 'vitest';
import { abortable } from '../../src/asana/abortable.ts';

it('gives what the promise gives, and throws what it throws', async () => {
  const { signal } = new AbortController();
  expect(await abortable(Promise.resolve(7), signal)).toBe(7);
  await expect(abortable(Promise.reject(new Error('failed')), signal)).rejects.toThrow('failed');
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

it('stops waiting when it is told, before or meanwhile', async () => {
  const stop = new AbortController();
  const wait = abortable(new Promise(() => {}), stop.signal);
  stop.abort(new Error('stopped'));
  await expect(wait).rejects.toThrow('stopped');
  await expect(abortable(Promise.resolve(7), stop.signal)).rejects.toThrow('stopped');
});
