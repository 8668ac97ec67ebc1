import type { Format, LogEvent, Metric } from './event.ts';
import { isAtLeast, type Level } from './level.ts';
import { Redactor } from './redact.ts';

/** Writes events to stderr. Never throws, and no registered secret gets through. */
export interface Logger {
  debug(message: string): void;
  info(message: string): void;
  warning(message: string): void;
  error(message: string): void;
  /** @param error its stack goes into the structured log, and at DEBUG into the text */
  critical(message: string, error?: unknown): void;
  /** Warns about the same thing once a run, whatever the message says the next time. */
  warnOnce(key: string, message: string): void;
  metric(metric: Metric): void;
  /** From now on the value is masked wherever it would be written. */
  redact(secret: string): void;
  /** @returns the text with every such value masked, for whoever writes elsewhere what others said */
  masked(text: string): string;
  /** @returns a logger for events of one stream, with the same secrets and the same memory of warnings */
  stream(name: string): Logger;
}

export interface LoggerOptions {
  readonly level: Level;
  readonly format: Format;
  /** Takes one line, without its end. */
  readonly writeLine: (line: string) => void;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

interface Shared extends LoggerOptions {
  readonly redactor: Redactor;
  readonly warned: Set<string>;
}

/** @returns the run's logger, which knows no secret yet and has warned of nothing */
export function createLogger(options: LoggerOptions): Logger {
  return new StreamLogger({ ...options, redactor: new Redactor(), warned: new Set() });
}

class StreamLogger implements Logger {
  readonly #shared: Shared;
  readonly #stream: string | undefined;

  constructor(shared: Shared, stream?: string) {
    this.#shared = shared;
    this.#stream = stream;
  }

  debug(message: string): void {
    this.#log('DEBUG', message);
  }

  info(message: string): void {
    this.#log('INFO', message);
  }

  warning(message: string): void {
    this.#log('WARNING', message);
  }

  error(message: string): void {
    this.#log('ERROR', message);
  }

  critical(message: string, error?: unknown): void {
    if (error instanceof Error && error.stack !== undefined) this.debug(error.stack);
    this.#log('CRITICAL', message, { error });
  }

  warnOnce(key: string, message: string): void {
    if (this.#shared.warned.has(key)) return;
    this.#shared.warned.add(key);
    this.warning(message);
  }

  metric(metric: Metric): void {
    this.#log('INFO', 'METRIC', { metric });
  }

  redact(secret: string): void {
    this.#shared.redactor.add(secret);
  }

  masked(text: string): string {
    return this.#shared.redactor.apply(text);
  }

  stream(name: string): Logger {
    return new StreamLogger(this.#shared, name);
  }

  #log(level: Level, message: string, rest: Pick<LogEvent, 'metric' | 'error'> = {}): void {
    const { level: threshold, format, writeLine, now, redactor } = this.#shared;
    if (!isAtLeast(level, threshold)) return;
    const stream = this.#stream === undefined ? {} : { stream: this.#stream };
    // Masked before a long line is cut, since half a token is one too, and after, in whatever else the event holds.
    const event = { level, message: redactor.apply(message), time: now(), ...stream, ...rest };
    for (const line of formatSafely(format, event)) writeLine(redactor.apply(line));
  }
}

/** An error that cannot be made into JSON (its causes go in a circle) is left out: a log line never ends a run. */
function formatSafely(format: Format, event: LogEvent): readonly string[] {
  try {
    return format(event);
  } catch {
    return format({ level: event.level, message: event.message, time: event.time });
  }
}
