import { StoppedError } from '../../src/errors.ts';
import type { Outcome, SyncOptions } from '../support/harness.ts';
import { SmallWorld } from './small-world.ts';

type Run = Omit<SyncOptions, 'signal' | 'fetch'>;

export const ALONE = { include_assigned_tasks: false };
const ONE_BY_ONE = { ...ALONE, max_concurrent_requests: 1 };

/** Runs until a request comes that fits, then is told to stop. */
export function stopBefore(world: SmallWorld, fits: (url: URL) => boolean, options: Run = {}): Promise<Outcome> {
  const stop = new AbortController();
  return world.next({
    config: ONE_BY_ONE,
    ...options,
    signal: stop.signal,
    fetch: (fetch) => (url, init) => {
      if (fits(new URL(url))) stop.abort(new StoppedError('stopped by SIGTERM', 143));
      return fetch(url, init);
    },
  });
}

export const storiesOf = (task: string | undefined) => (url: URL) => url.pathname.endsWith(`/tasks/${task}/stories`);

/** A project with seven tasks, a story each; the first has a subtask with one too. */
export function sevenTasks() {
  const world = new SmallWorld();
  const tasks = Array.from({ length: 7 }, () => world.task(0));
  const child = world.subtask(tasks[0] as string);
  const stories = [...tasks, child].map((task) => world.story(task));
  return { world, tasks, child, stories, project: world.gid('project') };
}
