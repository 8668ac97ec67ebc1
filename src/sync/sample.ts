import { isStreamName } from '../streams/table.ts';
import type { RunContext, RunResult } from './run-context.ts';
import { Sampler } from './sampler.ts';
import { Skips } from './skips.ts';

/**
 * Reads one record of each selected stream: whether the token reaches what is selected. Writes SCHEMAs and RECORDs, no
 * STATE, since nothing is complete; says which streams had nothing.
 * @throws what ended it early: StoppedError, ReaderLeftError, AuthError, FatalError
 */
export async function sample(context: RunContext): Promise<RunResult> {
  const { selection, writer, logger, metrics } = context;
  for (const stream of selection.values()) await writer.schema(stream);
  const skips = new Skips(logger, (stream) => metrics.count('skipped_count', { stream }));
  const sampler = new Sampler(context, skips);
  const empty: string[] = [];
  try {
    for (const name of [...selection.keys()].filter(isStreamName)) {
      if (!(await sampler.write(name))) empty.push(name);
    }
  } finally {
    skips.end();
    await writer.flush();
  }
  if (empty.length > 0) logger.warning(`test: found no record of ${empty.join(', ')}`);
  sampler.assertProjectsReached();
  return { failure: skips.failure, hasFailed: (stream) => skips.hasFailed(stream) };
}
