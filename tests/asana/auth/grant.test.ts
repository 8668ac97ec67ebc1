import { expect, it } from 'vitest';
import { readGrant } from '../../../src/asana/auth/grant.ts';
import { AuthError } from '../../../src/errors.ts';

it('a grant is a token, how long it lives, and perhaps another refresh token', () => {
  const text = JSON.stringify({ access_token: 'a', expires_in: 60, refresh_token: 'r', data: { gid: '1' } });
  expect(readGrant(200, text)).toEqual({ accessToken: 'a', expiresInMs: 60_000, refreshToken: 'r' });
  expect(readGrant(200, '{"access_token":"a"}')).toEqual({
    accessToken: 'a',
    expiresInMs: 3_600_000,
    refreshToken: undefined,
  });
});

it.each([
  ['"60"', 60_000],
  ['0', 3_600_000],
  ['"soon"', 3_600_000],
  ['{"toString":1,"valueOf":1}', 3_600_000],
])('that expires in %s lives %i ms', (given, ms) => {
  expect(readGrant(200, `{"access_token":"a","expires_in":${given}}`).expiresInMs).toBe(ms);
});

it.each([
  [
    400,
    { error: 'invalid_grant', error_description: 'The refresh token is invalid.' },
    'The refresh token is invalid.',
  ],
  [400, { error: 'invalid_grant', error_description: 'No.\nCRITICAL no ' }, 'No. CRITICAL no.'],
  [401, { error: 'invalid_client' }, 'invalid_client.'],
  [403, { errors: [{ message: 'Forbidden' }] }, 'Forbidden.'],
])('%i is refused with what Asana says', (status, body, said) => {
  const read = () => readGrant(status, JSON.stringify(body));
  expect(read).toThrow(AuthError);
  expect(read).toThrow(`Asana's OAuth endpoint answered ${status}: ${said} Check client_id`);
});

it.each(['{}', '{"access_token":""}', '{"access_token":1}'])('200 %s has no access token in it', (text) => {
  const read = () => readGrant(200, text);
  expect(read).toThrow(AuthError);
  expect(read).toThrow("Asana's OAuth endpoint answered 200 without an access token. Is oauth_url right?");
});

it('200 with an error in it is refused in its words', () => {
  expect(() => readGrant(200, '{"error":"invalid_grant"}')).toThrow(
    "Asana's OAuth endpoint answered 200 without an access token: invalid_grant. Check client_id",
  );
});

it.each(['a\r\nx: y', 'a\n', 'a b', 'é', '\0'])(
  'an access token such as %j, which no header can hold, is none',
  (token) => {
    const read = () => readGrant(200, JSON.stringify({ access_token: token }));
    expect(read).toThrow(AuthError);
    expect(read).toThrow(
      /^Asana's OAuth endpoint answered 200 with an access token that no header can hold\. Is oauth/,
    );
  },
);

it('a redirect leads nowhere', () => {
  expect(() => readGrant(302, '')).toThrow("Asana's OAuth endpoint answered 302. Is oauth_url right?");
});

it.each([
  [400, '{"access_token":"a"}'],
  [400, ''],
])('%i %s is no grant', (status, text) => {
  expect(() => readGrant(status, text)).toThrow(`Asana's OAuth endpoint answered ${status}. Check client_id`);
});
