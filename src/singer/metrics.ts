import type { Clock } from '../clock.ts';
import type { Metric } from '../log/event.ts';

export type CounterName =
  | 'record_count'
  | 'http_request_count'
  | 'retry_count'
  | 'skipped_count'
  | 'repaired_count'
  | 'missing_partitions';

export type TimerName = 'http_request_duration' | 'sync_duration';

/** `stream`, `endpoint` (a template such as `/tasks`, never with a gid), `http_status_code`, `status` … */
export type Tags = Readonly<Record<string, string | number>>;

export interface Counter {
  add(by?: number): void;
}

export interface Timer {
  /** @param seconds how long it took */
  add(seconds: number): void;
}

const REPORT_MS = 60_000;

interface Series {
  readonly metric: CounterName | TimerName;
  readonly type: Metric['type'];
  readonly tags: Tags;
  /** Since the last report: the increment of a counter; the sum of a timer, in seconds. */
  value: number;
  /** How many durations are in `value`. */
  samples: number;
  total: number;
}

/** When something was first and last counted for a stream, epoch milliseconds. */
interface Span {
  from: number;
  to: number;
}

export interface MetricsOptions {
  readonly clock: Clock;
  readonly write: (metric: Metric) => void;
}

/**
 * The run's numbers. Counters are reported as increments since the last report (so that their sum is the truth), timers
 * as the mean of their durations since then: one line a request would be thousands a minute.
 */
export class Metrics {
  readonly #clock: Clock;
  readonly #write: (metric: Metric) => void;
  readonly #series = new Map<string, Series>();
  readonly #spans = new Map<string, Span>();
  #cancel: (() => void) | undefined;

  constructor(options: MetricsOptions) {
    this.#clock = options.clock;
    this.#write = options.write;
  }

  /** Reports every 60 seconds from now on, until `stop`. */
  start(): void {
    this.#cancel = this.#clock.after(REPORT_MS, () => {
      this.report();
      this.start();
    });
  }

  /** Reports what is left and ends the reports. */
  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.report();
  }

  /** @returns a handle to count on: cheap enough for each record */
  counter(metric: CounterName, tags: Tags): Counter {
    const series = this.#of('counter', metric, tags);
    return {
      add: (by = 1) => {
        series.value += by;
        series.total += by;
        this.#touch(tags['stream'], 0);
      },
    };
  }

  count(metric: CounterName, tags: Tags, by = 1): void {
    this.counter(metric, tags).add(by);
  }

  /** @returns a handle to add durations to: cheap enough for each request */
  timer(metric: TimerName, tags: Tags): Timer {
    const series = this.#of('timer', metric, tags);
    return {
      add: (seconds) => {
        this.#touch(tags['stream'], seconds);
        series.value += seconds;
        series.total += seconds;
        series.samples += 1;
      },
    };
  }

  /** @param seconds how long it took */
  time(metric: TimerName, tags: Tags, seconds: number): void {
    this.timer(metric, tags).add(seconds);
  }

  /**
   * A stream's end: everything about it since the last report, and how long it took, from the first thing counted for it
   * to the last. Streams are read side by side, so that their durations overlap.
   */
  streamDone(stream: string, status: 'succeeded' | 'failed'): void {
    const span = this.#spans.get(stream);
    this.time('sync_duration', { stream, status }, span === undefined ? 0 : (span.to - span.from) / 1000);
    // A stream without rows says so: no line at all would look like a stream that never ran.
    const records = this.#of('counter', 'record_count', { stream });
    if (records.total === 0) this.#write({ type: 'counter', metric: 'record_count', value: 0, tags: { stream } });
    for (const series of this.#series.values()) if (series.tags['stream'] === stream) this.#reportOne(series);
  }

  /** Writes everything that moved since the last report. */
  report(): void {
    for (const series of this.#series.values()) this.#reportOne(series);
  }

  /**
   * @param tags only the series with these, or all
   * @returns the sum over the whole run
   */
  total(metric: CounterName | TimerName, tags: Tags = {}): number {
    let sum = 0;
    for (const series of this.#series.values()) {
      if (series.metric === metric && hasAll(series.tags, tags)) sum += series.total;
    }
    return sum;
  }

  #of(type: Metric['type'], metric: CounterName | TimerName, tags: Tags): Series {
    const key = JSON.stringify([metric, Object.entries(tags).sort()]);
    let series = this.#series.get(key);
    if (series === undefined) {
      series = { metric, type, tags, value: 0, samples: 0, total: 0 };
      this.#series.set(key, series);
    }
    return series;
  }

  /** @param seconds how long what is counted took until now */
  #touch(stream: string | number | undefined, seconds: number): void {
    if (typeof stream !== 'string') return;
    const to = this.#clock.now();
    const from = to - seconds * 1000;
    const span = this.#spans.get(stream);
    if (span === undefined) {
      this.#spans.set(stream, { from, to });
      return;
    }
    span.to = to;
    if (from < span.from) span.from = from;
  }

  #reportOne(series: Series): void {
    const moved = series.type === 'counter' ? series.value !== 0 : series.samples > 0;
    if (!moved) return;
    const { type, metric, tags } = series;
    const value = type === 'counter' ? series.value : Number((series.value / series.samples).toFixed(3));
    this.#write({ type, metric, value, tags });
    series.value = 0;
    series.samples = 0;
  }
}

function hasAll(tags: Tags, wanted: Tags): boolean {
  return Object.entries(wanted).every(([key, value]) => tags[key] === value);
}
