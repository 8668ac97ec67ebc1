import { beforeEach, expect, test } from 'vitest';
import { startStatusLine } from '../../src/cli/status-line.ts';
import { Metrics } from '../../src/singer/metrics.ts';
import type { HowFar } from '../../src/sync/headway.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

let clock: VirtualClock;
let metrics: Metrics;
let shown: (string | undefined)[];
let limit: number | undefined;

function start(isWatched: boolean) {
  const terminal = { isWatched, writeLine: () => {}, setStatus: (text?: string) => void shown.push(text) };
  return startStatusLine({ terminal, clock, metrics, limit: () => limit, streams: ['tasks', 'stories', 'tags'] });
}

const NOTHING = { done: 0, total: 0 };
const FAR: HowFar = { projects: NOTHING, assigned: NOTHING, tasks: NOTHING, isMoreToCome: false, part: 1 };

beforeEach(() => {
  clock = new VirtualClock();
  metrics = new Metrics({ clock, write: () => {} });
  shown = [];
  limit = undefined;
});

test('says how far it is, how many rows, how fast, how long still, and what is read', () => {
  const line = start(true);
  expect(shown.at(-1)).toBe('0 rows · 0 requests/min');
  limit = 1455.2;
  const tasks = { done: 1204, total: 5000 };
  const assigned = { done: 0, total: 72 };
  line.watch(() => ({ ...FAR, projects: { done: 1, total: 4 }, assigned, tasks, isMoreToCome: true, part: 0.25 }));
  metrics.count('record_count', { stream: 'tasks' }, 1234);
  metrics.count('http_request_count', { stream: 'tasks' }, 200);
  metrics.count('http_request_count', { stream: 'stories' }, 40);
  clock.advance(500);
  // Too early for a guess.
  expect(shown.at(-1)).toBe(
    '1 of 4 projects · 1,204 of 5,000+ tasks · 1,234 rows · 28,800 of 1,455 requests/min · reading tasks, stories',
  );
  clock.advance(59_500);
  expect(shown.at(-1)).toBe(
    '1 of 4 projects · 1,204 of 5,000+ tasks · 3 min left · 1,234 rows · 240 of 1,455 requests/min · reading tasks, stories',
  );
});

test('goes on to the lists of assigned tasks when the projects are done', () => {
  const line = start(true);
  line.watch(() => ({ ...FAR, projects: { done: 4, total: 4 }, assigned: { done: 12, total: 72 } }));
  metrics.count('http_request_count', { stream: 'tasks' }, 5);
  clock.advance(30_000);
  // Sixty lists at ten requests a minute.
  expect(shown.at(-1)).toBe('12 of 72 assigned lists · 6 min left · 0 rows · 10 requests/min · reading tasks');
});

test('names what was read last until something else is', () => {
  start(true);
  metrics.count('http_request_count', { stream: 'tasks' });
  clock.advance(5000);
  expect(shown.at(-1)).toMatch(/· reading tasks$/);
  metrics.count('http_request_count', { stream: 'tags' });
  clock.advance(500);
  expect(shown.at(-1)).toMatch(/· reading tags$/);
});

test('the pace is that of the last minute', () => {
  const line = start(true);
  metrics.count('http_request_count', { stream: 'tasks' }, 600);
  clock.advance(120_000);
  expect(shown.at(-1)).toMatch(/ 0 requests\/min · reading tasks$/);
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
