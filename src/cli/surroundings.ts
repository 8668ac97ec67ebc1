import type { Logger } from '../log/logger.ts';
import type { Terminal } from '../log/terminal.ts';
import type { Io } from './io.ts';

/** What a command is given beside its own flags. */
export interface Surroundings {
  readonly io: Io;
  readonly logger: Logger;
  readonly terminal: Terminal;
  /** Aborted when something went wrong that nobody foresaw: nothing more may be written to stdout. */
  readonly crash: AbortSignal;
}
