import type { Clock } from '../clock.ts';
import type { Credentials } from '../config/config.ts';
import { AuthError } from '../errors.ts';
import { errorMessage } from './judge.ts';

/** Proves who asks. */
export interface Auth {
  /** @returns the bearer token for the next request; may ask for a new one first */
  bearer(signal: AbortSignal): Promise<string>;
  /**
   * Asana answered 401 to `rejected`.
   * @returns a token worth trying instead, or undefined if there is none
   */
  renew(rejected: string, signal: AbortSignal): Promise<string | undefined>;
}

/** What the token endpoint gave. */
interface Grant {
  readonly accessToken: string;
  readonly refreshToken?: string;
  /** Seconds; Asana: 'typically 3600' (docs, OAuth). */
  readonly expiresIn: number;
}

/** Sends one POST to the token endpoint, through the retries of passing faults. */
export type TokenRequest = (form: URLSearchParams, signal: AbortSignal) => Promise<{ status: number; body: string }>;

/** Renewed this much before the end, so that no request is under way when the token dies. */
const MARGIN_MS = 60_000;

export function tokenAuth(accessToken: string): Auth {
  return { bearer: async () => accessToken, renew: async () => undefined };
}

/**
 * OAuth with a refresh token: asked for lazily, before its end and once after a 401, one request for all who wait.
 * @param hooks.issued called with each token handed out, so that no log shows it
 * @param hooks.rotated called when Asana hands out another refresh token, which must not be lost
 */
export function oauthAuth(
  credentials: Extract<Credentials, { kind: 'oauth' }>,
  request: TokenRequest,
  clock: Clock,
  hooks: { issued(secret: string): void; rotated(refreshToken: string): Promise<void> },
): Auth {
  let refreshToken = credentials.refreshToken;
  let current: { token: string; until: number } | undefined;
  let underWay: Promise<string> | undefined;

  async function refresh(signal: AbortSignal): Promise<string> {
    const askedAt = clock.now();
    const form = new URLSearchParams({
      grant_type: 'refresh_token',
      client_id: credentials.clientId,
      client_secret: credentials.clientSecret,
      redirect_uri: credentials.redirectUri,
      refresh_token: refreshToken,
    });
    const answer = await request(form, signal);
    const grant = readGrant(answer.status, answer.body);
    hooks.issued(grant.accessToken);
    current = { token: grant.accessToken, until: askedAt + grant.expiresIn * 1000 };
    if (grant.refreshToken !== undefined && grant.refreshToken !== refreshToken) {
      refreshToken = grant.refreshToken;
      hooks.issued(refreshToken);
      await hooks.rotated(refreshToken);
    }
    return grant.accessToken;
  }

  function refreshOnce(signal: AbortSignal): Promise<string> {
    underWay ??= refresh(signal).finally(() => {
      underWay = undefined;
    });
    return underWay;
  }

  return {
    async bearer(signal) {
      if (current !== undefined && clock.now() < current.until - MARGIN_MS) return current.token;
      return refreshOnce(signal);
    },
    async renew(rejected, signal) {
      if (current !== undefined && current.token !== rejected) return current.token;
      return refreshOnce(signal);
    },
  };
}

/** @throws AuthError saying what the token endpoint answered, without any of the secrets sent */
function readGrant(status: number, body: string): Grant {
  const parsed = parseObject(body);
  const accessToken = parsed?.['access_token'];
  if (status < 200 || status >= 300 || typeof accessToken !== 'string' || accessToken === '') {
    const described = parsed?.['error_description'] ?? parsed?.['error'];
    const said = typeof described === 'string' ? described : errorMessage(body);
    throw new AuthError(
      `Asana's OAuth endpoint answered ${status}${said === '' ? '' : `: ${said}`}. ` +
        'Check client_id, client_secret, redirect_uri and refresh_token; a revoked refresh token needs a new authorization.',
    );
  }
  const expiresIn = Number(parsed?.['expires_in']);
  const refreshToken = parsed?.['refresh_token'];
  return {
    accessToken,
    expiresIn: Number.isFinite(expiresIn) && expiresIn > 0 ? expiresIn : 3600,
    ...(typeof refreshToken === 'string' && refreshToken !== '' ? { refreshToken } : {}),
  };
}

function parseObject(body: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(body);
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
