import { fixedPace } from '../../src/asana/pace/pace.ts';
import { StoppedError } from '../../src/errors.ts';
import type { Sizes } from '../../src/sandbox/world/sizes.ts';
import type { Fetch } from '../support/fetch.ts';
import type { Harness, Outcome } from '../support/harness.ts';

/** How long an answer takes: with 20 places the quota is what limits. */
const LATENCY_MS = 200;

/** What a run leaves that the process vanished from: what had come out of it by then. */
export interface Remains {
  /** Requests sent until then. */
  readonly requests: number;
  /** Rows that had come out, as `stream gid`. */
  readonly rows: readonly string[];
  /** The last STATE that had come out. */
  readonly state: unknown;
}

/**
 * Runs the tap at default settings on a world that nothing happens in.
 * @param perMinute what the plan allows
 * @param state where it goes on; undefined: from the beginning
 * @param after the process vanishes as it sends this request; absent: it runs to its end
 */
export async function runUntil(harness: Harness, perMinute: number, state: unknown, after?: number): Promise<Remains> {
  const killed = new AbortController();
  const rows: string[] = [];
  let last = state;
  let requests = 0;
  const latency =
    (fetch: Fetch): Fetch =>
    async (url, init) => {
      if (killed.signal.aborted) throw killed.signal.reason;
      requests += 1;
      if (requests === after) killed.abort(new StoppedError('It has vanished.', 137));
      await new Promise<void>((resolve) => harness.clock.after(LATENCY_MS, resolve));
      return fetch(url, init);
    };
  const outcome: Outcome = await harness.sync({
    state,
    pace: fixedPace(perMinute),
    fetch: latency,
    signal: killed.signal,
    onLine(line) {
      // What a stop would still write, a process that vanishes does not.
      if (killed.signal.aborted) return;
      const message = JSON.parse(line) as { type: string; stream: string; record: { gid: string }; value: unknown };
      if (message.type === 'RECORD') rows.push(`${message.stream} ${message.record.gid}`);
      if (message.type === 'STATE') last = message.value;
    },
  });
  if (after === undefined && (outcome.error !== undefined || outcome.failures.length > 0)) throw outcome.error;
  return { requests, rows, state: last };
}

/** A world whose initial sync takes some four requests for three tasks. */
export function worldOf(tasks: number, projects: number): Partial<Sizes> {
  return {
    projects,
    tasks,
    looseTasks: Math.floor(tasks / 20),
    multiHomedTasks: Math.floor(tasks / 20),
    subtasks: Math.floor(tasks / 5),
    subtaskParents: Math.floor(tasks / 10),
    storiesPerTask: 2,
    users: 10,
  };
}
