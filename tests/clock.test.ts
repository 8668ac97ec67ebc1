import { getEventListeners } from 'node:events';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createSystemClock, sleep, systemClock } from '../src/clock.ts';
import { VirtualClock } from './support/virtual-clock.ts';

/** A machine whose wall clock can be set. */
function machine() {
  let elapsed = 1000;
  let wall = Date.parse('2026-11-20T08:00:00Z');
  const clock = createSystemClock(
    () => wall,
    () => elapsed,
  );
  return {
    clock,
    pass(ms: number, wallMs = ms) {
      elapsed += ms;
      wall += wallMs;
    },
  };
}

describe('the machine’s clock', () => {
  it('is about the time of day', () => {
    expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(1100);
  });

  it('follows the time elapsed, in whole milliseconds', () => {
    const { clock, pass } = machine();
    const begun = clock.now();
    pass(1234.7);
    expect(clock.now() - begun).toBe(1234);
  });

  it('does not go back when the time of day is set back', () => {
    const { clock, pass } = machine();
    const begun = clock.now();
    pass(1000, -3_600_000);
    expect(clock.now() - begun).toBe(1000);
    pass(1000);
    expect(clock.now() - begun).toBe(2000);
  });

  it('catches up with the time of day after the machine has slept', () => {
    const { clock, pass } = machine();
    const begun = clock.now();
    pass(10, 3_600_000);
    expect(clock.now() - begun).toBe(3_600_000);
  });

  it('waits for weeks if it has to, though no timer does', () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    let isDone = false;
    let isCalledOff = false;
    systemClock.after(30 * 86_400_000, () => {
      isDone = true;
    });
    const cancel = systemClock.after(30 * 86_400_000, () => {
      isCalledOff = true;
    });
    vi.advanceTimersByTime(29 * 86_400_000);
    expect(isDone).toBe(false);
    cancel();
    vi.advanceTimersByTime(86_400_000);
    expect([isDone, isCalledOff]).toEqual([true, false]);
  });
});

describe('a wait', () => {
  it('ends when its time is over, and leaves nothing behind', async () => {
    const clock = new VirtualClock();
    const { signal } = new AbortController();
    const begun = clock.now();
    await clock.run(sleep(clock, 5000, signal));
    expect(clock.now() - begun).toBe(5000);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('ends with the signal’s reason when it is stopped, before or meanwhile', async () => {
    const clock = new VirtualClock();
    const stop = new AbortController();
    const wait = sleep(clock, 5000, stop.signal);
    clock.after(10, () => stop.abort(new Error('stopped')));
    await expect(clock.run(wait)).rejects.toThrow('stopped');
    await expect(sleep(clock, 5000, stop.signal)).rejects.toThrow('stopped');
  });
});
