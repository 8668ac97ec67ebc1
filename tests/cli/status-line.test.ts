import { beforeEach, expect, test } from 'vitest';
import { startStatusLine } from '../../src/cli/status-line.ts';
import { Metrics } from '../../src/singer/metrics.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

let clock: VirtualClock;
let metrics: Metrics;
let shown: (string | undefined)[];

function start(isWatched: boolean) {
  const terminal = { isWatched, writeLine: () => {}, setStatus: (text?: string) => void shown.push(text) };
  return startStatusLine({ terminal, clock, metrics });
}

beforeEach(() => {
  clock = new VirtualClock();
  metrics = new Metrics({ clock, write: () => {} });
  shown = [];
});

test('says what is read, how far it is, how many rows and how fast', () => {
  const line = start(true);
  expect(shown.at(-1)).toBe('0 rows · 0 requests/min');
  line.reading('project 1201');
  line.partitions(12, 1500);
  metrics.count('record_count', { stream: 'tasks' }, 1234);
  metrics.count('http_request_count', { stream: 'tasks' }, 25);
  clock.advance(1000);
  expect(shown.at(-1)).toBe('reading project 1201 · 12 of 1,500 lists done · 1,234 rows · 1500 requests/min');
});

test('the pace is that of the last minute', () => {
  const line = start(true);
  metrics.count('http_request_count', { stream: 'tasks' }, 600);
  clock.advance(120_000);
  expect(shown.at(-1)).toMatch(/ 0 requests\/min$/);
  line.stop();
});

test('goes at the end, for good', () => {
  const line = start(true);
  line.stop();
  expect(shown.at(-1)).toBeUndefined();
  const { length } = shown;
  clock.advance(10_000);
  expect(shown).toHaveLength(length);
});

test('is not drawn where nobody watches', () => {
  start(false);
  clock.advance(10_000);
  expect(shown).toEqual([]);
});
