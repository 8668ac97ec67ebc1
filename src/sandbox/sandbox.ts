import type { Change, EditResult } from './edit/change.ts';
import { edit } from './edit/edit.ts';
import { createAccess, tokenOf } from './http/access.ts';
import { createApi } from './http/api.ts';
import { createLimits } from './http/limits.ts';
import {
  jsonAnswer,
  type ParsedRequest,
  parseRequest,
  type SandboxAnswer,
  type SandboxRequest,
} from './http/messages.ts';
import { createOAuthEndpoint } from './http/oauth.ts';
import { createOffsetTokens } from './http/offset-token.ts';
import { errorBody, notAuthorized, Refusal } from './http/refusal.ts';
import { DEFAULT_CREDENTIALS, type SandboxOptions, withDefaults } from './options.ts';
import { createRequestLog, type LoggedRequest, type RequestLog } from './request-log.ts';
import { type Truth, type TruthOptions, truth } from './truth.ts';
import { createRng } from './world/random.ts';
import type { Reader } from './world/reader.ts';
import { createWorld, type World } from './world/world.ts';

/** A stand-in for Asana, in memory: nothing in it waits or sleeps. */
export interface Sandbox {
  readonly world: World;
  /** The requests seen, oldest first. */
  readonly requests: readonly LoggedRequest[];
  readonly log: RequestLog;
  /** Answers one request at once. Never throws. */
  handle(request: SandboxRequest): SandboxAnswer;
  /** Marks a request as in flight, for the limit of 50 reads; call what comes back when its answer is over. */
  begin(request: SandboxRequest): () => void;
  /** Changes the world now. Throws a RangeError for a change that cannot be. */
  edit(change: Change): EditResult;
  /** What a full read by the default token should end with. */
  truth(options?: TruthOptions): Truth;
  /** Makes an access token invalid, as an administrator would. */
  revoke(token: string): void;
}

const OAUTH_PATH = '/-/oauth_token';

/** Makes a sandbox. Throws a RangeError for sizes that cannot be met. */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
  const settings = withDefaults(options);
  const { seed, clock, plan } = settings;
  const world = options.world ?? createWorld({ now: clock(), sizes: options.sizes ?? {} }, seed);
  const reader: Reader = { user: 0, serviceAccount: settings.serviceAccount };
  const tokens = new Map<string, Reader>([[DEFAULT_CREDENTIALS.accessToken, reader]]);
  for (const [token, { user, serviceAccount = false }] of Object.entries(options.tokens ?? {})) {
    tokens.set(token, { user, serviceAccount });
  }
  const access = createAccess(tokens, reader, settings.tokenLifetimeS);
  const client = {
    ...DEFAULT_CREDENTIALS,
    rotate: settings.rotateRefreshToken,
    lifetimeS: settings.tokenLifetimeS,
    user: reader.user,
  };
  const oauth = createOAuthEndpoint(client, access, world);
  const offsets = createOffsetTokens(seed, settings.offsetLifetimeMs);
  const api = createApi({ world, plan, tokens: offsets, truncateAfter: settings.truncateAfter });
  const limits = createLimits(settings);
  const log = createRequestLog(settings.logCap);
  const rng = createRng(seed);

  const answer = (request: ParsedRequest, now: number): SandboxAnswer => {
    try {
      if (request.path === OAUTH_PATH) return oauth(request, now);
      const authorization = request.headers.get('authorization');
      const found = access.readerOf(authorization, now);
      if (found === null) throw notAuthorized();
      limits.admit(tokenOf(authorization) ?? '', now);
      return api(request, found, now);
    } catch (error) {
      if (error instanceof Refusal)
        return jsonAnswer(error.status, errorBody(error.status, error.message), { ...error.headers });
      return jsonAnswer(500, errorBody(500, error instanceof Error ? error.message : String(error)));
    }
  };
  const tokenIn = (request: ParsedRequest) => tokenOf(request.headers.get('authorization')) ?? '';

  return {
    world,
    requests: log.requests,
    log,
    handle(raw) {
      const now = clock();
      const request = parseRequest(raw);
      const made = answer(request, now);
      const status = made.kind === 'answer' || made.kind === 'cut' ? made.status : 0;
      const { method, path, query } = request;
      log.add({
        method,
        path,
        query: Object.fromEntries(query),
        status,
        at: now,
        inFlight: limits.inFlight(tokenIn(request)),
      });
      if (made.kind !== 'answer') return made;
      const delayMs = settings.latencyMs * (1 + settings.latencyJitter * (2 * rng() - 1));
      return { ...made, delayMs, headers: { date: new Date(now).toUTCString(), ...made.headers } };
    },
    begin: (request) => limits.begin(tokenIn(parseRequest(request))),
    edit: (change) => edit(world, change, clock()),
    truth: (truthOptions) => truth(world, reader, truthOptions),
    revoke: (token) => access.revoke(token),
  };
}
