import { beforeEach, expect, test } from 'vitest';
import { listenForSignals } from '../../src/cli/signals.ts';
import type { StoppedError } from '../../src/errors.ts';
import { createLogger } from '../../src/log/logger.ts';
import { textFormat } from '../../src/log/text-format.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import { FakeIo } from './fake-io.ts';

let io: FakeIo;
let clock: VirtualClock;
let reasons: StoppedError[];
let release: () => void;
let lines: string[];

beforeEach(() => {
  clock = new VirtualClock();
  io = new FakeIo([], { clock });
  reasons = [];
  lines = [];
  const logger = createLogger({
    level: 'INFO',
    format: textFormat,
    writeLine: (line) => lines.push(line),
    now: () => 0,
  });
  release = listenForSignals(io, logger, (reason) => reasons.push(reason));
});

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s stops with exit %i, and may take five seconds for it', (signal, code) => {
  io.signal(signal);
  expect(reasons).toHaveLength(1);
  expect(reasons[0]).toMatchObject({ exitCode: code, message: `stopped by ${signal}` });
  expect(io.exits).toEqual([{ ms: 5000, code }]);
});

test('the first one decides, and a second one at the same time is the same wish', () => {
  io.signal('SIGTERM');
  clock.advance(2000);
  io.signal('SIGINT');
  expect(reasons).toHaveLength(1);
  expect(io.exits).toEqual([{ ms: 5000, code: 143 }]);
});

test('a later one means now', () => {
  io.signal('SIGINT');
  clock.advance(2001);
  io.signal('SIGTERM');
  expect(reasons).toHaveLength(1);
  expect(io.exits.at(-1)).toEqual({ ms: 0, code: 130 });
});

test('an end by force says why, last', () => {
  io.signal('SIGINT');
  io.lastWords[0]?.();
  expect(lines).toEqual(['INFO SIGINT: stopping', 'CRITICAL stopped by SIGINT; nobody took the last lines of stdout']);
});

test('nobody listens after the end', () => {
  expect([io.listeners('SIGINT'), io.listeners('SIGTERM')]).toEqual([1, 1]);
  release();
  expect([io.listeners('SIGINT'), io.listeners('SIGTERM')]).toEqual([0, 0]);
});

test('after a signal somebody listens to the last: while the process ends, a second one would kill it', () => {
  io.signal('SIGINT');
  release();
  io.signal('SIGTERM');
  expect(reasons).toHaveLength(1);
  expect(io.exits).toEqual([{ ms: 5000, code: 130 }]);
});
