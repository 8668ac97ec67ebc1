/**
 * The errors of the program, named for what happens next. Each carries the exit code that a run ends with when nobody
 * handles it (contract, 'Command line'). A message says what was asked, what came back and what to do about it, and
 * never holds a secret.
 */
export class TapError extends Error {
  readonly exitCode: number = 1;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** Bad usage, config, catalog or state: everything that is wrong, one line each, all at once. Exit 2. */
export class ConfigError extends TapError {
  override readonly exitCode: number = 2;
  readonly problems: readonly string[];

  /** @param problems one line each: the key, what was got, what is allowed */
  constructor(problems: readonly string[], options?: ErrorOptions) {
    super(problems.join('\n'), options);
    this.problems = problems;
  }
}

/** The token does not work (any more) and cannot be refreshed: the run ends. Exit 1. */
export class AuthError extends TapError {}

/** Nothing can be read any more (no answer for 15 minutes, the reader's disk is full …): the run ends. Exit 1. */
export class FatalError extends TapError {}

/** The reader of stdout left (EPIPE). Exit 141, as a shell reports SIGPIPE. */
export class ReaderLeftError extends TapError {
  override readonly exitCode: number = 141;
}

/** Stopped on purpose by a signal; `exitCode` is 128 + the signal's number. */
export class StoppedError extends TapError {
  override readonly exitCode: number;

  /** @param exitCode 130 for SIGINT, 143 for SIGTERM */
  constructor(message: string, exitCode: number) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** Asana refuses this one list for good (402, 403, 404, 451): what to do depends on whose list it is. */
export class SkipError extends TapError {
  readonly status: number;

  /** @param status the HTTP status */
  constructor(message: string, status: number, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}

/** This list cannot be read in this run for a reason nobody foresaw: its partition fails, the others go on. Exit 1. */
export class StreamError extends TapError {}
