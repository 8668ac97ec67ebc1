import { changeAnswer } from './faults/change-answer.ts';
import { createFaults } from './faults/fire.ts';
import { answerInstead } from './faults/instead.ts';
import type { Fault } from './faults/rule.ts';
import { createAccess, tokenOf } from './http/access.ts';
import { API_BASE, createApi } from './http/api.ts';
import type { Limits } from './http/limits.ts';
import { jsonAnswer, type ParsedRequest, type SandboxAnswer } from './http/messages.ts';
import { createOAuthEndpoint } from './http/oauth.ts';
import { createOffsetTokens } from './http/offset-token.ts';
import { errorBody, notAuthorized, Refusal } from './http/refusal.ts';
import { type CompleteOptions, DEFAULT_CREDENTIALS, type SandboxOptions } from './options.ts';
import { createRng } from './world/random.ts';
import type { Reader } from './world/reader.ts';
import type { World } from './world/world.ts';

/** Where the token endpoint is. */
const OAUTH_PATH = '/-/oauth_token';

/** Turns requests into answers: token, limits, faults, API, in this order. */
interface Responder {
  /** `seconds` is the time since the sandbox began. Never throws. */
  respond(request: ParsedRequest, now: number, seconds: number): SandboxAnswer;
  revoke(token: string): void;
}

/** Puts together what answers requests over one world. */
export function createResponder(
  settings: CompleteOptions,
  tokens: NonNullable<SandboxOptions['tokens']>,
  world: World,
  reader: Reader,
  limits: Limits,
): Responder {
  const readers = new Map<string, Reader>([[DEFAULT_CREDENTIALS.accessToken, reader]]);
  for (const [token, { user, serviceAccount = false }] of Object.entries(tokens))
    readers.set(token, { user, serviceAccount });
  const access = createAccess(readers, reader, settings.tokenLifetimeS);
  const { rotateRefreshToken: rotate, tokenLifetimeS: lifetimeS, truncateAfter, plan } = settings;
  const oauth = createOAuthEndpoint({ ...DEFAULT_CREDENTIALS, rotate, lifetimeS, user: reader.user }, access, world);
  const offsets = createOffsetTokens(settings.seed, settings.offsetLifetimeMs);
  const api = createApi({ world, plan, tokens: offsets, truncateAfter });
  const rng = createRng(settings.seed);
  const fire = createFaults(settings.faults, rng);

  /** The answer without faults: the API's, or the token endpoint's. */
  const plain = (request: ParsedRequest, found: Reader | null, now: number, faults: readonly Fault[]): SandboxAnswer =>
    found === null
      ? oauth(request, now)
      : api(
          request,
          found,
          now,
          faults.some(({ type }) => type === 'empty-page'),
        );

  const answer = (request: ParsedRequest, now: number, seconds: number): SandboxAnswer => {
    const isOAuth = request.path === OAUTH_PATH;
    const authorization = request.headers.get('authorization');
    const found = isOAuth ? null : access.readerOf(authorization, now);
    if (!isOAuth && found === null) throw notAuthorized();
    // A refused request counts too, and so does one that a fault will befall.
    if (found !== null) limits.admit(tokenOf(authorization) ?? '', now);
    const route = request.path.startsWith(API_BASE) ? request.path.slice(API_BASE.length) : request.path;
    const faults = fire(request, route, seconds);
    for (const fault of faults) {
      const instead = answerInstead(fault, request);
      if (instead !== null) return dated(instead, now, faults);
    }
    return dated(plain(request, found, now, faults), now, faults, request);
  };

  /** An answer with Asana's date and the sandbox's latency, then as the faults leave it. */
  const dated = (
    made: SandboxAnswer,
    now: number,
    faults: readonly Fault[] = [],
    request?: ParsedRequest,
  ): SandboxAnswer => {
    if (made.kind !== 'answer') return made;
    const delayMs = settings.latencyMs * (1 + settings.latencyJitter * (2 * rng() - 1));
    const whole: SandboxAnswer = { ...made, delayMs, headers: { date: new Date(now).toUTCString(), ...made.headers } };
    return request === undefined
      ? whole
      : faults.reduce<SandboxAnswer>((before, fault) => changeAnswer(fault, before, request), whole);
  };

  return {
    respond(request, now, seconds) {
      try {
        return answer(request, now, seconds);
      } catch (error) {
        const status = error instanceof Refusal ? error.status : 500;
        const headers = error instanceof Refusal ? { ...error.headers } : {};
        return dated(
          jsonAnswer(status, errorBody(status, error instanceof Error ? error.message : String(error)), headers),
          now,
        );
      }
    },
    revoke: (token) => access.revoke(token),
  };
}
