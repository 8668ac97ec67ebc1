import type { Clock } from '../../clock.ts';
import type { Credentials } from '../../config/config.ts';
import { readGrant } from './grant.ts';
import { SharedJob } from './shared-job.ts';

/** Proves who asks. */
export interface Auth {
  /**
   * @returns the bearer token for the next request; may ask for a new one first
   * @throws AuthError if there is none, FatalError when nothing has succeeded for too long, or the signal's reason
   */
  bearer(signal: AbortSignal): Promise<string>;
  /**
   * Asana answered 401 to `rejected`.
   * @returns a token worth trying instead, or undefined if there is none
   * @throws as `bearer`
   */
  renew(rejected: string, signal: AbortSignal): Promise<string | undefined>;
}

/** Sends one POST to the token endpoint, through the retries of passing faults. */
export type TokenRequest = (form: URLSearchParams, signal: AbortSignal) => Promise<{ status: number; text: string }>;

export interface TokenHooks {
  /** Called with each token handed out, before anything else, so that no log shows it. */
  issued(secret: string): void;
  /**
   * Called when Asana hands out another refresh token, which must not be lost. Does not reject: the run can go on without
   * keeping it, and that the next one may not is said by whoever could not keep it.
   */
  rotated(refreshToken: string): Promise<void>;
  /** Called with each request for a token: until it is settled, another refresh token may be on its way. */
  asked(job: Promise<unknown>): void;
}

interface Access {
  readonly token: string;
  /** Epoch ms at which a new one is asked for. */
  readonly renewAt: number;
}

/** Renewed this much before its end, so that no request is under way when the token dies; earlier if it lives briefly. */
const MARGIN_MS = 60_000;
const MARGIN_SHARE = 0.1;

/** A personal access token, or a service account's: it does not expire. */
export function tokenAuth(accessToken: string): Auth {
  return { bearer: async () => accessToken, renew: async () => undefined };
}

/**
 * OAuth with a refresh token: asked for lazily, before its end and once after a 401, one request for all who wait.
 * Asana promises no new refresh tokens ('long-lived', docs, OAuth), but where one comes, it replaces the old one.
 */
export function oauthAuth(
  credentials: Extract<Credentials, { kind: 'oauth' }>,
  request: TokenRequest,
  clock: Clock,
  hooks: TokenHooks,
): Auth {
  let refreshToken = credentials.refreshToken;
  let current: Access | undefined;

  const renewal = async (signal: AbortSignal) => {
    const askedAt = clock.now();
    const form = new URLSearchParams({
      grant_type: 'refresh_token',
      client_id: credentials.clientId,
      client_secret: credentials.clientSecret,
      redirect_uri: credentials.redirectUri,
      refresh_token: refreshToken,
    });
    const { status, text } = await request(form, signal);
    const grant = readGrant(status, text);
    hooks.issued(grant.accessToken);
    const margin = Math.min(MARGIN_MS, grant.expiresInMs * MARGIN_SHARE);
    current = { token: grant.accessToken, renewAt: askedAt + grant.expiresInMs - margin };
    if (grant.refreshToken !== undefined && grant.refreshToken !== refreshToken) {
      refreshToken = grant.refreshToken;
      hooks.issued(refreshToken);
      await hooks.rotated(refreshToken);
    }
    return grant.accessToken;
  };
  const refresh = new SharedJob((signal) => {
    const job = renewal(signal);
    hooks.asked(job);
    return job;
  });

  return {
    async bearer(signal) {
      if (current !== undefined && clock.now() < current.renewAt) return current.token;
      return refresh.join(signal);
    },
    async renew(rejected, signal) {
      if (current !== undefined && current.token !== rejected) return current.token;
      // Whoever asks while the next one is on its way would be refused with it too.
      current = undefined;
      return refresh.join(signal);
    },
  };
}
