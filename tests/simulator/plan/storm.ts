import { diceOf } from '../dice.ts';
import type { Reduction } from './reduction.ts';
import type { Ending, Round } from './round-plan.ts';
import type { WorldPlan } from './world-plan.ts';

/*
 * In a storm, as one seed in four has it, everything goes wrong where it hurts: two projects have most tasks in common,
 * answers are slow and come in any order, runs end just after a bookmark has moved, and what they were at is hidden then.
 * By mere chance these rarely meet.
 */

/** What would hide a loss: all that is shown again is read again, and what nobody sees cannot be missed. */
const CALMING: ReadonlySet<string> = new Set(['share-project', 'hide-project', 'refuse-project']);

/** @returns whether a seed is one of those */
export function isStormy(seed: number, reduction: Reduction): boolean {
  return diceOf(seed, 'storm').chance(0.25) && !reduction.without.has('storms');
}

/** @returns the world of such a seed: one workspace, most of its tasks in two projects */
export function stormyWorld(seed: number, world: WorldPlan): WorldPlan {
  const dice = diceOf(seed, 'storm', 1);
  const { tasks = 0, looseTasks = 0, organizations = 0, storiesPerTask = 0 } = world.sizes;
  const projects = Math.min(world.sizes.projects ?? 0, dice.pick([2, 2, 3]));
  if (projects < 2) return world;
  const housed = tasks - looseTasks;
  const sizes = {
    ...world.sizes,
    workspaces: 1,
    organizations: Math.min(1, organizations),
    teams: 0,
    projects,
    storiesPerTask: Math.max(1, storiesPerTask),
    archivedProjects: 0,
    teamlessProjects: 0,
    multiHomedTasks: dice.int(Math.floor(housed / 2), housed),
    // Lists of assigned tasks come last, and bring what was lost before.
    assignedPercent: dice.pick([0, 0, 30]),
  };
  return { ...world, sizes, hidden: [], refused: [] };
}

/** @returns a round of such a seed */
export function stormyRound(seed: number, round: Round, reduction: Reduction): Round {
  const dice = diceOf(seed, 'storm', 2, round.nth);
  const latencyMs = dice.pick([800, 1500, 4000]);
  // One slow answer does more than many: the other project gets past it.
  const slowOf = dice.pick([4, 12, 30]);
  // Room for both projects at once: one that waits for an answer must not hold up the other.
  const places = dice.pick([10, 20, 50]);
  const ending = stormyEnding(seed, round, reduction);
  // Once only: a world that is all hidden has nothing to lose.
  const unshared = diceOf(seed, 'storm', 4).pick([1, 1, 1, 2, 3]);
  return {
    ...round,
    edits: round.edits.filter(({ kind }) => !CALMING.has(kind)),
    wishes: { ...round.wishes, places },
    traffic: { ...round.traffic, latencyMs, slowOf, quota: undefined },
    ending,
    isUnshared: round.nth === unshared && (reduction.edits?.includes(`${round.nth}.0`) ?? true),
  };
}

function stormyEnding(seed: number, round: Round, { without }: Reduction): Ending {
  const dice = diceOf(seed, 'storm', 3, round.nth);
  const at = { bookmark: dice.pick([1, 1, 2, 2, 3, 4, 6]) };
  const draw = dice.next();
  if (draw < 0.5 && !without.has('kills')) return { kind: 'kill', at, loses: 'nothing', isAfterState: true };
  return draw < 0.75 && !without.has('stops') ? { kind: 'stop', at } : round.ending;
}
