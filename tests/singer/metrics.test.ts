import { beforeEach, expect, test } from 'vitest';
import type { Metric } from '../../src/log/event.ts';
import { closingTable } from '../../src/singer/closing-table.ts';
import { Metrics } from '../../src/singer/metrics.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

let clock: VirtualClock;
let written: Metric[];
let metrics: Metrics;

beforeEach(() => {
  clock = new VirtualClock();
  written = [];
  metrics = new Metrics({ clock, write: (metric) => written.push(metric) });
});

const records = (value: number) => ({ type: 'counter', metric: 'record_count', value, tags: { stream: 'tasks' } });

test('counters are reported every 60 seconds, as what was added since', () => {
  metrics.start();
  const counter = metrics.counter('record_count', { stream: 'tasks' });
  counter.add();
  counter.add(2);
  clock.advance(59_999);
  expect(written).toEqual([]);
  clock.advance(1);
  expect(written).toEqual([records(3)]);
  clock.advance(60_000);
  counter.add(4);
  clock.advance(60_000);
  expect(written).toEqual([records(3), records(4)]);
  expect(metrics.total('record_count')).toBe(7);
});

test('stopping reports what is left, and no more after', () => {
  metrics.start();
  metrics.count('record_count', { stream: 'tasks' }, 5);
  metrics.stop();
  expect(written).toEqual([records(5)]);
  metrics.count('record_count', { stream: 'tasks' });
  clock.advance(600_000);
  expect(written).toHaveLength(1);
});

test('a timer is the mean of its durations since the last report', () => {
  const tags = { endpoint: '/tasks' };
  metrics.time('http_request_duration', tags, 1);
  metrics.time('http_request_duration', tags, 2);
  metrics.report();
  metrics.time('http_request_duration', tags, 0.25);
  expect(metrics.total('http_request_duration')).toBe(3.25);
  metrics.report();
  expect(written.map(({ type, value }) => [type, value])).toEqual([
    ['timer', 1.5],
    ['timer', 0.25],
  ]);
});

test('the same tags in another order are the same series', () => {
  metrics.count('http_request_count', { stream: 'tasks', endpoint: '/tasks' });
  metrics.count('http_request_count', { endpoint: '/tasks', stream: 'tasks' });
  metrics.count('http_request_count', { endpoint: '/tags', stream: 'tags' });
  metrics.report();
  expect(written.map(({ value }) => value)).toEqual([2, 1]);
  expect(metrics.total('http_request_count', { stream: 'tasks' })).toBe(2);
  expect(metrics.total('http_request_count', { stream: 'tasks', endpoint: '/tags' })).toBe(0);
});

test("a stream's end reports what is about it, and how long it took", () => {
  clock.advance(1000);
  metrics.time('http_request_duration', { stream: 'tasks' }, 0.5);
  clock.advance(2000);
  metrics.count('record_count', { stream: 'tasks' }, 10);
  metrics.count('record_count', { stream: 'tags' }, 1);
  clock.advance(9000);
  metrics.streamDone('tasks', 'succeeded');
  expect(written).toEqual([
    { type: 'timer', metric: 'http_request_duration', value: 0.5, tags: { stream: 'tasks' } },
    records(10),
    { type: 'timer', metric: 'sync_duration', value: 2.5, tags: { stream: 'tasks', status: 'succeeded' } },
  ]);
});

test('a stream begins with its first request, even if that is counted after its end', () => {
  clock.advance(1000);
  metrics.count('http_request_count', { stream: 'tasks' });
  metrics.time('http_request_duration', { stream: 'tasks' }, 0.75);
  metrics.streamDone('tasks', 'failed');
  expect(written.at(-1)).toMatchObject({ metric: 'sync_duration', value: 0.75 });
});

test('a stream of which one thing was counted took no time', () => {
  metrics.count('record_count', { stream: 'tasks' });
  metrics.streamDone('tasks', 'succeeded');
  expect(written.at(-1)).toMatchObject({ metric: 'sync_duration', value: 0 });
});

test('a stream without rows says so', () => {
  metrics.streamDone('tasks', 'succeeded');
  expect(written).toEqual([
    records(0),
    { type: 'timer', metric: 'sync_duration', value: 0, tags: { stream: 'tasks', status: 'succeeded' } },
  ]);
});

test('the closing table lines up, with the sum below', () => {
  metrics.count('record_count', { stream: 'tasks' }, 12_000);
  metrics.count('http_request_count', { stream: 'tasks' }, 7);
  metrics.count('skipped_count', { stream: 'tasks' });
  metrics.streamDone('tasks', 'succeeded');
  expect(closingTable(metrics, ['tasks', 'workspaces'], 61.25)).toEqual([
    'stream      records  requests  skipped  seconds',
    'tasks         12000         7        1      0.0',
    'workspaces        0         0        0      0.0',
    'total         12000         7        1     61.3',
  ]);
});
