import { PerformanceObserver } from 'node:perf_hooks';
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/** Both halves of the space for new objects, bytes. */
const MOST_NEW_SPACE = 16 * 2 ** 20;

/**
 * Keeps the heap near what is alive. A run lives on some 30 MB, yet V8 lets garbage grow to five times that before it
 * looks; this takes a third off the process's peak on 10,000 tasks (170 MB), for 3 % more CPU. The space for new objects
 * doubles up to 32 MB; half of that is enough for what is under way to die in it, while a quarter takes a tenth more CPU,
 * and the whole lets more survive than it should.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--heap-growing-percent=60');
  const observer = new PerformanceObserver(() => {
    const size = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')?.space_size ?? 0;
    if (size < MOST_NEW_SPACE) return;
    setFlagsFromString('--semi-space-growth-factor=1');
    observer.disconnect();
  });
  observer.observe({ entryTypes: ['gc'] });
}
