import { type Dice, diceOf } from '../dice.ts';
import { KINDS, kindAt } from '../edit/kinds.ts';
import type { Reduction } from './reduction.ts';
import { planRound, type Round } from './round-plan.ts';
import { CORE_STREAMS } from './wishes.ts';
import { planWorld, type WorldPlan } from './world-plan.ts';

/** Everything that happens in a seed, but for the objects of its edits. */
export interface Plan {
  readonly seed: number;
  readonly world: WorldPlan;
  readonly rounds: readonly Round[];
  /** The run after the edits have stopped. */
  readonly last: Round;
  /** Whether every project is shared and every workspace unblocked before it. */
  readonly isAllShared: boolean;
}

const HOUR = 3_600_000;

/** @returns the plan of a seed: the same each time; a reduction takes away and changes nothing else */
export function makePlan(seed: number, reduction: Reduction): Plan {
  const dice = diceOf(seed, 'plan');
  const runs = dice.int(2, 6);
  const isAllShared = dice.chance(0.5);
  const kinds = planKinds(diceOf(seed, 'kinds'));
  const pick = (from: typeof KINDS, share: number) => kindAt(from, share) ?? 'rename-task';
  const count = Math.min(runs, reduction.runs ?? runs);
  const rounds = Array.from({ length: count }, (_, index) =>
    planRound(seed, index + 1, kinds, pick, CORE_STREAMS, reduction),
  );
  return { seed, world: planWorld(seed, reduction), rounds, last: planLast(seed, reduction), isAllShared };
}

/** Some kinds of edits are made in a seed, others are not: rare ones meet each other more often so. */
function planKinds(dice: Dice): typeof KINDS {
  const kinds = dice.chance(0.3) ? KINDS : dice.some(KINDS, 0.45);
  return kinds.length > 0 ? kinds : KINDS;
}

/** Nothing is edited, nothing fails, nobody is in a hurry; long enough after everything else for a sweep to be due. */
function planLast(seed: number, reduction: Reduction): Round {
  const round = planRound(seed, 0, [], () => 'rename-task', CORE_STREAMS, reduction);
  return {
    ...round,
    pauseMs: 30 * HOUR,
    edits: [],
    isRefresh: false,
    traffic: { latencyMs: 20, jitter: false, faults: [], quota: undefined, foreignMs: undefined },
    bytesPerSecond: undefined,
    batch: 100,
    ending: { kind: 'whole' },
    states: [],
  };
}
