import { ConfigError, TapError } from '../errors.ts';
import type { Logger } from '../log/logger.ts';

/**
 * Says why a command failed. The last line on stderr is the reason: `meltano config test` shows exactly that one.
 * @returns the exit code
 */
export function reportFailure(error: unknown, logger: Logger): number {
  if (error instanceof ConfigError) {
    for (const problem of error.problems) logger.critical(problem);
    return error.exitCode;
  }
  if (error instanceof TapError) {
    // The message says it all; a stack beside it would fill Meltano's screen with a box.
    if (error.stack !== undefined) logger.debug(error.stack);
    logger.critical(error.message);
    return error.exitCode;
  }
  logger.critical(`unexpected error: ${error instanceof Error ? error.message : String(error)}`, error);
  return 1;
}
