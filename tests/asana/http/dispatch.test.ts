import { getEventListeners } from 'node:events';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
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

it('what is called off before it could be sent ends at once, and never is', async () => {
  const stop = new AbortController();
  let answerFirst = () => {};
  const server = await serve(({ url }, response) => {
    if (url === '/first') {
      answerFirst = () => response.end('{}');
      stop.abort(new Error('stopped'));
    } else response.end('{}');
  });
  const { fetch, close } = await createTransport({}, 1);
  onTestFinished(close);
  const get = (path: string, signal?: AbortSignal) =>
    fetch(`${server.url}${path}`, { method: 'GET', headers: {}, ...(signal && { signal }) });
  const first = get('/first');
  await expect(get('/second', stop.signal)).rejects.toThrow('stopped');
  answerFirst();
  await Promise.all([first, get('/third')]);
  expect(server.requests.map(({ url }) => url)).toEqual(['/first', '/third']);
});

it('a packed answer may be empty, or end with a piece too short to tell its size', async () => {
  const packed = gzipSync('{"data":[]}');
  const server = await serve(({ url }, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' });
    if (url === '/pieces') {
      response.write(packed.subarray(0, -2));
      setTimeout(() => response.end(packed.subarray(-2)), 20);
    } else response.end();
  });
  const { fetch, close } = await createTransport({}, 1);
  onTestFinished(close);
  const textOf = async (path: string) => (await fetch(`${server.url}${path}`, { method: 'GET', headers: {} })).text();
  expect([await textOf('/empty'), await textOf('/pieces')]).toEqual(['', '{"data":[]}']);
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
