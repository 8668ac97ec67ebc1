import type { Clock } from '../clock.ts';
import type { Terminal } from '../log/terminal.ts';
import type { Metrics } from '../singer/metrics.ts';
import type { HowFar, Share } from '../sync/headway.ts';
import { timeLeft } from './time-left.ts';

const REDRAW_MS = 500;

/** The pace is measured over this time: long enough to be steady, short enough to show a pause. */
const PACE_MS = 60_000;

export interface StatusLine {
  /** From now on the line says how far the run is. */
  readonly watch: (look: () => HowFar) => void;
  /** Takes the line away. */
  readonly stop: () => void;
}

interface Sample {
  readonly at: number;
  readonly requests: number;
}

/**
 * A line on the terminal that says how far a run is; nothing at all where stderr is no terminal.
 * @param options.limit requests a minute that are kept to; undefined as long as no limit is known
 * @param options.streams those that may be named as being read
 */
export function startStatusLine(options: {
  readonly terminal: Terminal;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly limit: () => number | undefined;
  readonly streams: readonly string[];
}): StatusLine {
  const { terminal, clock, metrics, limit, streams } = options;
  const reading = readingNow(metrics, streams);
  const left = timeLeft();
  let look: (() => HowFar) | undefined;
  let samples: readonly Sample[] = [{ at: clock.now(), requests: 0 }];
  let cancel = () => {};
  const draw = () => {
    samples = [...samples, { at: clock.now(), requests: metrics.total('http_request_count') }];
    samples = samples.filter((sample, index) => index === samples.length - 1 || sample.at >= clock.now() - PACE_MS);
    const pace = perMinute(samples);
    const far = look?.();
    // What matters most comes first: the line is cut where the terminal ends.
    const parts = [
      ...(far === undefined ? [] : [...places(far), remaining(left(far, clock.now(), pace))]),
      `${count(metrics.total('record_count'))} rows`,
      `${outOf(pace, limit())} requests/min`,
      reading(),
    ];
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

/** What is done of how much: the lists of assigned tasks come once the projects are done. */
function places({ projects, assigned, tasks, isMoreToCome }: HowFar): string[] {
  const say = ({ done, total }: Share, more: string, what: string) =>
    total === 0 ? '' : `${count(done)} of ${count(total)}${more} ${what}`;
  const areProjectsDone = projects.done === projects.total;
  return [
    areProjectsDone && assigned.total > 0 ? '' : say(projects, '', 'projects'),
    areProjectsDone ? say(assigned, '', 'assigned lists') : '',
    say(tasks, isMoreToCome ? '+' : '', 'tasks'),
  ];
}

function remaining(ms: number | undefined): string {
  if (ms === undefined) return '';
  const minutes = Math.round(ms / 60_000);
  if (minutes < 1) return '<1 min left';
  return minutes < 120 ? `${minutes} min left` : `${Math.round(minutes / 60)} h left`;
}

function outOf(pace: number, limit: number | undefined): string {
  return limit === undefined ? count(pace) : `${count(pace)} of ${count(Math.round(limit))}`;
}

function perMinute(samples: readonly Sample[]): number {
  const [first, last] = [samples[0], samples.at(-1)];
  if (first === undefined || last === undefined || last.at === first.at) return 0;
  return Math.round(((last.requests - first.requests) * 60_000) / (last.at - first.at));
}

function count(number: number): string {
  return number.toLocaleString('en');
}
