import { setMaxListeners } from 'node:events';
import pLimit from 'p-limit';
import { oauthAuth, tokenAuth } from '../asana/auth.ts';
import { Client, type ClientEvents } from '../asana/client.ts';
import { Health } from '../asana/health.ts';
import type { Pace } from '../asana/pace.ts';
import { Pacer } from '../asana/pacer.ts';
import { Pages } from '../asana/pages.ts';
import { createTokenRequest } from '../asana/token-request.ts';
import type { Send } from '../asana/transport.ts';
import type { Clock } from '../clock.ts';
import type { Config } from '../config/config.ts';
import type { Logger } from '../log/logger.ts';
import type { Metrics } from '../singer/metrics.ts';
import type { Selection } from '../singer/selection.ts';
import type { State } from '../singer/state.ts';
import type { Writer } from '../singer/writer.ts';
import { isStreamName, streamRow } from '../streams/table.ts';
import { Checkpoint } from './checkpoint.ts';
import { createEmitter } from './create-emitter.ts';
import { Headway, type HowFar } from './headway.ts';
import { Ledger } from './ledger.ts';
import { makePlan } from './plan.ts';
import { Progress } from './progress.ts';
import { bookmarkAt } from './reading.ts';
import { requestCounts } from './request-counts.ts';
import { Skips } from './skips.ts';
import { Start } from './start.ts';
import { traverse } from './traverse.ts';
import type { Walk } from './walk.ts';

/**
 * Rows whose children are read at once, for each request that may be in flight. Fewer leave places empty behind a deep
 * tree, which is read level by level; of more, more has to be done again after a stop.
 */
const ROWS_A_PLACE = 2;

/** Everything a run touches; the edges (stdout, stderr, time, chance, network, signals) come in here. */
export interface RunContext {
  readonly config: Config;
  readonly selection: Selection;
  readonly state: State;
  readonly writer: Writer;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly clock: Clock;
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly fetch: Send;
  readonly pace: Pace;
  /** Aborted with a StoppedError, a ReaderLeftError or a FatalError to end the run. */
  readonly signal: AbortSignal;
  /** Keeps a refresh token that Asana handed out in place of the one configured. */
  readonly keepRefreshToken: (refreshToken: string) => Promise<void>;
  /** Is given a look at how far the run is, for whoever watches. */
  readonly watch?: (look: () => HowFar) => void;
}

/** What it takes to ask Asana anything. */
export type ClientContext = Pick<
  RunContext,
  'clock' | 'config' | 'fetch' | 'keepRefreshToken' | 'logger' | 'metrics' | 'pace' | 'random' | 'signal'
>;

export interface RunResult {
  /** Why something selected is not complete; empty if everything is. */
  readonly failures: readonly string[];
  /** Whether it was something of this stream. */
  readonly hasFailed: (stream: string) => boolean;
}

/**
 * Reads everything selected and writes it, STATE last, whatever happens.
 * @throws what ended the run early: StoppedError, ReaderLeftError, AuthError, FatalError
 */
export async function run(context: RunContext): Promise<RunResult> {
  const { clock, config, logger, metrics, selection, state, writer } = context;
  const start = new Start(clock, logger);
  const progress = new Progress({
    state,
    lookbackSeconds: config.lookbackSeconds,
    sweepHours: config.subtaskSweepHours,
    startedAt: () => start.at(),
  });
  const headway = new Headway();
  context.watch?.(() => headway.look());
  const checkpoint = new Checkpoint({
    writer,
    state,
    progress,
    clock,
    selected: new Set(selection.keys()),
    cap: () => (start.isKnown ? bookmarkAt(start.at(), config.lookbackSeconds) : undefined),
  });
  for (const stream of selection.values()) {
    if (stream.replicationKey === undefined) state.touch(stream.id);
    await writer.schema(stream);
  }
  checkpoint.start();

  const ending = new AbortController();
  // Every request that waits listens to it; that is no leak.
  setMaxListeners(0, ending.signal);
  // From here on no row is written: what the last STATE says is all there is.
  const end = (reason: Error) => {
    writer.stop(reason);
    ending.abort(reason);
  };
  const stop = () => end(context.signal.reason as Error);
  context.signal.addEventListener('abort', stop, { once: true });
  if (context.signal.aborted) stop();
  const skips = new Skips(logger, (stream) => metrics.count('skipped_count', { stream }));
  try {
    const walk: Walk = {
      config,
      state,
      progress,
      headway,
      skips,
      logger,
      plan: makePlan(selection, config),
      pages: new Pages(createClient(context, start, ending.signal, end), config.pageSize),
      ledger: new Ledger(),
      rows: pLimit(ROWS_A_PLACE * config.maxConcurrentRequests),
      emitter: createEmitter(context),
      leftOut: new Set(),
      signal: ending.signal,
      writeState: () => checkpoint.write(),
      missing: (count) => metrics.count('missing_partitions', {}, count),
      startedAt: () => start.at(),
    };
    await traverse(walk);
    return { failures: skips.failures, hasFailed: (stream) => skips.hasFailed(stream) };
  } catch (error) {
    throw ending.signal.aborted ? ending.signal.reason : error;
  } finally {
    context.signal.removeEventListener('abort', stop);
    skips.end();
    checkpoint.stop();
    checkpoint.write();
    await writer.flush();
  }
}

export function createClient(
  context: ClientContext,
  start: Start,
  signal: AbortSignal,
  end: (reason: Error) => void,
): Client {
  const { clock, config, fetch, logger, metrics, pace, random } = context;
  const health = new Health();
  const pacer = new Pacer({ clock, random, pace, health, places: config.maxConcurrentRequests });
  const { credentials } = config;
  const timeoutMs = config.requestTimeout * 1000;
  const auth =
    credentials.kind === 'token'
      ? tokenAuth(credentials.accessToken)
      : oauthAuth(
          credentials,
          createTokenRequest({
            url: config.oauthUrl,
            userAgent: config.userAgent,
            timeoutMs,
            fetch,
            clock,
            random,
            health,
          }),
          clock,
          {
            issued: (secret) => logger.redact(secret),
            rotated: context.keepRefreshToken,
            notKept: (error) => logger.warning(`Asana handed out a new refresh token, and it is lost: ${error}`),
          },
        );
  const events: ClientEvents = {
    firstAnswer: (date) => start.learn(date),
    fatal: end,
    requested: requestCounts(metrics),
    retried: ({ stream }) => metrics.count('retry_count', { stream }),
    waiting({ stream }, reason, waitMs) {
      logger.stream(stream).warning(`${reason} Trying again in ${Math.max(1, Math.round(waitMs / 1000))} s.`);
    },
    change(name, isAffected) {
      const whom = isAffected ? 'It affects requests that this tap makes.' : 'Whether it affects this tap is not said.';
      logger.warnOnce(`change ${name}`, `Asana announces a change of its API: ${name}. ${whom}`);
    },
  };
  const { apiUrl, userAgent } = config;
  return new Client({ apiUrl, userAgent, timeoutMs, fetch, clock, random, auth, pacer, health, events, signal });
}

/** @returns the replication key of a stream, if its rows have one */
export function replicationKeyOf(stream: string): string | undefined {
  return isStreamName(stream) ? streamRow(stream).replicationKey : undefined;
}
