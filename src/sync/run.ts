import { setMaxListeners } from 'node:events';
import pLimit from 'p-limit';
import { Pages } from '../asana/pages.ts';
import { Checkpoint } from './checkpoint.ts';
import { createClient } from './create-client.ts';
import { createEmitter } from './create-emitter.ts';
import { Headway } from './headway.ts';
import { Ledger } from './ledger.ts';
import { makePlan } from './plan.ts';
import { Progress } from './progress.ts';
import type { RunContext, RunResult } from './run-context.ts';
import { Skips } from './skips.ts';
import { Start } from './start.ts';
import { bookmarkAt } from './tasks/reading.ts';
import { traverse } from './traverse.ts';
import type { Walk } from './walk.ts';

/**
 * Rows whose children are read at once, for each request that may be in flight. Fewer leave places empty behind a deep
 * tree, which is read level by level; of more, more has to be done again after a stop.
 */
const ROWS_A_PLACE = 2;

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
  const { signal, end, release } = openEnding(context);
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
      pages: new Pages(createClient(context, start, signal, end), config.pageSize),
      ledger: new Ledger(),
      rowLimit: pLimit(ROWS_A_PLACE * config.maxConcurrentRequests),
      emitter: createEmitter(context, skips),
      leftOut: new Set(),
      signal,
      writeState: () => checkpoint.write(),
      countMissing: (count) => metrics.count('missing_partitions', {}, count),
      startedAt: () => start.at(),
    };
    await traverse(walk);
    return { failure: skips.failure, hasFailed: (stream) => skips.hasFailed(stream) };
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    release();
    skips.end();
    checkpoint.stop();
    checkpoint.write();
    await writer.flush();
  }
}

/**
 * What ends a run before its time: the context's signal, or whoever finds out that it is over. From then on no row is
 * written: what the last STATE says is all there is.
 */
function openEnding({ signal: outside, writer }: RunContext) {
  const ending = new AbortController();
  // Every request that waits listens to it; that is no leak.
  setMaxListeners(0, ending.signal);
  const end = (reason: Error) => {
    writer.stop(reason);
    ending.abort(reason);
  };
  const stop = () => end(outside.reason as Error);
  outside.addEventListener('abort', stop, { once: true });
  if (outside.aborted) stop();
  return { signal: ending.signal, end, release: () => outside.removeEventListener('abort', stop) };
}
