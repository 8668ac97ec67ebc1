import { type AddressInfo, createServer } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openExchange, type Reply, reasonOf } from '../../../src/asana/http/exchange.ts';
import { createTransport, type Transport } from '../../../src/asana/http/transport.ts';
import { systemClock } from '../../../src/clock.ts';
import { ConfigError } from '../../../src/errors.ts';
import { serve, serveProxy } from './loopback.ts';

const GET = { method: 'GET', headers: { 'accept-encoding': 'gzip' } };

async function open(environment: Record<string, string> = {}, connections = 20) {
  const transport = await createTransport(environment, connections);
  onTestFinished(() => transport.close());
  return transport;
}

/** Asks once, over real sockets. */
function asker({ fetch }: Transport, timeoutMs = 10_000) {
  return (url: string, signal = new AbortController().signal) =>
    openExchange({ fetch, clock: systemClock, timeoutMs }, signal)(url, GET, (text) => text);
}

function answered(reply: Reply<string> | Error): Reply<string> {
  if (reply instanceof Error) throw reply;
  return reply;
}

function failed(reply: Reply<string> | Error): string {
  if (!(reply instanceof Error)) throw new Error(`answered ${reply.status}`);
  return reasonOf(reply);
}

describe('the pool of connections', () => {
  it('keeps connections alive, and has no more than there are places', async () => {
    const server = await serve((_request, response) => setTimeout(() => response.end('{"data":[]}'), 5));
    const ask = asker(await open({}, 4));
    await Promise.all(Array.from({ length: 40 }, () => ask(server.url)));
    expect(server.requests).toHaveLength(40);
    expect(server.mostOpen()).toBeLessThanOrEqual(4);
    expect(server.opened()).toBeLessThanOrEqual(4);
  });

  it('loses no connection to a refused answer, since its body is read too', async () => {
    const body = JSON.stringify({ errors: [{ message: 'x'.repeat(100_000) }] });
    const server = await serve((_request, response) => response.writeHead(429).end(body));
    const ask = asker(await open());
    for (let turn = 0; turn < 20; turn += 1) expect(answered(await ask(server.url)).status).toBe(429);
    expect(server.opened()).toBeLessThanOrEqual(2);
  });

  it('has the place back of an answer that did not come in time', async () => {
    const server = await serve(({ url }, response) => void (url === '/' ? response.write('{') : response.end('{}')));
    const transport = await open({}, 1);
    expect(failed(await asker(transport, 50)(`${server.url}/`))).toBe('no answer within 0.05 s');
    expect(answered(await asker(transport)(`${server.url}/next`)).status).toBe(200);
  });

  it('is gone when it is closed', async () => {
    const server = await serve(() => {});
    const transport = await createTransport({}, 2);
    const reply = asker(transport)(server.url);
    await vi.waitFor(() => expect(server.requests).toHaveLength(1));
    await transport.close();
    expect(await reply).toBeInstanceOf(Error);
  });
});

describe('an exchange', () => {
  it('asks for gzip, and unpacks it', async () => {
    const server = await serve((request, response) => {
      expect(request.headers['accept-encoding']).toBe('gzip');
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('{"data":"ä"}'));
    });
    expect(answered(await asker(await open())(server.url)).body).toBe('{"data":"ä"}');
  });

  it.each([
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
    ['GZIP', gzipSync],
    ['identity', (text: string) => text],
  ])('reads what a proxy packs as %s', async (encoding, pack) => {
    const server = await serve((_request, response) => {
      response.writeHead(200, { 'content-encoding': encoding }).end(pack('\ufeff{"data":"ä"}'));
    });
    expect(answered(await asker(await open())(server.url)).body).toBe('{"data":"ä"}');
  });

  it('takes no body for whole whose packing is broken', async () => {
    const packed = gzipSync('{"data":[]}');
    const server = await serve((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed.subarray(0, packed.length - 12));
    });
    expect(failed(await asker(await open())(server.url))).toMatch(/^terminated/);
  });

  it('unpacks no more than memory has room for', async () => {
    // gzip's members one after the other are one file (RFC 1952, 2.2): 320 MB in 320 KB.
    const packed = gzipSync(Buffer.alloc(2 ** 26, ' '));
    const server = await serve((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(Buffer.concat(Array(5).fill(packed)));
    });
    expect(failed(await asker(await open())(server.url))).toBe('the answer has more than 268435456 bytes');
  });

  it('reads no more than memory has room for of a body that does not end', async () => {
    const spaces = Buffer.alloc(2 ** 22, ' ');
    const server = await serve((_request, response) => {
      const more = () => {
        while (!response.destroyed && response.write(spaces));
      };
      response.on('drain', more);
      more();
    });
    expect(failed(await asker(await open())(server.url))).toBe('the answer has more than 268435456 bytes');
  });

  it('joins a header that came twice', async () => {
    const server = await serve((_request, response) => response.writeHead(200, { 'x-twice': ['a', 'b'] }).end('{}'));
    expect(answered(await asker(await open())(server.url)).headers.get('x-twice')).toBe('a, b');
  });

  it('follows no redirect: the token stays where it was sent', async () => {
    const elsewhere = await serve((_request, response) => response.end('{}'));
    const server = await serve((_request, response) => response.writeHead(302, { location: elsewhere.url }).end());
    expect(answered(await asker(await open())(server.url)).status).toBe(302);
    expect(elsewhere.requests).toHaveLength(0);
  });

  it.each([
    ['no answer at all', () => {}],
    [
      'an answer that stops in its middle',
      (_: unknown, response: { write(text: string): void }) => response.write('{"data"'),
    ],
  ])('gives up on %s when its time is over', async (_name, handler) => {
    const server = await serve(handler);
    expect(failed(await asker(await open(), 50)(server.url))).toBe('no answer within 0.05 s');
  });

  it('says that a connection was reset', async () => {
    const server = await serve((request) => request.socket.resetAndDestroy());
    expect(failed(await asker(await open())(server.url))).toMatch(/ECONNRESET|other side closed/);
  });

  it('puts a body together that comes in two pieces', async () => {
    const server = await serve((_request, response) => {
      response.write('{"data"');
      setTimeout(() => response.end(':[]}'), 20);
    });
    expect(answered(await asker(await open())(server.url)).body).toBe('{"data":[]}');
  });

  it('takes no body for whole that was cut short', async () => {
    const server = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': 100 }).write('{"data":[]}', () => response.destroy());
    });
    expect(failed(await asker(await open())(server.url))).toMatch(/terminated/);
  });

  it('says who could not be reached', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    expect(failed(await asker(await open())(`http://127.0.0.1:${port}`))).toMatch(
      /^fetch failed \(connect ECONNREFUSED/,
    );
  });

  it.each([0, 20])('ends with the signal’s reason at once when it is aborted after %i ms', async (ms) => {
    const server = await serve((_request, response) => response.write('{"data"'));
    const stop = new AbortController();
    const reply = asker(await open())(server.url, stop.signal);
    setTimeout(() => stop.abort(new Error('stopped')), ms);
    await expect(reply).rejects.toThrow('stopped');
  });
});

describe('a proxy', () => {
  it('is taken from the environment given', async () => {
    const server = await serve((_request, response) => response.end('{"data":1}'));
    const proxy = await serveProxy();
    const ask = asker(await open({ HTTP_PROXY: proxy.url }, 4));
    for (let turn = 0; turn < 10; turn += 1) expect(answered(await ask(server.url)).body).toBe('{"data":1}');
    await Promise.all(Array.from({ length: 40 }, () => ask(server.url)));
    expect(new Set(proxy.tunnels)).toEqual(new Set([server.url.replace('http://', '')]));
    expect(proxy.tunnels.length).toBeLessThanOrEqual(4);
  });

  it('may be written without its scheme, between spaces, and in small letters, which come first', async () => {
    const server = await serve((_request, response) => response.end('{}'));
    const proxy = await serveProxy();
    const bare = ` ${proxy.url.replace('http://', '')} `;
    const ask = asker(await open({ http_proxy: bare, HTTP_PROXY: 'http://127.0.0.1:1' }));
    expect(answered(await ask(server.url)).status).toBe(200);
    expect(proxy.tunnels).toHaveLength(1);
  });

  it('is passed by for the hosts of NO_PROXY', async () => {
    const server = await serve((_request, response) => response.end('{}'));
    const proxy = await serveProxy();
    const ask = asker(await open({ HTTP_PROXY: proxy.url, NO_PROXY: 'example.com,127.0.0.1' }));
    expect(answered(await ask(server.url)).status).toBe(200);
    expect(proxy.tunnels).toEqual([]);
  });

  // docs/settings.md, 'Proxies'.
  it.each([
    ['example.test', 'http://example.test:8443', false],
    ['example.test', 'http://api.example.test', false],
    ['.example.test', 'http://example.test', false],
    ['*.example.test', 'http://api.example.test', false],
    ['example.test', 'http://an-example.test', true],
    ['other.test example.test:8443', 'http://example.test:8443', false],
    ['example.test:8443', 'http://example.test', true],
    ['127.0.0.1', 'http://127.0.0.1:1', false],
    ['localhost', 'http://127.0.0.1:1', true],
    ['127.0.0.0/8', 'http://127.0.0.1:1', true],
    ['[::1]', 'http://[::1]:1', false],
    ['[::1]:1', 'http://[::1]:1', false],
    ['::1', 'http://[::1]:1', true],
    ['*', 'http://example.test', false],
  ])('with NO_PROXY=%s is asked for %s: %s', async (noProxy, url, isAsked) => {
    const proxy = await serveProxy();
    await asker(await open({ HTTP_PROXY: proxy.url, NO_PROXY: noProxy }), 1000)(url);
    expect(proxy.tunnels.length > 0).toBe(isAsked);
  });

  it('for https is HTTPS_PROXY, which http does not use', async () => {
    const server = await serve((_request, response) => response.end('{}'));
    const proxy = await serveProxy();
    vi.stubEnv('HTTP_PROXY', 'http://127.0.0.1:1');
    onTestFinished(() => void vi.unstubAllEnvs());
    const ask = asker(await open({ HTTPS_PROXY: proxy.url }), 2000);
    expect(answered(await ask(server.url)).status).toBe(200);
    expect(proxy.tunnels).toEqual([]);
    expect(await ask(server.url.replace('http:', 'https:'))).toBeInstanceOf(Error);
    expect(proxy.tunnels).toEqual([server.url.replace('http://', '')]);
  });

  const odd = ['ftp://proxy', 'http://user:secret@', '://', 'http://user:1%sure@proxy'];
  it.each(odd)('%s is a mistake of the config, not repeated', async (url) => {
    const make = () => createTransport({ HTTPS_PROXY: url }, 1);
    await expect(make()).rejects.toThrow(ConfigError);
    await expect(make()).rejects.toThrow(/^HTTPS_PROXY is not the URL of a proxy such as http:\/\/proxy.example:3128$/);
  });
});
