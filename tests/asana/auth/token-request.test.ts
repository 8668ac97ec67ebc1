import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { createTokenRequest } from '../../../src/asana/auth/token-request.ts';
import { Health } from '../../../src/asana/health.ts';
import { sleep } from '../../../src/clock.ts';
import { AuthError, FatalError } from '../../../src/errors.ts';
import { CountingClock } from '../open-client.ts';

const URL = 'https://app.test/-/oauth_token';

function open(answer: (nth: number, init: RequestInit) => Response | Error | Promise<Response>) {
  const clock = new CountingClock();
  const begun = clock.now();
  const asked: { at: number; init: RequestInit }[] = [];
  const said: string[] = [];
  const stop = new AbortController();
  const request = createTokenRequest({
    url: URL,
    userAgent: 'tests',
    timeoutMs: 300_000,
    clock,
    random: () => 0.5,
    health: new Health(),
    waiting: (reason, waitMs) => said.push(`${waitMs}: ${reason}`),
    async fetch(url, init) {
      expect(url).toBe(URL);
      asked.push({ at: clock.now() - begun, init });
      const reply = await answer(asked.length, init);
      if (reply instanceof Error) throw reply;
      return reply;
    },
  });
  const send = () => clock.run(request(new URLSearchParams({ refresh_token: 'a b&c' }), stop.signal));
  return { asked, clock, said, send, stop };
}

const granted = () => Response.json({ access_token: 'a' });

describe('a request for a token', () => {
  it('is a form, as Asana wants it', async () => {
    const { asked, send } = open(granted);
    expect(await send()).toMatchObject({ status: 200, text: '{"access_token":"a"}' });
    const { init } = asked[0] ?? {};
    expect(init?.method).toBe('POST');
    expect(init?.body).toBe('refresh_token=a+b%26c');
    expect(init?.headers).toEqual({
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded',
      'user-agent': 'tests',
    });
  });

  it.each([400, 401, 403])('is over with %i: its answer says why', async (status) => {
    const { asked, send } = open(() => Response.json({ error: 'invalid_grant' }, { status }));
    expect(await send()).toMatchObject({ status });
    expect(asked).toHaveLength(1);
  });

  it.each([
    ['503', () => new Response('', { status: 503 })],
    ['a broken connection', () => new TypeError('fetch failed', { cause: new Error('ECONNRESET') })],
    ['HTML', () => new Response('<html>')],
  ])('survives %s five times, not six', async (_name, fault) => {
    const five = open((nth) => (nth < 6 ? fault() : granted()));
    expect(await five.send()).toMatchObject({ status: 200 });
    expect(five.asked.map(({ at }) => at / 1000)).toEqual([0, 1, 3, 7, 15, 31]);
    const six = open(fault);
    await expect(six.send()).rejects.toThrow(AuthError);
    expect(six.asked).toHaveLength(6);
    await expect(six.send()).rejects.toThrow(
      /^POST https:\/\/app.test\/-\/oauth_token .*\. That was the last of 6 attempts\.$/,
    );
  });

  it('does not wait for a certificate that nobody vouches for', async () => {
    const cause = Object.assign(new Error('odd'), { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' });
    const { asked, send } = open(() => new TypeError('fetch failed', { cause }));
    await expect(send()).rejects.toThrow(AuthError);
    expect(asked).toHaveLength(1);
  });

  it.each([
    ['a 503', () => new Response('', { status: 503 }), 'was answered 503.'],
    [
      'a broken connection',
      () => new TypeError('fetch failed', { cause: new Error('gone') }),
      'failed: fetch failed (gone).',
    ],
    ['HTML', () => new Response('<html>'), "was answered 200 with HTML, which does not come from Asana's API."],
    [
      'HTML that is not found',
      () => new Response('<html>', { status: 404 }),
      "with HTML, which does not come from Asana's API. Is oauth_url right?",
    ],
    ['429', () => new Response('', { status: 429 }), 'was answered 429.'],
  ])('says each time why it waits after %s, and how long', async (_name, fault, words) => {
    const { said, send } = open((nth) => (nth < 3 ? fault() : granted()));
    await send();
    const waits = said.map((line) => line.slice(0, line.indexOf(':')));
    expect(waits).toEqual(['1000', '2000']);
    for (const line of said) expect(line.endsWith(words), line).toBe(true);
    for (const line of said) expect(line).toMatch(/^\d+: POST https:\/\/app\.test\/-\/oauth_token [^&]*$/);
  });

  it('waits as it is told when it is refused, without counting it', async () => {
    const { asked, send } = open((nth) =>
      nth < 9 ? new Response('', { status: 429, headers: { 'retry-after': '90' } }) : granted(),
    );
    expect(await send()).toMatchObject({ status: 200 });
    expect(asked[8]?.at).toBe(720_000);
  });

  it.each([-30, 30])('waits by the clock of who names a date, which is %i minutes ahead', async (minutes) => {
    const opened = open((nth) => {
      const theirs = Math.ceil(opened.clock.now() / 1000) * 1000 + minutes * 60_000;
      const date = new Date(theirs).toUTCString();
      const headers = { date, 'retry-after': new Date(theirs + 42_000).toUTCString() };
      return nth === 1 ? new Response('', { status: 429, headers }) : granted();
    });
    await opened.send();
    expect(opened.asked.map(({ at }) => at)).toEqual([0, 42_000]);
  });

  it('waits longer each time when it was told to wait too short', async () => {
    const refused = () => new Response('', { status: 429, headers: { 'retry-after': '0' } });
    const { asked, send } = open((nth) => (nth < 6 ? refused() : granted()));
    await send();
    expect(asked.map(({ at }) => at)).toEqual([0, 100, 1100, 3100, 7100, 15_100]);
  });

  it('backs off when it is refused without being told how long', async () => {
    const { asked, send } = open((nth) => (nth < 9 ? new Response('', { status: 429 }) : granted()));
    await send();
    expect(asked.map(({ at }) => at / 1000)).toEqual([0, 1, 3, 7, 15, 31, 63, 123, 183]);
  });

  it('ends the run when it is told to wait longer than 15 minutes', async () => {
    const { send } = open(() => new Response('', { status: 429, headers: { 'retry-after': '1000' } }));
    await expect(send()).rejects.toThrow(FatalError);
  });

  it('ends the run when 15 minutes pass without any answer, the first wait for one included', async () => {
    const { asked, send } = open(() => new Promise(() => {}));
    await expect(send()).rejects.toThrow(FatalError);
    expect(asked.map(({ at }) => at)).toEqual([0, 301_000, 603_000]);
  });

  it('can be stopped, and leaves nothing behind', async () => {
    const { clock, send, stop } = open(() => new Response('', { status: 503 }));
    clock.after(500, () => stop.abort(new Error('stopped')));
    await expect(send()).rejects.toThrow('stopped');
    expect(clock.timers).toBe(0);
    expect(getEventListeners(stop.signal, 'abort')).toEqual([]);
  });

  it('takes an answer that is under way when it is stopped, for it may bring a new refresh token', async () => {
    const { clock, send, stop } = open(async () => {
      await sleep(clock, 2000, new AbortController().signal);
      return granted();
    });
    clock.after(500, () => stop.abort(new Error('stopped')));
    expect(await send()).toMatchObject({ status: 200 });
    expect(clock.timers).toBe(0);
  });

  it('waits for such an answer three seconds, and asks for no other', async () => {
    const begun = open(() => new Promise(() => {}));
    begun.clock.after(500, () => begun.stop.abort(new Error('stopped')));
    const from = begun.clock.now();
    await expect(begun.send()).rejects.toThrow('stopped');
    expect(begun.clock.now() - from).toBe(3500);
    const { asked, clock, said, send, stop } = open(async () => {
      await sleep(clock, 2000, new AbortController().signal);
      return new Response('', { status: 503 });
    });
    clock.after(500, () => stop.abort(new Error('stopped')));
    await expect(send()).rejects.toThrow('stopped');
    expect([asked.length, said]).toEqual([1, []]);
  });
});
