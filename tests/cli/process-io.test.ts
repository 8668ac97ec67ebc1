import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { processIo } from '../../src/cli/process-io.ts';

const { console: original } = globalThis;

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  globalThis.console = original;
  vi.useRealTimers();
  vi.restoreAllMocks();
});

test('what a dependency says does not get into stdout', () => {
  const out = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const err = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  processIo();
  const { log } = globalThis.console;
  log('hello');
  expect(out).not.toHaveBeenCalled();
  expect(err).toHaveBeenCalledWith('hello\n', expect.anything());
});

test('signals are listened to, and not any more', () => {
  const before = process.listenerCount('SIGTERM');
  const release = processIo().onSignal('SIGTERM', () => {});
  expect(process.listenerCount('SIGTERM')).toBe(before + 1);
  release();
  expect(process.listenerCount('SIGTERM')).toBe(before);
});

test('what nobody caught goes to the handler', () => {
  const on = vi.spyOn(process, 'on').mockReturnValue(process);
  const handler = () => {};
  processIo().onCrash(handler);
  expect(on.mock.calls).toEqual([
    ['uncaughtException', handler],
    ['unhandledRejection', handler],
  ]);
});

test('the process is ended after a while, unless it has ended by itself', () => {
  const exit = vi.spyOn(process, 'exit').mockReturnValue(undefined as never);
  const last = vi.fn();
  processIo().exitAfter(5000, 143, last);
  processIo().exitAfter(6000, 1);
  vi.advanceTimersByTime(4999);
  expect(exit).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(exit).toHaveBeenCalledWith(143);
  expect(last).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1000);
  expect(exit).toHaveBeenCalledWith(1);
});

test('files are read as UTF-8', () => {
  expect(processIo().readFile(new URL('../../package.json', import.meta.url).pathname)).toContain('"tap-asana"');
});
