import { describe, expect, it } from 'vitest';
import { coreStreams } from '../support/core-streams.ts';
import { leastRequests } from '../support/formula.ts';
import { gids, Harness } from '../support/harness.ts';

/** A tenth of the world that the figures in the README are for. */
const LARGE = {
  users: 20,
  teams: 5,
  projects: 50,
  archivedProjects: 5,
  tasks: 1_000,
  multiHomedTasks: 50,
  looseTasks: 100,
  subtasks: 200,
  subtaskParents: 100,
  storiesPerTask: 3,
  tags: 30,
  portfolios: 5,
};

describe('the least number of requests', () => {
  it('is what an initial run, an unchanged one and one with 1 % changed make, and everything comes out once', async () => {
    const harness = new Harness({ sizes: LARGE, logCap: 100_000 });
    const least = leastRequests(harness.sandbox);

    const first = await harness.sync();
    expect(first.error).toBeUndefined();
    expect(first.failures).toEqual([]);
    const truth = harness.sandbox.truth();
    for (const stream of coreStreams) {
      expect([stream, [...gids(first, stream)].sort()]).toEqual([stream, [...truth[stream]].sort()]);
    }
    expect(first.requests.length).toBe(least.initial);

    harness.later();
    const second = await harness.sync({ state: first.states.at(-1) });
    expect(['projects', 'tasks', 'subtasks', 'stories'].map((stream) => gids(second, stream))).toEqual([
      [],
      [],
      [],
      [],
    ]);
    expect(second.requests.length).toBe(least.next([]));

    harness.later();
    const changed = harness.sandbox.editSome(0.01).map((change) => ('task' in change ? String(change.task) : ''));
    harness.later(1000);
    const third = await harness.sync({ state: second.states.at(-1) });
    const out = new Set([...gids(third, 'tasks'), ...gids(third, 'subtasks')]);
    expect([...out]).toEqual(expect.arrayContaining(changed));
    expect(third.requests.length).toBe(leastRequests(harness.sandbox).next([...out]));
  }, 120_000);

  it('is none where nothing is selected: the state comes back as it was', async () => {
    const harness = new Harness();
    const state = { bookmarks: { tasks: { partitions: { 1: '2026-01-01T00:00:00.000Z' } } }, currently_syncing: null };
    const run = await harness.sync({ streams: [], state });
    expect([run.error, run.failures, run.requests]).toEqual([undefined, [], []]);
    expect(run.states.at(-1)).toEqual(state);
  });
});
