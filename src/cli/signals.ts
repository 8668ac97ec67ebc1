import { StoppedError } from '../errors.ts';
import type { Logger } from '../log/logger.ts';
import type { Io } from './io.ts';
import type { Surroundings } from './surroundings.ts';

/** 128 + the signal's number, as a shell reports it. */
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;

/**
 * Meltano and a terminal's Ctrl-C send SIGINT and SIGTERM within milliseconds of each other (meltano/sdk, issue 3698): one wish,
 * not two. A signal after this time is meant as a second one.
 */
const ONE_WISH_MS = 2000;

/** How long the last STATE may take to get out (contract, 'Command line'; nobody may be reading any more). */
const GRACE_MS = 5000;

/** How a command ends before its time. */
export interface Ending {
  readonly signal: AbortSignal;
  readonly end: (reason: unknown) => void;
  /** Stops listening to the process, unless a signal has come. */
  readonly release: () => void;
}

/** @returns an ending by SIGINT, by SIGTERM, by a crash, or by the command itself */
export function openEnding({ io, logger, crash }: Surroundings): Ending {
  const ending = new AbortController();
  const end = (reason: unknown) => ending.abort(reason);
  crash.addEventListener('abort', () => end(crash.reason));
  return { signal: ending.signal, end, release: listenForSignals(io, logger, end) };
}

/**
 * Turns SIGINT and SIGTERM into an abort with a StoppedError. The first one decides the exit code.
 * @param stop is called once, at the first signal
 * @returns a function that stops listening, unless a signal has come
 */
export function listenForSignals(io: Io, logger: Logger, stop: (reason: StoppedError) => void): () => void {
  let first: { readonly at: number; readonly code: number } | undefined;
  const receive = (signal: keyof typeof EXIT_CODES) => {
    if (first === undefined) {
      first = { at: io.clock.now(), code: EXIT_CODES[signal] };
      logger.info(`${signal}: stopping`);
      io.exitAfter(GRACE_MS, first.code, () =>
        logger.critical(`stopped by ${signal}; nobody took the last lines of stdout`),
      );
      stop(new StoppedError(`stopped by ${signal}`, first.code));
    } else if (io.clock.now() - first.at > ONE_WISH_MS) {
      io.exitAfter(0, first.code);
    }
  };
  const releases = [io.onSignal('SIGINT', () => receive('SIGINT')), io.onSignal('SIGTERM', () => receive('SIGTERM'))];
  return () => {
    // While the process ends, a second signal would still kill it, and decide in place of the first.
    if (first === undefined) for (const release of releases) release();
  };
}
