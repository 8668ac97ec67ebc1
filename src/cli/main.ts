import { FatalError, TapError } from '../errors.ts';
import { createTerminal } from '../log/terminal.ts';
import { version } from '../version.ts';
import { reportFailure } from './failure.ts';
import type { Io } from './io.ts';
import { openLogger } from './open-logger.ts';
import { plainArguments } from './plain-arguments.ts';
import { print } from './print.ts';
import { processIo } from './process-io.ts';
import type { Surroundings } from './surroundings.ts';

/** How long the rest of the process may take after something went wrong that nobody foresaw. */
const GRACE_MS = 5000;

/**
 * The program: command line in, exit code out (contract, 'Command line'). Never throws.
 * @returns the exit code; everything that was written is out by then
 */
export async function main(io: Io = processIo()): Promise<number> {
  const terminal = createTerminal(io.stderr);
  const logger = openLogger(io, terminal);
  const crash = new AbortController();
  const crashed = new Promise<number>((resolve) => {
    io.onCrash((error) => {
      if (crash.signal.aborted) return;
      const code = reportFailure(error, logger);
      crash.abort(error instanceof TapError ? error : new FatalError('unexpected error', { cause: error }));
      io.exitAfter(GRACE_MS, code);
      resolve(code);
    });
  });
  const done = execute({ io, logger, terminal, crash: crash.signal }).catch((error: unknown) =>
    crash.signal.aborted ? 1 : reportFailure(error, logger),
  );
  return Promise.race([crashed, done]);
}

/** Each command's code is loaded when it is asked for: Meltano discovers before every single sync. */
async function execute(surroundings: Surroundings): Promise<number> {
  const { io, logger } = surroundings;
  const { stdout } = io;
  const invocation = plainArguments(io.argv) ?? (await import('./arguments.ts')).parseArguments(io.argv);
  for (const warning of invocation.warnings ?? []) logger.warning(warning);
  switch (invocation.kind) {
    case 'help':
      await print(stdout, invocation.text);
      return 0;
    case 'version':
      await print(stdout, `tap-asana v${version}`);
      return 0;
    case 'about': {
      const { about } = await import('./about.ts');
      await print(stdout, about(invocation.format));
      return 0;
    }
    case 'discover': {
      const { discoverCatalog } = await import('./discover-command.ts');
      await print(stdout, JSON.stringify(discoverCatalog(invocation.config, io, logger), null, 2));
      return 0;
    }
    case 'check': {
      const { checkCommand } = await import('./check-command.ts');
      return checkCommand(invocation, surroundings);
    }
    case 'check-fields': {
      const { checkCustomFields } = await import('./check-custom-fields.ts');
      return checkCustomFields(invocation, surroundings);
    }
    case 'sandbox': {
      const { sandboxCommand } = await import('./sandbox-command.ts');
      return sandboxCommand(invocation.flags, surroundings);
    }
    case 'sync': {
      const { syncCommand } = await import('./sync-command.ts');
      return syncCommand(invocation, surroundings);
    }
  }
}
