import { createTransport } from '../asana/http/transport.ts';
import { createPace } from '../asana/pace/create-pace.ts';
import type { Config } from '../config/config.ts';
import type { TapError } from '../errors.ts';
import type { Logger } from '../log/logger.ts';
import { closingTable } from '../singer/closing-table.ts';
import { Metrics } from '../singer/metrics.ts';
import { readSelection } from '../singer/read-selection.ts';
import type { Selection } from '../singer/selection.ts';
import { Writer } from '../singer/writer.ts';
import { streams } from '../streams/table.ts';
import { columnsOf } from '../sync/record/add-columns.ts';
import { run } from '../sync/run.ts';
import type { RunContext, RunResult } from '../sync/run-context.ts';
import { announce } from './announce.ts';
import { compileLess } from './compile-less.ts';
import { keepHeapSmall } from './heap.ts';
import type { SyncInvocation } from './invocation.ts';
import { refreshTokenKeeper } from './keep-refresh-token.ts';
import { readInput } from './read-input.ts';
import { openEnding } from './signals.ts';
import { startStatusLine } from './status-line.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * Reads what is selected and writes it to stdout.
 * @returns the exit code: 1 if something selected is not complete
 * @throws ConfigError before anything is written, or what ended the run early
 */
export async function syncCommand(invocation: SyncInvocation, surroundings: Surroundings): Promise<number> {
  const { io, logger } = surroundings;
  compileLess();
  keepHeapSmall();
  const input = readInput(invocation, io.env, io.readFile);
  announce(input, logger);
  const selection = readSelection(input.catalog, streams, input.schemaOf, (message) => logger.warning(message));

  warnOfLostColumns(input.config, selection, logger);

  const { crash } = surroundings;
  // Ahead of the ending's own listener: nothing that ends by it may still write.
  crash.addEventListener('abort', () => writer.abandon(crash.reason as TapError));
  const { signal, end, release } = openEnding(surroundings);
  const writer = new Writer({ out: io.stdout, clock: io.clock, onFailure: end });
  try {
    if (invocation.test === 'schema') {
      await writeSchemas(selection, writer);
      signal.throwIfAborted();
      return 0;
    }
    const read = invocation.test === 'records' ? (await import('../sync/sample.ts')).sample : run;
    return finish(await sync(read, { ...input, selection, writer, signal }, surroundings), logger);
  } finally {
    release();
  }
}

/** A catalog that is older than a column does not have it, and a catalog decides what comes out. */
function warnOfLostColumns(config: Config, selection: Selection, logger: Logger): void {
  const selected = [...selection.values()].flatMap((stream) => columnsOf(stream, config));
  const kept = new Set(selected.map(({ name }) => name));
  for (const name of Object.keys(config.customFieldColumns)) {
    if (kept.has(name)) continue;
    logger.warning(
      `config.custom_field_columns.${name}: is selected in no stream; discover again if the catalog is older`,
    );
  }
}

async function writeSchemas(selection: Selection, writer: Writer): Promise<void> {
  for (const stream of selection.values()) await writer.schema(stream);
  await writer.close();
}

type Job = Pick<RunContext, 'config' | 'selection' | 'state' | 'writer' | 'signal'>;

/** Gives a job the rest of the world, and reports on it whatever becomes of it. */
async function sync(
  read: (context: RunContext) => Promise<RunResult>,
  job: Job,
  { io, logger, terminal, crash }: Surroundings,
): Promise<RunResult> {
  const { config, selection, state, writer, signal } = job;
  const { clock, random } = io;
  // Before anything that has to be ended: it may refuse a proxy.
  const transport = await createTransport(io.env, config.maxConcurrentRequests);
  const startedAt = clock.now();
  const metrics = new Metrics({
    clock,
    write(metric) {
      // After a crash its reason is the last line.
      if (!crash.aborted) logger.metric(metric);
    },
  });
  const pace = createPace(config.requestsPerMinute);
  const refreshTokens = refreshTokenKeeper(config.credentials, logger);
  const limit = () => pace.limit();
  const statusLine = startStatusLine({ terminal, clock, metrics, limit, streams: [...selection.keys()] });
  metrics.start();
  // Until the run has ended by itself, nothing is known to be complete.
  let hasFailed: RunResult['hasFailed'] = () => true;
  try {
    const result = await read({
      config,
      selection,
      state,
      writer,
      logger,
      metrics,
      clock,
      random,
      signal,
      fetch: transport.fetch,
      pace,
      refreshTokens,
      watch: statusLine.watch,
    });
    await writer.close();
    // A signal that came too late to stop anything was a wish all the same.
    signal.throwIfAborted();
    hasFailed = result.hasFailed;
    return result;
  } finally {
    statusLine.stop();
    for (const stream of selection.keys()) metrics.streamDone(stream, hasFailed(stream) ? 'failed' : 'succeeded');
    metrics.stop();
    const seconds = (clock.now() - startedAt) / 1000;
    if (!crash.aborted) for (const line of closingTable(metrics, [...selection.keys()], seconds)) logger.info(line);
    await refreshTokens.settled();
    await transport.close();
  }
}

/** The reason is the last line, since that is the one that Meltano shows. */
function finish({ failure }: RunResult, logger: Logger): number {
  if (failure === undefined) return 0;
  logger.critical(failure);
  return 1;
}
