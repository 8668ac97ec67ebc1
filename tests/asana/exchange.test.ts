import { describe, expect, it } from 'vitest';
import { exchange, reasonOf } from '../../src/asana/exchange.ts';
import type { Fetch } from '../../src/asana/transport.ts';
import { CountingClock } from './open-client.ts';

const send = (fetch: Fetch, signal = new AbortController().signal) => {
  const clock = new CountingClock();
  return clock.run(exchange({ fetch, clock, timeoutMs: 1000 }, 'https://a/b', { method: 'GET' }, signal));
};

describe('an exchange', () => {
  it('is not begun for somebody who is stopped', async () => {
    let hasBegun = false;
    const fetch = async () => {
      hasBegun = true;
      return new Response();
    };
    await expect(send(fetch, AbortSignal.abort(new Error('stopped')))).rejects.toThrow('stopped');
    expect(hasBegun).toBe(false);
  });

  it('is an error when something is thrown that is none', async () => {
    expect(await send(() => Promise.reject('odd'))).toEqual(new Error('odd'));
  });

  it('asks that no redirect be followed', async () => {
    let redirect: RequestInit['redirect'];
    await send(async (_url, init) => {
      redirect = init.redirect;
      return new Response();
    });
    expect(redirect).toBe('manual');
  });
});

it.each([
  [new Error('no answer within 300 s'), 'no answer within 300 s'],
  [
    new TypeError('fetch failed', { cause: new Error('getaddrinfo ENOTFOUND') }),
    'fetch failed (getaddrinfo ENOTFOUND)',
  ],
  [
    new TypeError('fetch failed', { cause: Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' }) }),
    'fetch failed (ECONNREFUSED)',
  ],
  [new TypeError('fetch failed', { cause: new Error() }), 'fetch failed'],
  [new TypeError('fetch failed', { cause: 'text' }), 'fetch failed'],
])('%s says %s', (error, reason) => {
  expect(reasonOf(error)).toBe(reason);
});
