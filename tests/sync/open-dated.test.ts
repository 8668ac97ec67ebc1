import { expect, it } from 'vitest';
import { asked, placeOf, stateOf } from './small-world.ts';
import { sevenTasks, stopBefore, storiesOf } from './stopped.ts';

it('a first run from a start_date that is stopped inside a project is gone on with there', async () => {
  const { world, tasks, project } = sevenTasks();
  const config = { start_date: '2026-11-01', max_concurrent_requests: 1, include_assigned_tasks: false };
  const one = await stopBefore(world, storiesOf(tasks[4]), { config });
  expect(placeOf(one, 'stories').partitions[project]).toBe('');
  expect(placeOf(one, 'stories').open?.[project]).toContain('|2026-11-01T00:00:00.000Z|');
  const two = await world.next({ config, state: stateOf(one) });
  expect(asked(two, `/tasks/${tasks[0]}/stories`)).toEqual([]);
  expect(asked(two, `/tasks/${tasks[4]}/stories`)).toHaveLength(1);
});
