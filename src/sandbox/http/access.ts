import type { Reader } from '../world/reader.ts';

/** Who a token speaks for, and until when. */
interface Grant {
  readonly reader: Reader;
  /** Epoch ms; null for tokens that do not expire, as personal access tokens and those of service accounts do not. */
  readonly expiresAt: number | null;
}

/** The tokens a sandbox knows. */
export interface Access {
  /** The reader of an `Authorization` header at a moment, or null if it is missing, unknown, expired or revoked. */
  readerOf(authorization: string | undefined, now: number): Reader | null;
  /** Makes a new access token for the OAuth client's user. */
  issue(now: number): string;
  revoke(token: string): void;
}

/** The tokens of a sandbox: those given do not expire, those issued live `lifetimeS` seconds. */
export function createAccess(fixed: ReadonlyMap<string, Reader>, oauthReader: Reader, lifetimeS: number): Access {
  const grants = new Map<string, Grant>([...fixed].map(([token, reader]) => [token, { reader, expiresAt: null }]));
  let issued = 0;
  return {
    readerOf(authorization, now) {
      const token = tokenOf(authorization);
      const grant = token === null ? undefined : grants.get(token);
      if (grant === undefined) return null;
      return grant.expiresAt !== null && now >= grant.expiresAt ? null : grant.reader;
    },
    issue(now) {
      issued += 1;
      const token = `sandbox-access-${issued}`;
      grants.set(token, { reader: oauthReader, expiresAt: now + lifetimeS * 1000 });
      return token;
    },
    revoke(token) {
      grants.delete(token);
    },
  };
}

/** The token of a `Bearer` header, or null. */
export function tokenOf(authorization: string | undefined): string | null {
  return /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1] ?? null;
}
