import { type AddressInfo, createServer, type Socket } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { createTransport } from '../../src/asana/http/transport.ts';

async function open() {
  const transport = await createTransport({}, 4);
  onTestFinished(() => transport.close());
  return transport;
}

/** A server that answers each connection's first bytes with these, and perhaps hangs up. */
async function serveBytes(answer: string, { hangsUp = false } = {}) {
  const heard: Buffer[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('data', (bytes) => {
      heard.push(bytes);
      if (hangsUp) socket.end(answer);
      else socket.write(answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, heard };
}

it('reads a body that ends with its connection', async () => {
  const body = 'x'.repeat(300_000);
  const { host } = await serveBytes(`HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n${body}`, { hangsUp: true });
  const { fetch } = await open();
  const answers = await Promise.all(Array.from({ length: 8 }, () => fetch(`http://${host}/`, { method: 'GET' })));
  for (const answer of answers) expect(await answer.text()).toBe(body);
});

it.each([
  ['another protocol', 'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: h2c\r\n\r\n', false],
  ['something that is no HTTP', 'SSH-2.0-OpenSSH_9.2\r\n', false],
  ['a cut head', 'HTTP/1.1 200 OK\r\ncontent-le', true],
  ['nothing', '', true],
  ['a header of 100,000 bytes', `HTTP/1.1 200 OK\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`, false],
])('fails on %s', async (_name, answer, hangsUp) => {
  const { host } = await serveBytes(answer, { hangsUp });
  await expect((await open()).fetch(`http://${host}/`, { method: 'GET' })).rejects.toThrow('fetch failed');
});

it.each([
  ['a chunk that is none', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhelloX', false],
  ['a last chunk that does not come', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n', true],
])('takes no body for whole that has %s', async (_name, answer, hangsUp) => {
  const { host } = await serveBytes(answer, { hangsUp });
  await expect((await open()).fetch(`http://${host}/`, { method: 'GET' })).rejects.toThrow('terminated');
});

it('sends a body with its length', async () => {
  const { host, heard } = await serveBytes('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}');
  await (await open()).fetch(`http://${host}/token`, { method: 'POST', headers: { a: 'b' }, body: 'grant=é' });
  const sent = heard.toString();
  expect(sent).toMatch(/^POST \/token HTTP\/1.1\r\n/);
  expect(sent.toLowerCase()).toContain('content-length: 8');
  expect(sent).toMatch(/\r\n\r\ngrant=é$/);
});

it('speaks TLS to https', async () => {
  const { host, heard } = await serveBytes('HTTP/1.1 400 Bad Request\r\n\r\n');
  await expect((await open()).fetch(`https://${host}/`, { method: 'GET' })).rejects.toThrow('fetch failed');
  // The first byte of a TLS record that carries a handshake (RFC 8446, 5.1).
  expect(heard[0]?.[0]).toBe(22);
});
