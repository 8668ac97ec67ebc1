import { AuthError } from '../errors.ts';
import { errorMessage, oneLine, readBody } from './body.ts';

/** What the token endpoint gave. */
export interface Grant {
  readonly accessToken: string;
  readonly refreshToken: string | undefined;
  readonly expiresInMs: number;
}

/** Asana: 'typically 3600' (docs, OAuth). */
const USUAL_SECONDS = 3600;

/**
 * Reads an answer of the token endpoint.
 * @throws AuthError saying what it answered (RFC 6749, 5.2, or Asana's own words), without any of the secrets sent
 */
export function readGrant(status: number, text: string): Grant {
  const body = readBody(text);
  const value = body.kind === 'object' ? body.value : {};
  const accessToken = textOf(value['access_token']);
  if (status < 200 || status >= 300 || accessToken === undefined) {
    const said = oneLine(textOf(value['error_description']) ?? textOf(value['error']) ?? errorMessage(body));
    throw new AuthError(
      `Asana's OAuth endpoint answered ${status}${said === '' ? '' : `: ${said}`}. ` +
        'Check client_id, client_secret, redirect_uri and refresh_token; a revoked refresh token needs a new authorization.',
    );
  }
  const seconds = Number(value['expires_in']);
  const expiresInMs = 1000 * (Number.isFinite(seconds) && seconds > 0 ? seconds : USUAL_SECONDS);
  return { accessToken, refreshToken: textOf(value['refresh_token']), expiresInMs };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
