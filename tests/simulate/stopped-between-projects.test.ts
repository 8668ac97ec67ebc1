import { describe, expect, it } from 'vitest';
import { StoppedError } from '../../src/errors.ts';
import { gids, Harness } from '../support/harness.ts';

type Bookmarks = { bookmarks: { projects: { partitions?: Record<string, string> } } };

/** Runs until some microtasks after the list of projects has been read, and is stopped there. */
async function stopAfter(microtasks: number) {
  const stop = new AbortController();
  const harness = new Harness({ sizes: { projects: 4, tasks: 0, subtasks: 0 } });
  const outcome = await harness.sync({
    signal: stop.signal,
    fetch: (fetch) => async (url, init) => {
      const response = await fetch(url, init);
      if (!url.includes('/projects?')) return response;
      const body = await response.text();
      const count = (left: number): void => {
        if (left === 0) stop.abort(new StoppedError('Stopped by SIGTERM.', 143));
        else queueMicrotask(() => count(left - 1));
      };
      count(microtasks);
      return new Response(body, { headers: response.headers });
    },
  });
  const { bookmarks } = outcome.states.at(-1) as Bookmarks;
  return {
    written: gids(outcome, 'projects').sort(),
    promised: Object.keys(bookmarks.projects.partitions ?? {}).sort(),
  };
}

describe('a run that is stopped between two projects', () => {
  it('moves the bookmark of no project whose row it has not written', async () => {
    const counts = new Set<number>();
    for (let microtasks = 0; microtasks < 120; microtasks += 1) {
      const { written, promised } = await stopAfter(microtasks);
      expect(promised).toEqual(written);
      counts.add(written.length);
    }
    // Every moment was among them: before the first row, after each one, after the last.
    expect([...counts].sort()).toEqual([0, 1, 2, 3, 4]);
  }, 60_000);
});
