import { describe, expect, it } from 'vitest';
import { ExpiredError, OverloadedError, ScopeError, TooManyError } from '../../src/asana/errors.ts';
import { StreamError } from '../../src/errors.ts';
import { later, ok, openClient, refusal, requestOf, type Script, silence, TOKEN } from './open-client.ts';

const HTML = () => new Response('<html>Bad Gateway</html>', { status: 502 });
const reset = () => new TypeError('fetch failed', { cause: new Error('read ECONNRESET') });
const cut = () =>
  new Response(
    new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('{"data":['));
        controller.error(new TypeError('terminated'));
      },
    }),
  );

async function outcome(script: Script, path = '/tasks') {
  const opened = openClient(script);
  let error: unknown;
  let body: unknown;
  try {
    ({ body } = await opened.clock.run(opened.get(path)));
  } catch (caught) {
    error = caught;
  }
  return { ...opened, error, body };
}

describe('a good answer', () => {
  it('is its JSON and the moment it was read', async () => {
    const { client, clock, asked } = openClient((one) => later(clock, 250, one, () => ok([{ gid: '1' }])));
    const begun = clock.now();
    const answer = await clock.run(client.get(requestOf('/tasks?project=1')));
    expect(answer).toEqual({ body: { data: [{ gid: '1' }] }, at: begun + 250 });
    expect(asked[0]?.query.get('project')).toBe('1');
    expect(Object.fromEntries(asked[0]?.headers ?? [])).toEqual({
      accept: 'application/json',
      'accept-encoding': 'gzip',
      authorization: `Bearer ${TOKEN}`,
      'user-agent': 'tests',
    });
  });

  it('is counted with its status and time; only the first tells the date', async () => {
    const date = 'Fri, 20 Nov 2026 08:00:00 GMT';
    const { clock, events, get } = openClient((one) =>
      later(clock, 40, one, () => Response.json({ data: [] }, { headers: { date } })),
    );
    await clock.run(get('/users'));
    await clock.run(get('/users'));
    expect(events).toEqual(['/users 200 40', `begun ${date}`, '/users 200 40']);
  });

  it('says that the first answer had no date', async () => {
    const { events } = await outcome(() => ok());
    expect(events).toContain('begun null');
  });

  it('tells the changes that Asana announces', async () => {
    const header = 'name=teamless_projects;info=https://a/b, name=goal_sals_api;info=https://c;affected=true';
    const { events } = await outcome(() => Response.json({ data: [] }, { headers: { 'asana-change': header } }));
    expect(events).toContain('change teamless_projects false');
    expect(events).toContain('change goal_sals_api true');
  });
});

describe('a passing fault', () => {
  it.each([
    ['500', () => refusal(500)],
    ['501', () => refusal(501)],
    ['502', () => refusal(502)],
    ['503', () => refusal(503)],
    ['504', () => refusal(504)],
    ['a reset', reset],
    ['a body cut short', cut],
    ['HTML instead of JSON', HTML],
    ['HTML with 200', () => new Response('<html>login</html>')],
    ['HTML with 403', () => new Response('<!doctype html>', { status: 403 })],
    ['JSON without data', () => Response.json({ status: 'up' })],
    ['half a JSON', () => new Response('{"data":[{"gid"')],
    ['nothing', () => new Response('')],
    ['a list instead of an object', () => Response.json([1])],
  ])('%s is survived five times, and has lasted with the sixth', async (_name, fault) => {
    const five = await outcome((_, index) => (index < 5 ? fault() : ok([1])));
    expect(five.body).toEqual({ data: [1] });
    expect(five.events.filter((event) => event === 'retried')).toHaveLength(5);
    const six = await outcome(fault);
    expect(six.asked).toHaveLength(6);
    expect(six.error).toBeInstanceOf(StreamError);
  });

  it('waits about 1, 2, 4, 8 and 16 s between attempts', async () => {
    const { asked, events } = await outcome(() => refusal(503));
    expect(asked.map(({ at }) => at / 1000)).toEqual([0, 1, 3, 7, 15, 31]);
    expect(events).toContain('waiting 4000: GET /tasks was answered 503: error 503.');
  });

  it('waits as long as it is told, up to a minute', async () => {
    const told = (seconds: string) => (_: unknown, index: number) =>
      index === 0 ? refusal(503, 'maintenance', { 'retry-after': seconds }) : ok();
    expect((await outcome(told('20'))).asked[1]?.at).toBe(20_000);
    expect((await outcome(told('3600'))).asked[1]?.at).toBe(60_000);
  });

  it('that is a lack of an answer is one after the request’s time, and says so', async () => {
    const { asked, error } = await outcome((one, index) => (index < 2 ? silence(one) : ok()));
    expect(error).toBeUndefined();
    expect(asked.map(({ at }) => at)).toEqual([0, 301_000, 603_000]);
    const { events } = await outcome((one, index) => (index < 1 ? silence(one) : ok()));
    expect(events).toContain('/tasks 0 300000');
    expect(events).toContain('waiting 1000: GET /tasks failed: no answer within 300 s.');
  });

  it.each([500, 504])('%i to the last may need a smaller page', async (status) => {
    expect((await outcome(() => refusal(status))).error).toBeInstanceOf(OverloadedError);
  });

  it('501, 502 and 503 need no smaller page', async () => {
    for (const status of [501, 502, 503])
      expect((await outcome(() => refusal(status))).error).not.toBeInstanceOf(OverloadedError);
  });
});

describe('what is refused for good', () => {
  it.each([402, 403, 404, 451])('%i is skipped, without another attempt', async (status) => {
    const { asked, error } = await outcome(() => refusal(status, 'You do not have access to this project.'));
    expect(asked).toHaveLength(1);
    expect(error).toMatchObject({ name: 'SkipError', status });
    expect((error as Error).message).toBe(`GET /tasks was answered ${status}: You do not have access to this project.`);
  });

  it('403 that names scopes is out of reach wherever it is asked', async () => {
    const { error } = await outcome(() => refusal(403, 'It requires one of the following scopes: tags:read'));
    expect(error).toBeInstanceOf(ScopeError);
    expect(error).toMatchObject({ status: 403 });
  });

  it('400 for an offset that died is to be begun again', async () => {
    const { error } = await outcome(() => refusal(400, 'offset: Your pagination token has expired.'));
    expect(error).toBeInstanceOf(ExpiredError);
  });

  it.each([
    'The result is too large. You should use pagination (may require specifying a workspace)!',
    'The result is too large and was truncated.',
  ])('400 for too many rows is to be split: %s', async (message) => {
    expect((await outcome(() => refusal(400, message))).error).toBeInstanceOf(TooManyError);
  });

  it.each([400, 405, 410, 412, 418, 302])('%i cannot be mended', async (status) => {
    const { asked, error } = await outcome(() => refusal(status));
    expect(asked).toHaveLength(1);
    expect(error).toBeInstanceOf(StreamError);
  });
});

describe('an error', () => {
  it('says what was asked without the fields and the offset', async () => {
    const { error } = await outcome(
      () => refusal(404, 'Unknown object'),
      '/tasks?project=12&limit=100&offset=eyJ0&opt_fields=gid,name',
    );
    expect((error as Error).message).toBe('GET /tasks?project=12&limit=100&offset=… was answered 404: Unknown object.');
  });

  it('never holds the token, nor a long body', async () => {
    const { error, events } = await outcome(() => refusal(418, 'y'.repeat(10_000)));
    expect((error as Error).message.length).toBeLessThan(600);
    expect(`${(error as Error).stack} ${events.join()}`).not.toContain(TOKEN);
  });
});
