import { AuthError } from '../../errors.ts';
import { errorMessage, oneLine, readBody } from '../answer/body.ts';
import { sentence } from '../answer/describe.ts';
import { TOKEN_PATTERN } from './token-text.ts';

/** What the token endpoint gave. */
export interface Grant {
  readonly accessToken: string;
  readonly refreshToken: string | undefined;
  readonly expiresInMs: number;
}

/** Asana: 'typically 3600' (docs, OAuth). */
const USUAL_SECONDS = 3600;

/** As of a token in the config: with anything else, each request would fail on its way. */
const CARRIED = new RegExp(TOKEN_PATTERN);

const CHECK_KEYS =
  'Check client_id, client_secret, redirect_uri and refresh_token; a revoked refresh token needs a new authorization.';

/**
 * Reads an answer of the token endpoint.
 * @throws AuthError saying what it answered (RFC 6749, 5.2, or Asana's own words), without the secrets sent or received
 */
export function readGrant(status: number, text: string): Grant {
  const body = readBody(text);
  const value = body.kind === 'object' ? body.value : {};
  const accessToken = textOf(value['access_token']);
  const isGood = status >= 200 && status < 300;
  if (!isGood || accessToken === undefined || !CARRIED.test(accessToken)) {
    const said = oneLine(textOf(value['error_description']) ?? textOf(value['error']) ?? errorMessage(body));
    const lack =
      accessToken === undefined ? ' without an access token' : ' with an access token that no header can hold';
    const isElsewhere = (status >= 300 && status < 400) || (isGood && said === '');
    throw new AuthError(
      `Asana's OAuth endpoint answered ${status}${isGood ? lack : ''}${said === '' ? '.' : `: ${sentence(said)}`} ` +
        (isElsewhere ? 'Is oauth_url right?' : CHECK_KEYS),
    );
  }
  const given = value['expires_in'];
  const seconds = typeof given === 'string' ? Number(given) : given;
  const expiresInMs = 1000 * (typeof seconds === 'number' && seconds > 0 ? seconds : USUAL_SECONDS);
  return { accessToken, refreshToken: textOf(value['refresh_token']), expiresInMs };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
