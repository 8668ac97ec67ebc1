import type { Clock } from '../clock.ts';
import type { Terminal } from '../log/terminal.ts';
import type { Watcher } from '../log/watcher.ts';
import type { Metrics } from '../singer/metrics.ts';

const REDRAW_MS = 500;

/** The pace is measured over this time: long enough to be steady, short enough to show a pause. */
const PACE_MS = 60_000;

interface Sample {
  readonly at: number;
  readonly requests: number;
}

/**
 * A line on the terminal that says how far a run is; nothing at all where stderr is no terminal.
 * @returns what the run reports to; `stop` takes the line away
 */
export function startStatusLine(options: {
  readonly terminal: Terminal;
  readonly clock: Clock;
  readonly metrics: Metrics;
}): Watcher & { stop(): void } {
  const { terminal, clock, metrics } = options;
  let reading = '';
  let partitions = '';
  let samples: readonly Sample[] = [{ at: clock.now(), requests: 0 }];
  let cancel = () => {};
  const draw = () => {
    samples = [...samples, { at: clock.now(), requests: metrics.total('http_request_count') }];
    samples = samples.filter((sample, index) => index === samples.length - 1 || sample.at >= clock.now() - PACE_MS);
    const rows = `${metrics.total('record_count').toLocaleString('en')} rows`;
    const parts = [reading, partitions, rows, `${perMinute(samples)} requests/min`];
    terminal.setStatus(parts.filter((part) => part !== '').join(' · '));
    cancel = clock.after(REDRAW_MS, draw);
  };
  if (terminal.isWatched) draw();
  return {
    reading(what) {
      reading = `reading ${what}`;
    },
    partitions(done, total) {
      partitions = `${done.toLocaleString('en')} of ${total.toLocaleString('en')} lists done`;
    },
    stop() {
      cancel();
      terminal.setStatus(undefined);
    },
  };
}

function perMinute(samples: readonly Sample[]): number {
  const [first, last] = [samples[0], samples.at(-1)];
  if (first === undefined || last === undefined || last.at === first.at) return 0;
  return Math.round(((last.requests - first.requests) * 60_000) / (last.at - first.at));
}
