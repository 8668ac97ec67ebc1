import { expect, it } from 'vitest';
import type { Outcome } from '../support/harness.ts';
import { answering, patchRows, SmallWorld, selectionWith, stateOf } from './small-world.ts';

const config = { emit_activate_version_messages: true };
const whole = { '': { 'replication-method': 'FULL_TABLE' } };
const closed = (run: Outcome) =>
  run.messages.filter(({ type }) => type === 'ACTIVATE_VERSION').map(({ stream }) => stream);

it.each([[['tasks', 'subtasks', 'stories', 'attachments']], [['tasks', 'stories', 'attachments']]])(
  'what hangs on subtasks stays open where their list was refused: %j',
  async (streams) => {
    const world = new SmallWorld();
    const kid = world.subtask(world.task(0));
    world.edit({ type: 'add-attachment', parent: kid });
    const selection = selectionWith(streams, { stories: whole, attachments: whole });
    const one = await world.next({ selection, config });
    expect(closed(one)).toEqual(['stories', 'attachments']);
    const fetch = answering(403, ({ pathname }) => pathname.endsWith('/subtasks'));
    const two = await world.next({ selection, config, fetch, state: stateOf(one) });
    expect(closed(two)).toEqual([]);
  },
);

it.each([
  [['tasks', 'subtasks'], /\/tasks$/],
  [['subtasks'], /\/tasks$/],
  [['subtasks', 'stories'], /\/subtasks$/],
  [['stories'], /\/subtasks$/],
  [['goal_custom_field_settings', 'goals'], /\/goals$/],
  [['goal_custom_field_settings'], /\/goals$/],
])('what hangs on rows without a key stays open, whether these are wanted or not: %j, %s', async (streams, path) => {
  const world = new SmallWorld({ sizes: { goals: 1 } });
  world.subtask(world.task(0));
  const selection = selectionWith(streams, { tasks: whole, subtasks: whole, stories: whole });
  expect(closed(await world.next({ selection, config }))).toEqual(streams);
  expect(closed(await world.next({ selection, config, fetch: patchRows(path, { gid: null }) }))).toEqual([]);
});
