import { describe, expect, test } from 'vitest';
import type { FaultRule } from '../../src/sandbox/faults/rule.ts';
import { type Opened, openSandbox } from './open-sandbox.ts';

const STATUS = { type: 'status', status: 503 } as const;

/** The statuses of so many requests in a row; 0 where there was no answer. */
function statuses(faults: readonly FaultRule[], paths: readonly string[]): number[] {
  const { sandbox } = openSandbox({ faults });
  return paths.map((path) => {
    const answer = sandbox.handle({
      method: 'GET',
      url: `/api/1.0${path}`,
      headers: { authorization: 'Bearer sandbox-token' },
    });
    return 'status' in answer ? answer.status : 0;
  });
}

const me = (times: number) => Array.from({ length: times }, () => '/users/me');

describe('a rule says which requests a fault befalls', () => {
  test.each<[string, FaultRule, string[], number[]]>([
    ['all', { fault: STATUS }, ['/users/me', '/workspaces'], [503, 503]],
    ['a path', { path: '/users/me', fault: STATUS }, ['/users/me', '/workspaces'], [503, 200]],
    [
      'any one step',
      { path: '/tasks/*/stories', fault: STATUS },
      ['/tasks/1/stories', '/tasks/1/2/stories', '/tasks/1'],
      [503, 404, 404],
    ],
    [
      'any number of steps',
      { path: '/tasks/**', fault: STATUS },
      ['/tasks', '/tasks/1', '/tasks/1/stories', '/workspaces'],
      [503, 503, 503, 200],
    ],
    ['no more than the words of a path', { path: '/users.me', fault: STATUS }, ['/users/me'], [200]],
    [
      'a parameter’s value',
      { query: { limit: '5' }, fault: STATUS },
      ['/workspaces?limit=5', '/workspaces?limit=6'],
      [503, 200],
    ],
    ['any value', { query: { limit: '*' }, fault: STATUS }, ['/workspaces?limit=5', '/workspaces'], [503, 200]],
    ['a method', { method: 'POST', fault: STATUS }, ['/users/me'], [200]],
    ['the nth', { nth: 2, fault: STATUS }, me(4), [200, 503, 200, 200]],
    ['the first so many', { count: 2, fault: STATUS }, me(4), [503, 503, 200, 200]],
    ['so many from the nth on', { nth: 2, count: 2, fault: STATUS }, me(5), [200, 503, 503, 200, 200]],
    ['none, with chance 0', { chance: 0, fault: STATUS }, me(20), me(20).map(() => 200)],
    ['all, with chance 1', { chance: 1, fault: STATUS }, me(20), me(20).map(() => 503)],
  ])('%s', (_, rule, paths, expected) => {
    expect(statuses([rule], paths)).toEqual(expected);
  });

  test('chance is about as often as it says, and the same for a seed', () => {
    const rule = { chance: 0.25, fault: STATUS };
    const hits = statuses([rule], me(1000)).filter((status) => status === 503).length;
    expect(hits).toBeGreaterThan(200);
    expect(hits).toBeLessThan(300);
    expect(statuses([rule], me(100))).toEqual(statuses([rule], me(100)));
  });

  test('a time since the beginning', () => {
    const opened = openSandbox({ faults: [{ from: 10, until: 20, fault: STATUS }] });
    const at = (seconds: number) => {
      opened.pass(seconds * 1000);
      return opened.get('/users/me').status;
    };
    expect([at(0), at(9), at(1), at(9), at(1)]).toEqual([200, 200, 503, 503, 200]);
  });
});

describe('what a fault does', () => {
  const answerTo = (
    faults: FaultRule['fault'][],
    url = '/users/me',
    opened: Opened = openSandbox({ faults: faults.map((fault) => ({ fault })) }),
  ) =>
    opened.sandbox.handle({ method: 'GET', url: `/api/1.0${url}`, headers: { authorization: 'Bearer sandbox-token' } });

  test('a status with a message, headers, or a body of its own', () => {
    expect(answerTo([{ type: 'status', status: 402, message: 'Pay' }])).toMatchObject({
      status: 402,
      body: expect.stringContaining('"message":"Pay"'),
    });
    expect(answerTo([{ type: 'status', status: 503, body: 'x', headers: { 'retry-after': '7' } }])).toMatchObject({
      status: 503,
      body: 'x',
      headers: { 'retry-after': '7', date: expect.any(String) },
    });
  });

  test('HTML, a 429 with and without a time to wait, a reset, a stall', () => {
    expect(answerTo([{ type: 'html' }])).toMatchObject({ status: 502, headers: { 'content-type': 'text/html' } });
    expect(answerTo([{ type: 'html', status: 200 }])).toMatchObject({
      status: 200,
      body: expect.stringContaining('<html>'),
    });
    expect(answerTo([{ type: 'rate-limit' }])).toMatchObject({ status: 429, headers: { 'retry-after': '30' } });
    expect(answerTo([{ type: 'rate-limit', retryAfter: 3 }])).toMatchObject({ headers: { 'retry-after': '3' } });
    expect(answerTo([{ type: 'rate-limit', retryAfter: null }])).not.toHaveProperty('headers.retry-after');
    expect(answerTo([{ type: 'reset' }])).toEqual({ kind: 'reset' });
    expect(answerTo([{ type: 'stall' }])).toEqual({ kind: 'stall' });
  });

  test('a body cut short, which promises its whole length', () => {
    const whole = answerTo([]);
    const cut = answerTo([{ type: 'cut', share: 0.25 }]);
    if (whole.kind !== 'answer' || cut.kind !== 'cut') throw new Error('unexpected');
    expect(cut.length).toBe(Buffer.byteLength(whole.body));
    expect(whole.body.startsWith(cut.body)).toBe(true);
    expect(cut.body.length).toBeLessThan(whole.body.length / 2);
  });

  test('headers set and dropped, such as the date', () => {
    const answer = answerTo([{ type: 'headers', set: { 'asana-change': 'name=x' }, drop: ['Date'] }]);
    expect(answer).toMatchObject({ status: 200, headers: { 'asana-change': 'name=x' } });
    expect(answer).not.toHaveProperty('headers.date');
  });

  test('slowness adds up', () => {
    expect(
      answerTo([
        { type: 'slow', ms: 30 },
        { type: 'slow', ms: 12 },
      ]),
    ).toMatchObject({ status: 200, delayMs: 42 });
  });

  test('rows with fields that do not belong', () => {
    const list = openSandbox({ faults: [{ fault: { type: 'patch-rows', set: { gid: 12, novel: {} } } }] }).get(
      '/workspaces',
    ).list;
    expect(list).toEqual([expect.objectContaining({ gid: 12, novel: {}, name: 'Example Org' })]);
    const one = openSandbox({ faults: [{ fault: { type: 'patch-rows', set: { novel: 1 } } }] }).get('/users/me').one;
    expect(one).toMatchObject({ novel: 1 });
  });
});

describe('faults of paging', () => {
  const listing = (fault: FaultRule['fault'], nth?: number) => {
    const opened = openSandbox({ faults: [{ path: '/tasks', ...(nth === undefined ? {} : { nth }), fault }] });
    return { ...opened, project: opened.gid('project', 0) };
  };

  test('an expired offset, where there is one', () => {
    const { get, project } = listing({ type: 'expired-offset' });
    const first = get('/tasks', { project, limit: 5 });
    expect(first.status).toBe(200);
    const second = get('/tasks', { project, limit: 5, offset: String(first.nextPage?.['offset']) });
    expect(second.message).toBe('offset: Your pagination token has expired.');
  });

  test('the same offset again', () => {
    const { get, project } = listing({ type: 'repeat-page' });
    const offset = String(get('/tasks', { project, limit: 5 }).nextPage?.['offset']);
    const again = get('/tasks', { project, limit: 5, offset });
    expect(again.nextPage?.['offset']).toBe(offset);
    expect(again.list).toHaveLength(5);
  });

  test.each([1, 2])('an empty page %i that does not end the list: nothing is lost', (nth) => {
    const { all, get, project } = listing({ type: 'empty-page' }, nth);
    const pages = [];
    let page = get('/tasks', { project, limit: 10 });
    while (page.nextPage) {
      pages.push(page);
      page = get('/tasks', { project, limit: 10, offset: String(page.nextPage['offset']) });
    }
    pages.push(page);
    expect(pages.map(({ list }) => list.length).indexOf(0)).toBe(nth - 1);
    expect(pages.flatMap(({ list }) => list)).toEqual(all('/tasks', { project }));
    const offsets = pages.map(({ nextPage }) => nextPage?.['offset']);
    expect(new Set(offsets).size).toBe(offsets.length);
  });
});

test('a request that meets a fault still counts against the quota', () => {
  const { get } = openSandbox({ quota: 2, faults: [{ count: 2, fault: STATUS }] });
  expect([get('/users/me'), get('/users/me'), get('/users/me')].map(({ status }) => status)).toEqual([503, 503, 429]);
});

test('the token endpoint has faults too', () => {
  const { sandbox } = openSandbox({ faults: [{ path: '/-/oauth_token', fault: STATUS }] });
  expect(sandbox.handle({ method: 'POST', url: '/-/oauth_token', headers: {} })).toMatchObject({ status: 503 });
});

describe('edits that happen by themselves', () => {
  test('at a time', () => {
    const { get, pass, gid } = openSandbox({
      edits: [{ atSeconds: 60, changes: [{ type: 'rename-task', task: 'task:0', name: 'Later' }] }],
    });
    const name = () => get(`/tasks/${gid('task', 0)}`).one['name'];
    pass(59_999);
    expect(name()).not.toBe('Later');
    pass(1);
    expect(name()).toBe('Later');
  });

  test('after so many requests, once', () => {
    const { get, all, gid } = openSandbox({
      edits: [{ afterRequests: 2, changes: [{ type: 'add-tag', name: 'Later' }] }],
    });
    const workspace = gid('workspace', 0);
    expect(get('/tags', { workspace }).list).toHaveLength(4);
    expect(get('/tags', { workspace }).list).toHaveLength(4);
    expect(all('/tags', { workspace })).toHaveLength(5);
    expect(all('/tags', { workspace })).toHaveLength(5);
  });

  test('that cannot be made answer 500 once, and say why', () => {
    const { get } = openSandbox({ edits: [{ atSeconds: 0, changes: [{ type: 'delete-task', task: 'task:999' }] }] });
    expect([get('/users/me').message, get('/users/me').status]).toEqual([
      'Scheduled edit: no such task: task:999',
      200,
    ]);
  });

  test('a share of all tasks', () => {
    const { get, sandbox, now } = openSandbox({ edits: [{ afterRequests: 1, share: 0.1 }] });
    get('/users/me');
    get('/users/me');
    const changed = Array.from({ length: 130 }, (_, index) => sandbox.world.tasks.get(index)).filter(
      ({ modifiedAt }) => modifiedAt === now(),
    );
    expect(changed).toHaveLength(13);
  });
});

test('latency varies around what it is told, and is left to the bearer', () => {
  const { sandbox } = openSandbox({ latencyMs: 100, latencyJitter: 0.2 });
  const delays = Array.from({ length: 200 }, () => {
    const answer = sandbox.handle({
      method: 'GET',
      url: '/api/1.0/users/me',
      headers: { authorization: 'Bearer sandbox-token' },
    });
    return answer.kind === 'answer' ? (answer.delayMs ?? 0) : 0;
  });
  expect(Math.min(...delays)).toBeGreaterThanOrEqual(80);
  expect(Math.max(...delays)).toBeLessThanOrEqual(120);
  expect(new Set(delays).size).toBeGreaterThan(100);
});
