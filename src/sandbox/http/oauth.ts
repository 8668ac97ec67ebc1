import type { World } from '../world/world.ts';
import type { Access } from './access.ts';
import { jsonAnswer, type ParsedRequest, type WholeAnswer } from './messages.ts';

/** What the token endpoint expects of a client. */
export interface OAuthClient {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly refreshToken: string;
  /** Hand out a new refresh token with each access token, and forget the old one. Asana promises neither. */
  readonly rotate: boolean;
  readonly lifetimeS: number;
  /** Index of the user who granted access. */
  readonly user: number;
}

/** The token endpoint: answers a form-encoded POST. */
export type OAuthEndpoint = (request: ParsedRequest, now: number) => WholeAnswer;

/**
 * Asana's `/-/oauth_token` for `grant_type=refresh_token` (guide "OAuth"): answers access token, `expires_in` and `data`
 * about the user, and a refresh token only if it rotates them.
 */
export function createOAuthEndpoint(client: OAuthClient, access: Access, world: World): OAuthEndpoint {
  let refreshToken = client.refreshToken;
  let rotations = 0;
  return (request, now) => {
    if (request.method !== 'POST') return refuse('invalid_request', 'The token endpoint takes POST requests.');
    if (!(request.headers.get('content-type') ?? '').startsWith('application/x-www-form-urlencoded')) {
      return refuse('invalid_request', 'The request must be form-encoded.');
    }
    const form = new URLSearchParams(request.body);
    if (form.get('grant_type') !== 'refresh_token') return refuse('unsupported_grant_type', 'Use refresh_token.');
    if (form.get('client_id') !== client.clientId || form.get('client_secret') !== client.clientSecret) {
      return refuse('invalid_client', 'The client id or secret is wrong.');
    }
    if (form.get('refresh_token') !== refreshToken) return refuse('invalid_grant', 'The refresh token is invalid.');
    const rotated: Record<string, string> = {};
    if (client.rotate) {
      rotations += 1;
      refreshToken = `${client.refreshToken}-${rotations}`;
      rotated['refresh_token'] = refreshToken;
    }
    const user = world.users.get(client.user);
    const gid = world.gid('user', client.user);
    return jsonAnswer(200, {
      access_token: access.issue(now),
      token_type: 'bearer',
      expires_in: client.lifetimeS,
      data: { id: gid, gid, name: user.name, email: user.email },
      ...rotated,
    });
  };
}

/** Errors of the token endpoint have OAuth's form (RFC 6749, section 5.2), not the API's. */
function refuse(error: string, description: string): WholeAnswer {
  return jsonAnswer(error === 'invalid_client' ? 401 : 400, { error, error_description: description });
}
