import { ConfigError } from '../errors.ts';
import { type RunOptions, runSandbox } from '../sandbox/run.ts';
import { print } from './print.ts';
import type { SandboxFlags } from './sandbox-flags.ts';
import { openEnding } from './signals.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * Serves the sandbox until a signal stops it.
 * @throws ConfigError when what was asked for cannot be served, otherwise StoppedError in the end
 */
export async function sandboxCommand(flags: SandboxFlags, surroundings: Surroundings): Promise<number> {
  const { signal, end, release } = openEnding(surroundings);
  try {
    await runSandbox(sandboxOptions(flags), {
      print: (text) => void print(surroundings.io.stdout, text).catch(end),
      signal,
    });
  } catch (error) {
    throw asConfigError(error, flags);
  } finally {
    release();
  }
  throw signal.reason;
}

function sandboxOptions({ scenario, latency, size, quota, ...same }: SandboxFlags): RunOptions {
  return {
    ...same,
    ...(scenario !== undefined && { scenarioFile: scenario }),
    ...(latency !== undefined && { latencyMs: latency }),
    ...(size !== undefined && { sizes: size }),
    ...(quota !== undefined && { quota: quota === 'none' ? null : quota }),
  };
}

/** Sizes that no world can have, and a port that cannot be had, are the user's to mend. */
function asConfigError(error: unknown, { port }: SandboxFlags): unknown {
  if (error instanceof RangeError) return new ConfigError([error.message], { cause: error });
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'EADDRINUSE') return new ConfigError([`--port ${port}: is in use`], { cause: error });
  if (code === 'EACCES') return new ConfigError([`--port ${port}: is not allowed`], { cause: error });
  return error;
}
