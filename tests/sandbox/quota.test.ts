import { describe, expect, test } from 'vitest';
import { createQuota, QUOTA_MODELS, type QuotaModel } from '../../src/sandbox/http/quota.ts';
import { openSandbox } from './open-sandbox.ts';

/** How many of a request every `everyMs`, from `from` to `until`, are granted. */
function granted(model: QuotaModel, limit: number, everyMs: number, until: number): number {
  const quota = createQuota(model, limit);
  let count = 0;
  for (let now = 0; now < until; now += everyMs) count += quota.take(now) === null ? 1 : 0;
  return count;
}

describe.each(QUOTA_MODELS)('quota counted as %s', (model) => {
  test('grants everything at its own pace', () => {
    expect(granted(model, 60, 1000, 600_000)).toBe(600);
  });

  test('never grants much more than its limit in a minute', () => {
    expect(granted(model, 60, 10, 60_000)).toBeLessThanOrEqual(model === 'bucket' ? 75 : 60);
  });

  test('refuses for as long as it says, and grants then', () => {
    const quota = createQuota(model, 60);
    let wait: number | null = null;
    let now = 0;
    while (wait === null) {
      now += 1;
      wait = quota.take(now);
    }
    expect(wait).toBeGreaterThan(0);
    expect(quota.take(now + wait)).toBeNull();
  });
});

test('a fixed window lets twice the limit through around its border; a sliding one does not', () => {
  const around = (model: QuotaModel) => {
    const quota = createQuota(model, 60);
    quota.take(0);
    let count = 0;
    for (let n = 0; n < 59; n += 1) count += quota.take(59_000 + n) === null ? 1 : 0;
    for (let n = 0; n < 60; n += 1) count += quota.take(60_000 + n) === null ? 1 : 0;
    return count;
  };
  expect(around('fixed')).toBe(119);
  expect(around('sliding')).toBe(60);
});

test('refused requests count: a client that never waits is not heard again in a sliding window, and gets less from a bucket', () => {
  const hammered = (model: QuotaModel) => granted(model, 60, 100, 600_000);
  expect(hammered('sliding')).toBe(60);
  expect(hammered('bucket')).toBeLessThan(60);
  expect(hammered('fixed')).toBe(600);
});

test.each([
  ['free', 150],
  ['paid', 1500],
] as const)('the %s plan grants %i requests a minute', (plan, limit) => {
  const { get, pass } = openSandbox({ plan, quota: undefined as never });
  const statuses = Array.from({ length: limit + 1 }, () => get('/users/me').status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(limit);
  const refused = get('/users/me');
  expect(refused.status).toBe(429);
  expect(refused.message).toMatch(/^You've made too many requests/);
  pass(Number(refused.headers['retry-after']) * 1000);
  expect(get('/users/me').status).toBe(200);
});

test('each token has its own quota', () => {
  const { get } = openSandbox({ quota: 2, tokens: { second: { user: 0 } } });
  expect([get('/users/me'), get('/users/me'), get('/users/me')].map(({ status }) => status)).toEqual([200, 200, 429]);
  expect(get('/users/me', {}, 'second').status).toBe(200);
});

test('a 429 need not say how long to wait', () => {
  const { get } = openSandbox({ quota: 1, retryAfter: false });
  get('/users/me');
  expect(get('/users/me').status).toBe(429);
  expect(get('/users/me').headers).not.toHaveProperty('retry-after');
});

test('50 reads at once are granted, the 51st is refused until one ends', () => {
  const { sandbox, get } = openSandbox();
  const request = { method: 'GET', url: '/api/1.0/users/me', headers: { Authorization: 'Bearer sandbox-token' } };
  const ends = Array.from({ length: 50 }, () => sandbox.begin(request));
  expect(get('/users/me').status).toBe(200);
  const last = sandbox.begin(request);
  const refused = get('/users/me');
  expect([refused.status, refused.headers['retry-after']]).toEqual([429, '10']);
  last();
  last();
  expect(get('/users/me').status).toBe(200);
  for (const end of ends) end();
  expect(sandbox.log.counts().maxInFlight).toBe(51);
});
