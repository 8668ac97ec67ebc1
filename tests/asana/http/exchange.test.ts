import { describe, expect, it } from 'vitest';
import { openExchange, reasonOf } from '../../../src/asana/http/exchange.ts';
import type { Fetch } from '../../support/fetch.ts';
import { CountingClock } from '../open-client.ts';

const send = (fetch: Fetch, signal = new AbortController().signal) => {
  const clock = new CountingClock();
  const exchange = openExchange({ fetch, clock, timeoutMs: 1000 }, signal);
  return clock.run(exchange('https://a/b', { method: 'GET' }, (text) => text));
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

describe('exchanges', () => {
  const url = 'https://a/b';
  const init = { method: 'GET' };
  const asText = (text: string) => text;

  it('are called off by the same signal, one after the other, until one takes too long', async () => {
    const clock = new CountingClock();
    const signals = new Set<unknown>();
    let isStuck = false;
    const fetch: Fetch = (_url, { signal }) => {
      signals.add(signal);
      return isStuck ? new Promise(() => {}) : Promise.resolve(new Response('text'));
    };
    const exchange = openExchange({ fetch, clock, timeoutMs: 1000 }, new AbortController().signal);
    for (let turn = 0; turn < 3; turn += 1) await exchange(url, init, asText);
    expect(signals.size).toBe(1);
    isStuck = true;
    expect(await clock.run(exchange(url, init, asText))).toEqual(new Error('no answer within 1 s'));
    isStuck = false;
    expect(await exchange(url, init, asText)).toMatchObject({ status: 200, body: 'text' });
    expect(signals.size).toBe(2);
  });

  it('that run side by side are called off each by itself', async () => {
    const clock = new CountingClock();
    const signals: (AbortSignal | null | undefined)[] = [];
    const fetch: Fetch = (_url, { signal }) => {
      signals.push(signal);
      return signals.length === 1 ? new Promise(() => {}) : Promise.resolve(new Response('text'));
    };
    const exchange = openExchange({ fetch, clock, timeoutMs: 1000 }, new AbortController().signal);
    const stuck = exchange(url, init, asText);
    expect(await exchange(url, init, asText)).toMatchObject({ body: 'text' });
    expect(await clock.run(stuck)).toEqual(new Error('no answer within 1 s'));
    expect(signals.map((signal) => signal?.aborted)).toEqual([true, false]);
  });

  it('take a text that is there as well as one that comes', async () => {
    const clock = new CountingClock();
    const answer = { status: 200, headers: new Headers(), text: () => '{}' };
    const exchange = openExchange({ fetch: async () => answer, clock, timeoutMs: 1000 }, new AbortController().signal);
    expect(await exchange(url, init, JSON.parse)).toMatchObject({ body: {} });
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
  [
    new TypeError('fetch failed', { cause: Object.assign(new Error('odd'), { code: 'SELF_SIGNED_CERT_IN_CHAIN' }) }),
    "fetch failed (odd; a proxy's own is named in NODE_EXTRA_CA_CERTS)",
  ],
  [
    // OpenSSL's words end with a line break.
    new TypeError('fetch failed', { cause: new Error('80:SSL routines:wrong version number:355:\n') }),
    'fetch failed (80:SSL routines:wrong version number:355:)',
  ],
  [new TypeError('fetch failed', { cause: new Error() }), 'fetch failed'],
  [new TypeError('fetch failed', { cause: 'text' }), 'fetch failed'],
])('%s says %s', (error, reason) => {
  expect(reasonOf(error)).toBe(reason);
});
