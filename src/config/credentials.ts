import type { Credentials } from './config.ts';
import type { Given } from './sources.ts';

const OAUTH_KEYS = ['client_id', 'client_secret', 'refresh_token'] as const;

/**
 * Chooses how the tap proves who it is. With both ways given, the access token is used: it needs no refresh.
 * @param values cast and checked
 * @param given where the refresh token came from
 * @param problems takes one line if neither way is complete
 * @param warnings takes one line if there are both
 */
export function chooseCredentials(
  values: Readonly<Record<string, unknown>>,
  given: ReadonlyMap<string, Given>,
  problems: string[],
  warnings: string[],
): Credentials | undefined {
  // A value of the wrong type has its own line already.
  const missing = OAUTH_KEYS.filter((key) => values[key] === undefined);
  if (values['access_token'] !== undefined) {
    if (missing.length === 0) warnings.push('config: access_token is used, client_id and the like are not');
    return { kind: 'token', accessToken: String(values['access_token']) };
  }
  if (missing.length > 0) {
    const lacking = missing.length === OAUTH_KEYS.length ? '' : ` (${missing.join(', ')} missing)`;
    problems.push(
      `config: no credentials: set access_token, or client_id, client_secret and refresh_token together${lacking}`,
    );
    return undefined;
  }
  const source = given.get('refresh_token')?.source;
  return {
    kind: 'oauth',
    clientId: String(values['client_id']),
    clientSecret: String(values['client_secret']),
    refreshToken: String(values['refresh_token']),
    redirectUri: String(values['redirect_uri']),
    ...(source !== undefined && source !== 'ENV' && { file: source }),
  };
}
