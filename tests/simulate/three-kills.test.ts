import { describe, expect, it } from 'vitest';
import { Harness } from '../support/harness.ts';
import { runUntil, worldOf } from './killed-sync.ts';

/** What a free plan allows. */
const PER_MINUTE = 150;

describe('an initial sync of two thousand requests that is killed three times', () => {
  it('costs less than a quarter more, repeats no row in a run, and ends with all of them', async () => {
    const open = () => new Harness({ sizes: worldOf(1500, 20), logCap: 0 });
    const whole = await runUntil(open(), PER_MINUTE, undefined);
    expect(whole.requests).toBeGreaterThan(2000);

    const harness = open();
    const runs = [];
    let state: unknown;
    for (const share of [0.2, 0.3, 0.25, undefined]) {
      const after = share === undefined ? undefined : Math.ceil(share * whole.requests);
      const run = await runUntil(harness, PER_MINUTE, state, after);
      ({ state } = run);
      runs.push(run);
    }

    const requests = runs.reduce((sum, run) => sum + run.requests, 0);
    expect(requests / whole.requests).toBeLessThan(1.25);
    for (const { rows } of runs) expect(new Set(rows).size).toBe(rows.length);
    expect(new Set(runs.flatMap(({ rows }) => rows))).toEqual(new Set(whole.rows));
  }, 240_000);
});
