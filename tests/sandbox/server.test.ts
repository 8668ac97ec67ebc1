import { request as httpRequest } from 'node:http';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { SandboxOptions } from '../../src/sandbox/options.ts';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { startServer } from '../../src/sandbox/server.ts';
import { START } from './open-sandbox.ts';

const AUTH = { authorization: 'Bearer sandbox-token' };

async function serve(options: SandboxOptions = {}, latencyMs = 0) {
  const sandbox = createSandbox({ quota: null, clock: () => START, ...options });
  const server = await startServer(sandbox, { latencyMs });
  onTestFinished(() => server.close());
  return { sandbox, url: server.url, api: `${server.url}/api/1.0` };
}

/** The headers and bytes as they come, which `fetch` would unpack. */
function raw(
  url: string,
  headers: Record<string, string>,
): Promise<{ headers: Record<string, unknown>; bytes: Buffer }> {
  return new Promise((resolve, reject) => {
    httpRequest(url, { headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ headers: response.headers, bytes: Buffer.concat(chunks) }));
    })
      .on('error', reject)
      .end();
  });
}

test('listens on loopback alone, on a free port', async () => {
  const { url } = await serve();
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
});

test('a port that is taken is an error', async () => {
  const { url, sandbox } = await serve();
  await expect(startServer(sandbox, { port: Number(new URL(url).port) })).rejects.toThrow(/EADDRINUSE/);
});

test('answers over HTTP what it answers in process', async () => {
  const { api, sandbox } = await serve();
  const answer = await fetch(`${api}/users/me`, { headers: AUTH });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('application/json; charset=UTF-8');
  const inProcess = sandbox.handle({ method: 'GET', url: '/api/1.0/users/me', headers: AUTH });
  expect(await answer.text()).toBe(inProcess.kind === 'answer' ? inProcess.body : '');
});

test('the date is the sandbox’s, and only that', async () => {
  const { api } = await serve({ faults: [{ nth: 2, fault: { type: 'headers', drop: ['date'] } }] });
  expect((await raw(`${api}/users/me`, AUTH)).headers['date']).toBe('Sat, 21 Nov 2026 12:00:00 GMT');
  expect((await raw(`${api}/users/me`, AUTH)).headers).not.toHaveProperty('date');
});

test('links lead back to the server', async () => {
  const { api, sandbox } = await serve();
  const project = sandbox.world.gid('project', 0);
  const page = (await (await fetch(`${api}/tasks?project=${project}&limit=2`, { headers: AUTH })).json()) as {
    next_page: { uri: string };
  };
  expect(page.next_page.uri.startsWith(`${api}/tasks?`)).toBe(true);
  expect((await fetch(page.next_page.uri, { headers: AUTH })).status).toBe(200);
});

test('large answers are compressed when asked for, and small ones or others not', async () => {
  const { api, sandbox } = await serve();
  const list = `${api}/tasks?project=${sandbox.world.gid('project', 0)}&limit=100`;
  const zipped = await raw(list, { ...AUTH, 'accept-encoding': 'gzip, deflate' });
  const plain = await raw(list, AUTH);
  expect(zipped.headers['content-encoding']).toBe('gzip');
  expect(plain.headers).not.toHaveProperty('content-encoding');
  expect(zipped.bytes.length).toBeLessThan(plain.bytes.length / 2);
  expect((await raw(`${api}/workspaces`, { ...AUTH, 'accept-encoding': 'gzip' })).headers).not.toHaveProperty(
    'content-encoding',
  );
  expect(await (await fetch(list, { headers: AUTH })).text()).toBe(plain.bytes.toString());
});

test('the token endpoint takes a form', async () => {
  const { url, api } = await serve();
  const body = new URLSearchParams({
    grant_type: 'refresh_token',
    client_id: 'sandbox-client',
    client_secret: 'sandbox-secret',
    refresh_token: 'sandbox-refresh',
  });
  const answer = (await (await fetch(`${url}/-/oauth_token`, { method: 'POST', body })).json()) as {
    access_token: string;
  };
  const authorization = `Bearer ${answer.access_token}`;
  expect((await fetch(`${api}/users/me`, { headers: { authorization } })).status).toBe(200);
});

describe('connections that break', () => {
  const broken = async (fault: 'reset' | 'cut' | 'stall', signal?: AbortSignal) => {
    const { api, sandbox } = await serve({ faults: [{ count: 1, fault: { type: fault } }] });
    const list = `${api}/tasks?project=${sandbox.world.gid('project', 0)}&limit=100`;
    const reading = fetch(list, { headers: AUTH, ...(signal ? { signal } : {}) }).then((answer) => answer.text());
    return { reading, again: () => fetch(list, { headers: AUTH }) };
  };

  test('a reset', async () => {
    const { reading, again } = await broken('reset');
    await expect(reading).rejects.toMatchObject({ message: 'fetch failed' });
    expect((await again()).status).toBe(200);
  });

  test('a body cut short', async () => {
    const { reading, again } = await broken('cut');
    await expect(reading).rejects.toMatchObject({ message: 'terminated' });
    expect((await again()).status).toBe(200);
  });

  test('no answer at all, until the client gives up', async () => {
    const { reading, again } = await broken('stall', AbortSignal.timeout(50));
    await expect(reading).rejects.toMatchObject({ name: 'TimeoutError' });
    expect((await again()).status).toBe(200);
  });
});

test('latency is waited for', async () => {
  const { api } = await serve({ latencyMs: 60, latencyJitter: 0 }, 20);
  const began = performance.now();
  await fetch(`${api}/users/me`, { headers: AUTH });
  expect(performance.now() - began).toBeGreaterThan(75);
});

test('with 50 requests in flight the 51st is refused, until one of them ends', async () => {
  const { api, sandbox } = await serve({ faults: [{ count: 50, fault: { type: 'stall' } }] });
  const ask = (signal?: AbortSignal) => fetch(`${api}/users/me`, { headers: AUTH, ...(signal ? { signal } : {}) });
  const controller = new AbortController();
  const stalled = Promise.allSettled(Array.from({ length: 50 }, () => ask(controller.signal)));
  await vi.waitUntil(() => sandbox.log.counts().total === 50);
  expect((await ask()).status).toBe(429);
  expect(sandbox.requests.at(-1)?.inFlight).toBe(51);
  controller.abort();
  await stalled;
  await vi.waitUntil(async () => (await ask()).status === 200);
});

test('a client that leaves does not hurt', async () => {
  const { api } = await serve({ latencyMs: 50 });
  await expect(fetch(`${api}/users/me`, { headers: AUTH, signal: AbortSignal.timeout(5) })).rejects.toThrow();
  expect((await fetch(`${api}/users/me`, { headers: AUTH })).status).toBe(200);
});
