import type { Clock } from '../clock.ts';
import type { Terminal } from '../log/terminal.ts';
import type { Metrics } from '../singer/metrics.ts';

const REDRAW_MS = 500;

/** The pace is measured over this time: long enough to be steady, short enough to show a pause. */
const PACE_MS = 60_000;

/** How far a run is: projects and lists of assigned tasks. */
export type Look = () => { readonly total: number; readonly done: number };

export interface StatusLine {
  /** From now on the line says how far the run is. */
  readonly watch: (look: Look) => void;
  /** Takes the line away. */
  readonly stop: () => void;
}

interface Sample {
  readonly at: number;
  readonly requests: number;
}

/**
 * A line on the terminal that says how far a run is; nothing at all where stderr is no terminal.
 * @param options.streams those that may be named as being read
 */
export function startStatusLine(options: {
  readonly terminal: Terminal;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly streams: readonly string[];
}): StatusLine {
  const { terminal, clock, metrics, streams } = options;
  const reading = readingNow(metrics, streams);
  let look: Look | undefined;
  let samples: readonly Sample[] = [{ at: clock.now(), requests: 0 }];
  let cancel = () => {};
  const draw = () => {
    samples = [...samples, { at: clock.now(), requests: metrics.total('http_request_count') }];
    samples = samples.filter((sample, index) => index === samples.length - 1 || sample.at >= clock.now() - PACE_MS);
    const rows = `${count(metrics.total('record_count'))} rows`;
    const parts = [reading(), left(look?.()), rows, `${count(perMinute(samples))} requests/min`];
    terminal.setStatus(parts.filter((part) => part !== '').join(' · '));
    cancel = clock.after(REDRAW_MS, draw);
  };
  if (terminal.isWatched) draw();
  return {
    watch(given) {
      look = given;
    },
    stop() {
      cancel();
      terminal.setStatus(undefined);
    },
  };
}

/** @returns a function that names the streams that were asked for since it was called last, or else the same again */
function readingNow(metrics: Metrics, streams: readonly string[]): () => string {
  const before = new Map<string, number>();
  let said = '';
  return () => {
    const moved = streams.filter((stream) => {
      const requests = metrics.total('http_request_count', { stream });
      const isMoved = requests !== (before.get(stream) ?? 0);
      before.set(stream, requests);
      return isMoved;
    });
    if (moved.length > 0) said = `reading ${moved.join(', ')}`;
    return said;
  };
}

function left(counts: ReturnType<Look> | undefined): string {
  return counts === undefined || counts.total === 0 ? '' : `${count(counts.done)} of ${count(counts.total)} lists done`;
}

function perMinute(samples: readonly Sample[]): number {
  const [first, last] = [samples[0], samples.at(-1)];
  if (first === undefined || last === undefined || last.at === first.at) return 0;
  return Math.round(((last.requests - first.requests) * 60_000) / (last.at - first.at));
}

function count(number: number): string {
  return number.toLocaleString('en');
}
