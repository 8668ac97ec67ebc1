import type { Level } from './level.ts';

/** A number about the run (contract, 'Log'). Counters are increments since the last report, timers seconds. */
export interface Metric {
  readonly type: 'counter' | 'timer';
  readonly metric: string;
  readonly value: number;
  readonly tags: Readonly<Record<string, string | number>>;
}

/** Something to write to the log. */
export interface LogEvent {
  readonly level: Level;
  /** `METRIC` where it is one: that is in `metric`. */
  readonly message: string;
  /** Epoch milliseconds. */
  readonly time: number;
  readonly stream?: string;
  readonly metric?: Metric;
  readonly error?: unknown;
}

/** Turns an event into one line, or several, without line ends. */
export type Format = (event: LogEvent) => readonly string[];
