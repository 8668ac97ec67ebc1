import { describe, expect, test } from 'vitest';
import type { Fault } from '../../src/sandbox/faults/rule.ts';
import { sandboxFetch } from '../../src/sandbox/in-process-fetch.ts';
import { openSandbox } from './open-sandbox.ts';

const ME = 'https://app.asana.com/api/1.0/users/me';
const AUTH = { Authorization: 'Bearer sandbox-token' };

function fetchWith(fault?: Fault) {
  const { sandbox } = openSandbox(fault ? { faults: [{ fault }] } : {});
  return { sandbox, fetch: sandboxFetch(sandbox) };
}

test('answers like fetch: status, headers, body', async () => {
  const { fetch } = fetchWith();
  const answer = await fetch(ME, { headers: AUTH });
  expect([answer.ok, answer.headers.get('date')]).toEqual([true, 'Sat, 21 Nov 2026 12:00:00 GMT']);
  expect(await answer.json()).toHaveProperty('data.email');
});

test('takes a URL, a Request, and a form as body', async () => {
  const { fetch, sandbox } = fetchWith();
  expect((await fetch(new URL(ME), { headers: new Headers(AUTH) })).status).toBe(200);
  expect((await fetch(new Request(ME, { headers: AUTH }))).status).toBe(200);
  const body = new URLSearchParams({ grant_type: 'refresh_token' });
  expect((await fetch('https://app.asana.com/-/oauth_token', { method: 'POST', body })).status).toBe(401);
  expect(sandbox.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'GET /api/1.0/users/me',
    'GET /api/1.0/users/me',
    'POST /-/oauth_token',
  ]);
});

test('links keep the origin that was asked', async () => {
  const { fetch, sandbox } = fetchWith();
  const url = `https://app.asana.com/api/1.0/tasks?project=${sandbox.world.gid('project', 0)}&limit=1`;
  const page = (await (await fetch(url, { headers: AUTH })).json()) as { next_page: { uri: string } };
  expect(page.next_page.uri).toMatch(/^https:\/\/app\.asana\.com\/api\/1\.0\/tasks\?/);
});

describe('what breaks rejects as the built-in fetch does', () => {
  test('a reset', async () => {
    await expect(fetchWith({ type: 'reset' }).fetch(ME, { headers: AUTH })).rejects.toMatchObject({
      name: 'TypeError',
      message: 'fetch failed',
      cause: { code: 'ECONNRESET' },
    });
  });

  test('a body cut short: the answer comes, reading it fails', async () => {
    const answer = await fetchWith({ type: 'cut' }).fetch(ME, { headers: AUTH });
    expect(answer.status).toBe(200);
    await expect(answer.text()).rejects.toMatchObject({
      name: 'TypeError',
      message: 'terminated',
      cause: { code: 'UND_ERR_SOCKET' },
    });
  });

  test('a stall, until the signal aborts', async () => {
    const { fetch, sandbox } = fetchWith({ type: 'stall' });
    const controller = new AbortController();
    const reading = fetch(ME, { headers: AUTH, signal: controller.signal });
    controller.abort(new Error('enough'));
    await expect(reading).rejects.toThrow('enough');
    expect(sandbox.requests.at(-1)?.status).toBe(0);
  });

  test('a signal that has aborted already: nothing is asked', async () => {
    const { fetch, sandbox } = fetchWith();
    await expect(fetch(ME, { headers: AUTH, signal: AbortSignal.abort(new Error('no')) })).rejects.toThrow('no');
    expect(sandbox.requests).toHaveLength(0);
  });
});

test('latency passes on the clock it is given, and in-flight requests are counted meanwhile', async () => {
  const { sandbox } = openSandbox({ latencyMs: 100, latencyJitter: 0, concurrency: 2 });
  const waiting: { ms: number; wake: () => void }[] = [];
  const sleep = (ms: number) => new Promise<void>((wake) => waiting.push({ ms, wake }));
  const fetch = sandboxFetch(sandbox, { sleep });
  const answers = Promise.all([1, 2, 3].map(() => fetch(ME, { headers: AUTH })));
  expect(waiting.map(({ ms }) => ms)).toEqual([100, 100, 100]);
  for (const { wake } of waiting) wake();
  expect((await answers).map(({ status }) => status)).toEqual([200, 200, 429]);
  const next = fetch(ME, { headers: AUTH });
  waiting.at(-1)?.wake();
  expect((await next).status).toBe(200);
});
