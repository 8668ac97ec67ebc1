import { expect, it } from 'vitest';
import { readGrant } from '../../src/asana/grant.ts';
import { AuthError } from '../../src/errors.ts';

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
  [
    400,
    { error: 'invalid_grant', error_description: 'The refresh token is invalid.' },
    'The refresh token is invalid.',
  ],
  [400, { error: 'invalid_grant', error_description: 'No.\nCRITICAL no ' }, 'No. CRITICAL no'],
  [401, { error: 'invalid_client' }, 'invalid_client'],
  [403, { errors: [{ message: 'Forbidden' }] }, 'Forbidden'],
])('%i is refused with what Asana says', (status, body, said) => {
  const read = () => readGrant(status, JSON.stringify(body));
  expect(read).toThrow(AuthError);
  expect(read).toThrow(`Asana's OAuth endpoint answered ${status}: ${said}`);
});

it.each([
  [200, '{}'],
  [200, '{"access_token":""}'],
  [200, '{"access_token":1}'],
  [400, '{"access_token":"a"}'],
  [400, ''],
])('%i %s is no grant', (status, text) => {
  expect(() => readGrant(status, text)).toThrow(`Asana's OAuth endpoint answered ${status}. Check client_id`);
});
