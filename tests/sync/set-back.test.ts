import { expect, it } from 'vitest';
import { gids, type Outcome } from '../support/harness.ts';
import { asked, FAMILY, placeOf, SmallWorld, stateOf } from './small-world.ts';
import { ALONE, sevenTasks, stopBefore, storiesOf } from './stopped.ts';

const HOUR = 3_600_000;
const DAILY = { ...ALONE, subtask_sweep_hours: 24 };

type Places = Record<string, { partitions?: Record<string, string>; swept?: Record<string, string> }>;

/** The state of a run as a person leaves it who sets the bookmarks of all partitions. */
function withBookmarks(run: Outcome, moment: string) {
  const state = stateOf(run) as { bookmarks: Places };
  for (const { partitions = {} } of Object.values(state.bookmarks))
    for (const key of Object.keys(partitions)) partitions[key] = moment;
  return state;
}

/** A task that does not change, with a subtask that does. */
function family() {
  const world = new SmallWorld();
  return { world, child: world.subtask(world.task(0)), project: world.gid('project') };
}

it.each([1, 30])(
  'a bookmark that is set back is swept from there on, whenever its list last was: %i hours',
  async (hours) => {
    const { world, child } = family();
    const one = await world.next({ config: DAILY });
    const moment = world.later(24 * HOUR);
    world.later();
    const story = world.story(child);
    world.later(hours * HOUR);
    // Due, so that it is out: what was read since that moment is to be read again.
    const two = await world.next({ config: DAILY, state: stateOf(one) });
    expect(gids(two, 'stories')).toEqual([story]);
    const three = await world.next({ config: DAILY, state: withBookmarks(two, moment) });
    world.later(25 * HOUR);
    const four = await world.next({ config: DAILY, state: stateOf(three) });
    expect([...gids(three, 'stories'), ...gids(four, 'stories')]).toEqual([story]);
    expect([...gids(three, 'subtasks'), ...gids(four, 'subtasks')]).toEqual([child]);
  },
);

it('a sweep of a clock that was ahead is set back after the bookmark, and comes again', async () => {
  const { world, child, project } = family();
  const one = await world.next({ config: DAILY });
  const state = withBookmarks(one, '2036-01-01T00:00:00.000Z');
  for (const stream of ['subtasks', 'stories'])
    (state.bookmarks[stream] ?? {}).swept = { [project]: '2036-01-01T00:00:00.000Z' };
  const two = await world.next({ config: DAILY, state });
  const story = world.story(child);
  world.later(25 * HOUR);
  const three = await world.next({ config: DAILY, state: stateOf(two) });
  expect([gids(three, 'subtasks'), gids(three, 'stories')]).toEqual([[child], [story]]);
});

it.each(['before', 'behind'])(
  'a bookmark that is set back %s what a stopped run had asked with is read from there on',
  async (where) => {
    const { world, tasks, project } = sevenTasks();
    const zero = await world.next({ config: ALONE });
    const moment = world.later();
    const early = world.story(tasks[0] as string);
    const one = where === 'before' ? await world.next({ config: ALONE, state: stateOf(zero) }) : zero;
    for (const task of tasks) world.story(task);
    const two = await stopBefore(world, storiesOf(tasks[4]), { state: stateOf(one) });
    expect(placeOf(two, 'stories').open?.[project]).not.toBe('');
    const three = await world.next({ config: ALONE, state: withBookmarks(two, moment) });
    expect(gids(three, 'stories')).toContain(early);
    const from = where === 'before' ? moment : placeOf(zero, 'stories').partitions[project];
    expect(asked(three, '/tasks?')).toContain(`/tasks?project=${project}&modified_since=${from}`);
    expect(FAMILY.map((name) => placeOf(three, name).partitions[project])).toEqual(
      FAMILY.map(() => placeOf(three, 'tasks').partitions[project]),
    );
  },
);

it('a bookmark that is set back before the start_date at which a stopped run had begun is read from there on', async () => {
  const { world, tasks, stories, project } = sevenTasks();
  const moment = new Date(world.clock.now() - HOUR).toISOString();
  const config = { ...ALONE, start_date: world.later(), max_concurrent_requests: 1 };
  for (const task of tasks) world.edit({ type: 'rename-task', task, name: 'changed since start_date' });
  const one = await stopBefore(world, storiesOf(tasks[4]), { config });
  expect(placeOf(one, 'stories').open?.[project]).not.toBe('');
  const two = await world.next({ config, state: withBookmarks(one, moment) });
  expect(gids(two, 'stories').sort()).toEqual(stories.sort());
});

it('a bookmark that is set to a moment where a first run was stopped is read from there on, whatever start_date is by then', async () => {
  const { world, tasks, stories, project } = sevenTasks();
  const one = await stopBefore(world, storiesOf(tasks[4]));
  expect(placeOf(one, 'stories').partitions[project]).toBe('');
  const moment = world.later();
  const story = world.story(tasks[0] as string);
  const config = { ...ALONE, start_date: world.later() };
  const two = await world.next({ config, state: withBookmarks(one, moment) });
  expect(gids(two, 'stories')).toContain(story);
  expect([...gids(one, 'stories'), ...gids(two, 'stories')]).toEqual(expect.arrayContaining(stories));
});

it('where a run was stopped whose clock was ahead, what is read from there on promises nothing of that time', async () => {
  const { world, tasks, project } = sevenTasks();
  const one = await stopBefore(world, storiesOf(tasks[4]));
  const state = JSON.parse(
    JSON.stringify(stateOf(one)).replaceAll('"2026-11-20T09:00:00.000Z||', '"2036-01-01T00:00:00.000Z||'),
  );
  expect(state.bookmarks.stories.open[project]).toContain('2036');
  const two = await world.next({ config: ALONE, state });
  const story = world.story(tasks[0] as string);
  const three = await world.next({ config: ALONE, state: stateOf(two) });
  expect(gids(three, 'stories')).toContain(story);
});
