import { expect, it } from 'vitest';
import { Turns } from '../../../src/asana/http/turns.ts';

const { signal } = new AbortController();

it('turns are taken one at a time, in the order of coming', async () => {
  const turns = new Turns();
  const log: string[] = [];
  const take = async (name: string) => {
    const done = await turns.take(signal);
    log.push(`${name} begins`);
    await Promise.resolve();
    log.push(`${name} ends`);
    done();
  };
  await Promise.all(['a', 'b', 'c'].map(take));
  expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
});

it('who is stopped while he waits leaves his turn to the next, when it would have been his', async () => {
  const turns = new Turns();
  const first = await turns.take(signal);
  const stop = new AbortController();
  const stopped = turns.take(stop.signal);
  let isThird = false;
  const third = turns.take(signal).then(() => {
    isThird = true;
  });
  stop.abort(new Error('stopped'));
  await expect(stopped).rejects.toThrow('stopped');
  await new Promise(setImmediate);
  expect(isThird).toBe(false);
  first();
  await third;
});
