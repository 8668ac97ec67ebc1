import { loadSchema } from '../streams/schema.ts';
import { Emitter } from './emitter.ts';
import { columnsOf } from './record/add-columns.ts';
import type { RunContext } from './run-context.ts';
import type { Skips } from './skips.ts';

/**
 * @param skips hears of what is left out: a table that a row is missing from is not to be closed
 * @returns the emitter of a run, which tells the log and the metrics what it repairs
 */
export function createEmitter(context: RunContext, skips: Pick<Skips, 'doubt'>): Emitter {
  const { config, logger, metrics, selection, state, writer } = context;
  const counters = new Map(
    [...selection.keys()].map((stream) => [stream, metrics.counter('record_count', { stream })]),
  );
  return new Emitter({
    selection,
    writer,
    // Epoch ms, as singer-io's taps do: it rises from run to run.
    ...(config.emitActivateVersionMessages ? { version: context.clock.now() } : {}),
    report: {
      repaired: (stream, rule) => metrics.count('repaired_count', { stream, rule }),
      unknown: (stream, path) =>
        logger.warnOnce(
          `unknown ${stream} ${path}`,
          `${stream}: Asana sends a field this version does not know: ${path}. It is left out.`,
        ),
      keyless: (stream) => {
        metrics.count('repaired_count', { stream, rule: 'keyless' });
        skips.doubt([stream]);
        logger.warnOnce(
          `keyless ${stream}`,
          `${stream}: a row without its key was left out; further ones are only counted.`,
        );
      },
    },
    bookmarkOf: (stream) => (selection.get(stream)?.replicationKey === undefined ? undefined : state.of(stream)),
    columnsOf: (stream) => columnsOf(stream, config),
    written: (stream) => counters.get(stream)?.add(),
    wholeOf: loadSchema,
  });
}
