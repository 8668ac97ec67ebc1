import { type Auth, oauthAuth, tokenAuth } from '../asana/auth/auth.ts';
import { createTokenRequest } from '../asana/auth/token-request.ts';
import { Client, type ClientEvents } from '../asana/client.ts';
import { Health } from '../asana/health.ts';
import { heavyTurns } from '../asana/http/heavy.ts';
import { Pacer } from '../asana/pace/pacer.ts';
import { requestCounts } from './request-counts.ts';
import type { ClientContext } from './run-context.ts';
import type { Start } from './start.ts';

/**
 * Puts together what it takes to ask Asana: the token, the pace, the places, and what is said and counted of them.
 * @param start is told the dates of the answers up to the first that brings something
 * @param signal ends what is asked
 * @param end is told of what ends the run: no token, nothing that answers
 */
export function createClient(
  context: ClientContext,
  start: Start,
  signal: AbortSignal,
  end: (reason: Error) => void,
): Client {
  const { clock, config, fetch, pace, random } = context;
  const health = new Health();
  return new Client({
    apiUrl: config.apiUrl,
    userAgent: config.userAgent,
    timeoutMs: config.requestTimeout * 1000,
    fetch,
    enter: heavyTurns(health, clock, signal),
    clock,
    random,
    auth: createAuth(context, health),
    pacer: new Pacer({ clock, random, pace, health, places: config.maxConcurrentRequests }),
    health,
    events: clientEvents(context, start, end),
    signal,
  });
}

function createAuth({ clock, config, fetch, logger, random, refreshTokens }: ClientContext, health: Health): Auth {
  const { credentials } = config;
  if (credentials.kind === 'token') return tokenAuth(credentials.accessToken);
  const request = createTokenRequest({
    url: config.oauthUrl,
    userAgent: config.userAgent,
    timeoutMs: config.requestTimeout * 1000,
    fetch,
    clock,
    random,
    health,
    waiting: (reason, waitMs) => logger.warning(tryingAgain(reason, waitMs)),
  });
  return oauthAuth(credentials, request, clock, {
    issued: (secret) => logger.redact(secret),
    rotated: (refreshToken) => refreshTokens.rotated(refreshToken),
    asked: (job) => refreshTokens.asked(job),
  });
}

/** What is logged and counted of the client's work. */
function clientEvents({ logger, metrics }: ClientContext, start: Start, end: (reason: Error) => void): ClientEvents {
  return {
    begun: (date) => start.learn(date),
    fatal: end,
    requested: requestCounts(metrics),
    retried: ({ stream }) => metrics.count('retry_count', { stream }),
    waiting({ stream }, reason, waitMs) {
      logger.stream(stream).warning(tryingAgain(reason, waitMs));
    },
    change(name, isAffected) {
      const whom = isAffected ? 'It affects requests that this tap makes.' : 'Whether it affects this tap is not said.';
      logger.warnOnce(`change ${name}`, `Asana announces a change of its API: ${name}. ${whom}`);
    },
  };
}

function tryingAgain(reason: string, waitMs: number): string {
  return `${reason} Trying again in ${Math.max(1, Math.round(waitMs / 1000))} s.`;
}
