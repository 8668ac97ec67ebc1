import { createHash, createHmac } from 'node:crypto';
import { badRequest } from './refusal.ts';

/** What an offset token carries: where the last page ended, and how many rows came before. */
export interface Border {
  readonly rank: number;
  readonly rows: number;
}

/** The border before the first row. */
export const START: Border = { rank: Number.MIN_SAFE_INTEGER, rows: 0 };

interface Payload extends Border {
  readonly query: string;
  /** Makes each token another, even for the same place. */
  readonly jti: number;
  readonly iat: number;
  readonly exp: number;
}

/** Signs, judges and expires offset tokens. */
export interface OffsetTokens {
  /** A token for what comes after `border` in the list that `query` names. */
  make(border: Border, query: string, now: number): string;
  /** Where a token says to go on. Throws a 400 Refusal if it is expired, forged or of another query. */
  read(token: string, query: string, now: number): Border;
}

const HEADER = encode({ typ: 'JWT', alg: 'HS256' });

/** How long an offset token lives unless told otherwise: real ones are JWTs whose `exp - iat` is 900 s. */
export const OFFSET_LIFETIME_MS = 900_000;

/** Offset tokens of one sandbox: JWTs like Asana's, signed with a key that depends on the seed alone. */
export function createOffsetTokens(seed: number, lifetimeMs: number): OffsetTokens {
  const key = `sandbox-${seed}`;
  let made = 0;
  const sign = (text: string) => createHmac('sha256', key).update(text).digest('base64url');
  return {
    make(border, query, now) {
      made += 1;
      const payload: Payload = {
        ...border,
        query: digest(query),
        jti: made,
        iat: now / 1000,
        exp: (now + lifetimeMs) / 1000,
      };
      const text = `${HEADER}.${encode(payload)}`;
      return `${text}.${sign(text)}`;
    },
    read(token, query, now) {
      const [header, body, signature] = token.split('.');
      const text = `${header}.${body}`;
      if (body === undefined || signature !== sign(text)) throw invalid();
      const payload = JSON.parse(Buffer.from(body, 'base64url').toString()) as Payload;
      if (payload.query !== digest(query)) throw invalid();
      if (now >= payload.exp * 1000) throw expiredOffset();
      return payload;
    },
  };
}

/** The 400 of a token past its life, in the words seen live. */
export function expiredOffset() {
  return badRequest('offset: Your pagination token has expired.');
}

/** The 400 of a token that was not "returned to you via a previously paginated request" (specification, `offset`); wording ours. */
function invalid() {
  return badRequest('offset: Your pagination token is invalid.');
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function digest(query: string): string {
  return createHash('sha256').update(query).digest('base64url').slice(0, 16);
}
