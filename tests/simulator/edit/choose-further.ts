import type { FurtherChangeType } from '../../../src/sandbox/edit/change.ts';
import { DAY_MS } from '../../../src/sync/flat/days.ts';
import type { Dice } from '../dice.ts';
import { type Chooser, one } from './one.ts';

/** How many days ago, some so late that no run looks there any more. */
function daysAgo(dice: Dice): number {
  return dice.chance(0.7) ? dice.int(-3, 3) : dice.int(20, 60);
}

/** Makes up changes of what is not selected by default. */
export const FURTHER_CHOOSERS: Readonly<Record<FurtherChangeType, Chooser>> = {
  'add-attachment': (world, dice) => ({
    type: 'add-attachment',
    parent: one(world, dice, dice.chance(0.75) ? 'task' : dice.pick(['project', 'project_brief'])),
  }),
  'delete-attachment': (world, dice) => ({ type: 'delete-attachment', attachment: one(world, dice, 'attachment') }),
  'add-status-update': (world, dice) => ({
    type: 'add-status-update',
    parent: one(world, dice, dice.pick(['project', 'portfolio', 'goal'])),
  }),
  'delete-status-update': (world, dice) => ({
    type: 'delete-status-update',
    update: one(world, dice, 'status_update'),
  }),
  'add-goal': (world, dice) => ({ type: 'add-goal', workspace: one(world, dice, 'workspace') }),
  'rename-goal': (world, dice) => ({
    type: 'rename-goal',
    goal: one(world, dice, 'goal'),
    name: `Renamed ${dice.int(0, 9999)}`,
  }),
  'add-time-entry': (world, dice, now) => ({
    type: 'add-time-entry',
    task: one(world, dice, 'task'),
    minutes: dice.int(1, 600),
    enteredOn: new Date(now - daysAgo(dice) * DAY_MS).toISOString().slice(0, 'YYYY-MM-DD'.length),
  }),
  'edit-time-entry': (world, dice) => ({
    type: 'edit-time-entry',
    entry: one(world, dice, 'time_tracking_entry'),
    minutes: dice.int(1, 600),
  }),
  'delete-time-entry': (world, dice) => ({ type: 'delete-time-entry', entry: one(world, dice, 'time_tracking_entry') }),
  'add-audit-event': (world, dice) => ({ type: 'add-audit-event', workspace: one(world, dice, 'workspace') }),
};
