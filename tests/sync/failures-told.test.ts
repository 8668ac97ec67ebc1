import { expect, it } from 'vitest';
import { logged, SmallWorld } from './small-world.ts';

it.each([
  [0, ''],
  [1, ''],
  [2, ' And 1 more failure, see above.'],
  [4, ' And 3 more failures, see above.'],
])('of %i failures a run ends with the first and how many more there are: all are in the log', async (count, more) => {
  const fault = { type: 'status', status: 400 } as const;
  const faults = count === 0 ? [] : [{ path: '/tasks/*/stories', count, fault }];
  const world = new SmallWorld({ faults });
  for (let task = 0; task < 5; task += 1) world.task(0);
  const run = await world.next({ config: { include_assigned_tasks: false } });
  expect([run.error, run.failures.length, logged(run, 'ERROR').length]).toEqual([undefined, count, count]);
  expect(run.failure).toBe(count === 0 ? undefined : `${run.failures[0]}${more}`);
});
