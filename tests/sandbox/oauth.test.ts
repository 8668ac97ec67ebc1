import { describe, expect, test } from 'vitest';
import { type Opened, openSandbox } from './open-sandbox.ts';

const GOOD = {
  grant_type: 'refresh_token',
  client_id: 'sandbox-client',
  client_secret: 'sandbox-secret',
  refresh_token: 'sandbox-refresh',
};

function refresh({ sandbox }: Opened, form: Record<string, string> = GOOD, type = 'application/x-www-form-urlencoded') {
  const body = new URLSearchParams(form).toString();
  const answer = sandbox.handle({ method: 'POST', url: '/-/oauth_token', headers: { 'Content-Type': type }, body });
  if (answer.kind !== 'answer') throw new Error(answer.kind);
  return { ...(JSON.parse(answer.body) as Record<string, unknown>), status: answer.status } as Record<string, unknown>;
}

test('a refresh token buys an access token for an hour', () => {
  const opened = openSandbox();
  const { status, access_token, ...rest } = refresh(opened);
  expect(status).toBe(200);
  expect(rest).toEqual({
    token_type: 'bearer',
    expires_in: 3600,
    data: expect.objectContaining({ email: 'user1@example.com' }),
  });
  expect(opened.get('/users/me', {}, String(access_token)).status).toBe(200);
  opened.pass(3_600_000 - 1);
  expect(opened.get('/users/me', {}, String(access_token)).status).toBe(200);
  opened.pass(1);
  expect(opened.get('/users/me', {}, String(access_token)).status).toBe(401);
});

test('access tokens differ, live as long as they are told, and do not end each other', () => {
  const opened = openSandbox({ tokenLifetimeS: 10 });
  const [first, second] = [refresh(opened), refresh(opened)].map(({ access_token }) => String(access_token));
  expect(first).not.toBe(second);
  expect(opened.get('/users/me', {}, first).status).toBe(200);
  opened.pass(10_000);
  expect(opened.get('/users/me', {}, first).status).toBe(401);
});

test('without rotation the refresh token stays as it is', () => {
  const opened = openSandbox();
  expect(refresh(opened)).not.toHaveProperty('refresh_token');
  expect(refresh(opened)['status']).toBe(200);
});

test('with rotation each answer brings a new one, and the old one is void', () => {
  const opened = openSandbox({ rotateRefreshToken: true });
  const { refresh_token } = refresh(opened);
  expect(refresh(opened)).toMatchObject({ status: 400, error: 'invalid_grant' });
  expect(refresh(opened, { ...GOOD, refresh_token: String(refresh_token) })['status']).toBe(200);
});

describe('what is refused, in OAuth’s own form', () => {
  test.each([
    ['another grant', { ...GOOD, grant_type: 'authorization_code' }, 400, 'unsupported_grant_type'],
    ['a wrong client', { ...GOOD, client_id: 'x' }, 401, 'invalid_client'],
    ['a wrong secret', { ...GOOD, client_secret: 'x' }, 401, 'invalid_client'],
    ['a wrong refresh token', { ...GOOD, refresh_token: 'x' }, 400, 'invalid_grant'],
  ])('%s', (_, form, status, error) => {
    expect(refresh(openSandbox(), form)).toMatchObject({ status, error });
  });

  test('a body that is not form-encoded, and a GET', () => {
    expect(refresh(openSandbox(), GOOD, 'application/json')).toMatchObject({ status: 400, error: 'invalid_request' });
    const answer = openSandbox().sandbox.handle({ method: 'GET', url: '/-/oauth_token', headers: {} });
    expect(answer).toMatchObject({ status: 400 });
  });
});

test('the token endpoint needs no token and knows no quota', () => {
  const opened = openSandbox({ quota: 1 });
  expect([refresh(opened), refresh(opened), refresh(opened)].map(({ status }) => status)).toEqual([200, 200, 200]);
});
