import { beforeEach, expect, test } from 'vitest';
import { startStatusLine } from '../../src/cli/status-line.ts';
import { Metrics } from '../../src/singer/metrics.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

let clock: VirtualClock;
let metrics: Metrics;
let shown: (string | undefined)[];

function start(isWatched: boolean) {
  const terminal = { isWatched, writeLine: () => {}, setStatus: (text?: string) => void shown.push(text) };
  return startStatusLine({ terminal, clock, metrics, streams: ['tasks', 'stories', 'tags'] });
}

beforeEach(() => {
  clock = new VirtualClock();
  metrics = new Metrics({ clock, write: () => {} });
  shown = [];
});

test('says what is read, how far it is, how many rows and how fast', () => {
  const line = start(true);
  expect(shown.at(-1)).toBe('0 rows · 0 requests/min');
  line.watch(() => ({ done: 12, total: 1500 }));
  metrics.count('record_count', { stream: 'tasks' }, 1234);
  metrics.count('http_request_count', { stream: 'tasks' }, 20);
  metrics.count('http_request_count', { stream: 'stories' }, 5);
  clock.advance(500);
  expect(shown.at(-1)).toBe('reading tasks, stories · 12 of 1,500 lists done · 1,234 rows · 3,000 requests/min');
});

test('names what was read last until something else is', () => {
  const line = start(true);
  line.watch(() => ({ done: 0, total: 0 }));
  metrics.count('http_request_count', { stream: 'tasks' });
  clock.advance(5000);
  expect(shown.at(-1)).toMatch(/^reading tasks · 0 rows/);
  metrics.count('http_request_count', { stream: 'tags' });
  clock.advance(500);
  expect(shown.at(-1)).toMatch(/^reading tags · 0 rows/);
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
