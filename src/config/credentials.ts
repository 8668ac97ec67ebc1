import { nameSome } from '../log/name-some.ts';
import type { Credentials } from './config.ts';
import { isRefusedKey } from './refused-keys.ts';
import { isSettingKey } from './settings.ts';
import type { Given } from './sources.ts';

const OAUTH_KEYS = ['client_id', 'client_secret', 'refresh_token'] as const;

/**
 * Chooses how the tap proves who it is. With both ways given, the access token is used: it needs no refresh.
 * @param values cast and checked
 * @param given all that was given: where the refresh token came from, and keys that may be misspelt
 * @param problems takes one line if neither way is complete
 * @param warnings takes one line if there are both
 */
export function chooseCredentials(
  values: Readonly<Record<string, unknown>>,
  given: ReadonlyMap<string, Given>,
  problems: string[],
  warnings: string[],
): Credentials | undefined {
  const missing = OAUTH_KEYS.filter((key) => values[key] === undefined);
  if (values['access_token'] !== undefined) {
    if (missing.length === 0) warnings.push('config: access_token is used, client_id and the like are not');
    const accessToken = textOf(values, 'access_token');
    return accessToken === undefined ? undefined : { kind: 'token', accessToken };
  }
  if (missing.length > 0) {
    const lacking = missing.length === OAUTH_KEYS.length ? '' : ` (${missing.join(', ')} missing)`;
    problems.push(
      `config: no credentials: set access_token, or client_id, client_secret and refresh_token together${lacking}${strange(given)}`,
    );
    return undefined;
  }
  const source = given.get('refresh_token')?.source;
  const clientId = textOf(values, 'client_id');
  const clientSecret = textOf(values, 'client_secret');
  const refreshToken = textOf(values, 'refresh_token');
  const redirectUri = textOf(values, 'redirect_uri');
  if (clientId === undefined || clientSecret === undefined || refreshToken === undefined || redirectUri === undefined)
    return undefined;
  return {
    kind: 'oauth',
    clientId,
    clientSecret,
    refreshToken,
    redirectUri,
    ...(source !== undefined && source !== 'ENV' && { file: source }),
  };
}

/** @returns which keys are not known, in words: where there is no token, one of them may be meant for it */
function strange(given: ReadonlyMap<string, Given>): string {
  const keys = [...given.keys()].filter((key) => !isSettingKey(key) && !isRefusedKey(key));
  return keys.length === 0 ? '' : `; not known: ${nameSome(keys)}`;
}

/** @returns undefined for a value of another type, which has its own line already (check.ts) */
function textOf(values: Readonly<Record<string, unknown>>, key: string): string | undefined {
  const value = values[key];
  return typeof value === 'string' ? value : undefined;
}
