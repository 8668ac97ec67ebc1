import type { Writable } from 'node:stream';
import type { Clock } from '../clock.ts';

/** What stderr may know about itself beside being written to. */
export interface ErrorStream extends Writable {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Everything outside of the program that it touches: the process in earnest, stand-ins in tests. */
export interface Io {
  /** The arguments alone, without node and the script. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Writable;
  readonly stderr: ErrorStream;
  readonly pid: number;
  readonly clock: Clock;
  /** @returns from 0 up to 1 */
  readonly random: () => number;
  /** Reads a file as UTF-8; throws the system's error. */
  readonly readFile: (path: string) => string;
  /** @returns a function that takes the handler away */
  readonly onSignal: (signal: 'SIGINT' | 'SIGTERM', handler: () => void) => () => void;
  /** Nothing may end the process with a stack: what nobody caught goes to the handler, to the very end. */
  readonly onCrash: (handler: (error: unknown) => void) => void;
  /**
   * Ends the process after `ms`, unless it ends by itself before. What stdout has not taken by then is lost: only for a
   * process that was told to stop.
   * @param last called right before
   */
  readonly exitAfter: (ms: number, code: number, last?: () => void) => void;
}
