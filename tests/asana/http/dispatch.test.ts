import { getEventListeners } from 'node:events';
import { text } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';
import { createTransport } from '../../../src/asana/http/transport.ts';
import { serve } from './loopback.ts';

it('a form goes out as it is', async () => {
  const server = await serve(async (request, response) => response.end(`${request.method} ${await text(request)}`));
  const { fetch, close } = await createTransport({}, 1);
  onTestFinished(close);
  const answer = await fetch(server.url, { method: 'POST', headers: {}, body: 'refresh_token=a+b%26c' });
  expect(await answer.text()).toBe('POST refresh_token=a+b%26c');
});

it('what is called off in its middle ends with the reason', async () => {
  const stop = new AbortController();
  const server = await serve((_request, response) => {
    response.write('{');
    stop.abort(new Error('stopped'));
  });
  const { fetch, close } = await createTransport({}, 1);
  onTestFinished(close);
  await expect(fetch(server.url, { method: 'GET', headers: {}, signal: stop.signal })).rejects.toThrow('stopped');
});

it('what has been answered leaves nothing behind on the signal, which lives as long as the run', async () => {
  const { signal } = new AbortController();
  const server = await serve((_request, response) => response.end('{}'));
  const { fetch, close } = await createTransport({}, 1);
  onTestFinished(close);
  await fetch(server.url, { method: 'GET', headers: {}, signal });
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

it('a header that came twice is read as one, where both say the same', async () => {
  const date = 'Fri, 20 Nov 2026 08:00:42 GMT';
  const server = await serve((_request, response) => {
    response.sendDate = false;
    response.setHeader('date', [date, date]).setHeader('retry-after', ['30', '30']);
    response.setHeader('asana-change', ['name=a', 'name=b', 'name=a']).end();
  });
  const { fetch, close } = await createTransport({}, 1);
  onTestFinished(close);
  const { headers } = await fetch(server.url, { method: 'GET', headers: {} });
  const read = ['date', 'retry-after', 'asana-change'].map((name) => headers.get(name));
  expect(read).toEqual([date, '30', 'name=a, name=b']);
});
