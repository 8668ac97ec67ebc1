import { describe, expect, it } from 'vitest';
import { createPace } from '../../../src/asana/pace/create-pace.ts';
import { gids, Harness } from '../../support/harness.ts';

const SIZES = { projects: 20, tasks: 600, subtasks: 100, subtaskParents: 60, storiesPerTask: 1 };

const KINDS = [
  ['fixed', true],
  ['sliding', false],
  ['bucket', true],
] as const;

describe('a whole run against a free plan', () => {
  it.each(KINDS)(
    'reads everything, nearly as fast as it may (%s, told how long to wait: %s)',
    async (quotaModel, retryAfter) => {
      const harness = new Harness({ sizes: SIZES, quota: 150, quotaModel, retryAfter, latencyMs: 200 });
      const begun = harness.clock.now();
      const outcome = await harness.sync({ pace: createPace(undefined) });
      expect(outcome.error).toBeUndefined();
      expect(outcome.failures).toEqual([]);
      const truth = harness.sandbox.truth();
      for (const stream of ['projects', 'tasks', 'subtasks', 'stories'] as const)
        expect([...gids(outcome, stream)].sort()).toEqual([...truth[stream]].sort());

      const minutes = (harness.clock.now() - begun) / 60_000;
      const refused = outcome.requests.filter(({ status }) => status === 429).length;
      expect(outcome.requests.length - refused).toBeGreaterThan(600);
      // The first quota is used up within seconds, and waited for.
      expect((outcome.requests.length - refused) / (minutes * 150)).toBeGreaterThan(0.9);
      expect(refused).toBeLessThan(45);
      // One line says why all of them wait.
      const waits = outcome.log.split('\n').filter((line) => line.includes('was answered 429'));
      expect(waits.length).toBeLessThan(12);
    },
  );
});
