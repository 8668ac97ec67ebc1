import { expect, test } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { load, refused } from './load-values.ts';

const oauth = { access_token: null, client_id: '1', client_secret: 'secret-abc', refresh_token: 'refresh-abc' };

test('OAuth keys make OAuth credentials that remember their file', () => {
  expect(load(oauth).config.credentials).toEqual({
    kind: 'oauth',
    clientId: '1',
    clientSecret: 'secret-abc',
    refreshToken: 'refresh-abc',
    redirectUri: 'urn:ietf:wg:oauth:2.0:oob',
    file: 'config.json',
  });
});

test('a refresh token from the environment has no file', () => {
  const env = { TAP_ASANA_REFRESH_TOKEN: 'refresh-env' };
  const { config } = loadConfig(['f', 'ENV'], env, () => JSON.stringify(oauth));
  expect(config.credentials).toMatchObject({ refreshToken: 'refresh-env' });
  expect(config.credentials).not.toHaveProperty('file');
});

test('with both, the access token is used and a warning says so', () => {
  const { config, warnings } = load({ ...oauth, access_token: 'token-1234' });
  expect(config.credentials.kind).toBe('token');
  expect(warnings).toEqual(['config: access_token is used, client_id and the like are not']);
});

test('neither way is one line that names both', () => {
  expect(refused({ access_token: '' })).toEqual([
    'config: no credentials: set access_token, or client_id, client_secret and refresh_token together',
  ]);
  expect(refused({ ...oauth, client_id: null })).toEqual([
    'config: no credentials: set access_token, or client_id, client_secret and refresh_token together (client_id missing)',
  ]);
});

test('where there are none, keys that are not known are named: one of them may be a token, misspelt', () => {
  expect(refused({ access_token: null, acces_token: 'token-1234', stream_maps: {} })).toEqual([
    'config: no credentials: set access_token, or client_id, client_secret and refresh_token together; not known: acces_token',
  ]);
  const many = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`key_${index}`, 1]));
  expect(refused({ access_token: null, ...many })).toEqual([
    expect.stringMatching(/together; not known: key_0, key_1, key_2, key_3, key_4 …$/),
  ]);
});

test.each(['access_token', 'client_id', 'client_secret', 'refresh_token', 'redirect_uri'])(
  'an object as %s is refused, also one that can be no text',
  (key) => {
    const lines = refused({ ...oauth, [key]: { toString: false } });
    expect(lines).toEqual([expect.stringMatching(`^config\\.${key}: expected (?:text|a token without spaces), got `)]);
  },
);

test('no secret is in any line, wherever it was put', () => {
  const lines = refused({ ...oauth, client_secret: ['secret-xyz'], start_date: 'refresh-abc', 'refresh-abc': 1 });
  expect(lines.join('\n')).not.toMatch(/refresh-abc|secret-xyz/);
  expect(refused({ access_token: 'with space' })).toEqual([
    'config.access_token: expected a token without spaces, got another text',
  ]);
});

test.each([
  ['longer than what is shown of a value', { access_token: `2/${'1'.repeat(80)}` }],
  ['written otherwise in JSON', { access_token: 'with"quotes"' }],
  ['that begins like another', { access_token: 'begin', client_secret: 'begin-and-end' }],
])('a secret %s is masked whole', (_, secrets) => {
  const last = Object.values(secrets).at(-1);
  expect(refused({ ...secrets, start_date: last })).toEqual([
    expect.stringMatching(/^config\.start_date: .* got "\*{3}"$/),
  ]);
});

test('every secret that was given is handed on to be masked', () => {
  expect(load({ ...oauth, access_token: 'token-1234' }).secrets).toEqual(['token-1234', 'secret-abc', 'refresh-abc']);
  // As it is sent, not as it stood in the file.
  expect(load({ access_token: ' token-1234\n' }).secrets).toEqual(['token-1234']);
  expect(load({ access_token: 120112021203 }).secrets).toEqual(['120112021203']);
});
