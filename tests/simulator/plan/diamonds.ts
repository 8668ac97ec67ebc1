import type { Change, Ref } from '../../../src/sandbox/edit/change.ts';
import { type Dice, diceOf } from '../dice.ts';
import type { Reduction } from './reduction.ts';
import type { Moment, PlannedEdit, Round } from './round-plan.ts';
import type { WorldPlan } from './world-plan.ts';

/*
 * In one seed of eight, a diamond, tasks move to and fro below others while runs read: one that lies below a task of one
 * project, then below a task of another, with what hangs on it and with the tasks in between; and one of these projects is hidden
 * before the next run. By mere chance no task moves twice in a run.
 */

/** Edits of diamonds are named from here on: more than turns have, fewer than further ones begin at. */
const FIRST_EDIT = 71;

/** A task of either project, a subtask of each, and two that move below them all. */
interface Diamond {
  readonly tops: readonly [Ref, Ref];
  readonly middles: readonly [Ref, Ref];
  readonly moving: readonly [Ref, Ref];
}

/** @returns whether a seed is one of those */
export function isDiamond(seed: number, { without }: Reduction): boolean {
  return diceOf(seed, 'diamond').chance(1 / 8) && !without.has('diamonds');
}

/** @returns the world of such a seed: one workspace, with what a diamond is made of */
export function diamondWorld(world: WorldPlan, reduction: Reduction): WorldPlan {
  const { tasks = 0, projects = 0, organizations = 0, subtasks = 0, subtaskParents = 0 } = world.sizes;
  if (tasks < 2 || projects < 2) return world;
  const sizes = {
    ...world.sizes,
    workspaces: 1,
    organizations: Math.min(1, organizations),
    teams: 0,
    teamlessProjects: 0,
    subtasks: Math.max(subtasks, Math.min(4, reduction.tasks ?? 4)),
    subtaskParents: Math.max(1, subtaskParents),
  };
  return { ...world, sizes };
}

/** @returns a round of such a seed */
export function diamondRound(seed: number, round: Round, { sizes }: WorldPlan, { without, edits }: Reduction): Round {
  const dice = diceOf(seed, 'diamond', 1, round.nth);
  const tasks = sizes.tasks ?? 0;
  const at = (place: number): Ref => `task:${place}`;
  const diamond: Diamond = {
    tops: [at(0), at(1)],
    middles: [at(tasks), at(tasks + 1)],
    moving: [at(tasks + 2), at(tasks + 3)],
  };
  const before = round.nth === 1 ? setUp(diamond, diceOf(seed, 'diamond', 2)) : planBetween(diamond, dice);
  const during = Array.from({ length: dice.int(0, 9) }, () => ({
    change: planChange(diamond, dice),
    moment: planMoment(dice),
  }));
  const made = [...before.map((change) => ({ change, moment: undefined })), ...during]
    .map(
      ({ change, moment }, index): PlannedEdit => ({
        name: `${round.nth}.${FIRST_EDIT + index}`,
        kind: change.type,
        // In their order.
        share: index / 100,
        moment,
        change,
      }),
    )
    .filter(({ moment }) => !without.has(moment === undefined ? 'between' : 'during'))
    .filter(({ name }) => edits?.includes(name) ?? true);
  return { ...round, edits: [...round.edits, ...made] };
}

function setUp({ tops, middles, moving }: Diamond, dice: Dice): Change[] {
  const changes: Change[] = [
    { type: 'add-to-project', task: tops[0], project: 'project:0' },
    { type: 'add-to-project', task: tops[1], project: 'project:1' },
    { type: 'set-parent', task: middles[0], parent: tops[0] },
    { type: 'set-parent', task: middles[1], parent: tops[1] },
    { type: 'set-parent', task: moving[0], parent: middles[0] },
    { type: 'set-parent', task: moving[1], parent: moving[0] },
  ];
  const assigned = dice.some([...middles, ...moving], dice.pick([0, 0, 0.5]));
  return [...changes, ...assigned.map((task): Change => ({ type: 'assign-task', task, assignee: 'user:0' }))];
}

/** One of both projects is hidden, and what was hidden before may be shared. */
function planBetween(diamond: Diamond, dice: Dice): Change[] {
  const [one, other] = dice.chance(0.5) ? ['project:0', 'project:1'] : ['project:1', 'project:0'];
  const changes = Array.from({ length: dice.int(0, 2) }, () => planChange(diamond, dice));
  const isHidden = dice.chance(0.5);
  const isShared = dice.chance(0.6);
  return [
    ...(isHidden ? [{ type: 'hide-project', project: one } as const] : []),
    ...changes,
    ...(isShared ? [{ type: 'share-project', project: other } as const] : []),
  ];
}

function planChange({ tops, middles, moving }: Diamond, dice: Dice): Change {
  const task = dice.pick([...middles, moving[0], moving[0], moving[0], moving[1]]);
  const parent = dice.pick([...tops, ...middles, moving[0]]);
  const draw = dice.next();
  const text = `${dice.int(0, 9999)}`;
  // Below itself it is not put: such an edit is not made.
  if (draw < 0.65) return { type: 'set-parent', task, parent };
  if (draw < 0.8) return { type: 'add-story', task, text: `Comment ${text}` };
  return { type: 'rename-task', task, name: `Renamed ${text}` };
}

function planMoment(dice: Dice): Moment {
  return dice.pick<Moment>([{ share: dice.next() }, { share: dice.next() }, { lull: 1 }, { bookmark: dice.int(1, 6) }]);
}
