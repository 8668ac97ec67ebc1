import { coreStreams } from '../../support/core-streams.ts';
import { type Dice, diceOf } from '../dice.ts';
import { KINDS, kindAt, WEIGHTS } from '../edit/kinds.ts';
import { backedUpRound, isBackedUp } from './backups.ts';
import { diamondRound, diamondWorld, isDiamond } from './diamonds.ts';
import { furtherRound, furtherWorld, hasFurther } from './further-plan.ts';
import { isMisdated, isSlight, misdatedRounds } from './misdated.ts';
import type { Reduction } from './reduction.ts';
import { isRewound, rewoundRound } from './rewinds.ts';
import { type PickKind, planRound, type Round } from './round-plan.ts';
import { isStormy, stormyRound, stormyWorld } from './storm.ts';
import { isTurning, turningRounds, turningWorld } from './turns.ts';
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
  /** Whether some projects are hidden before it: what their lists were relied on for does not come any more. */
  readonly isSomeHidden: boolean;
  /** Whether an older tap has filled the tables before the first run, and left it its state. */
  readonly isInherited: boolean;
  /** Whether a clock is ahead by more than any lookback: bookmarks promise nothing until they are set back. */
  readonly isMisled: boolean;
}

const HOUR = 3_600_000;

/** @returns the plan of a seed: the same each time; a reduction takes away and changes nothing else */
export function makePlan(seed: number, reduction: Reduction): Plan {
  const dice = diceOf(seed, 'plan');
  const runs = dice.int(2, 6);
  const isStorm = isStormy(seed, reduction);
  const isAllShared = dice.chance(0.5) && !isStorm;
  const isSomeHidden = diceOf(seed, 'hiding').chance(0.4) && !isAllShared && !reduction.without.has('hiding');
  const isOlder = diceOf(seed, 'inheritance').chance(0.1);
  const isInherited = isOlder && !reduction.without.has('older');
  const pick = planKinds(diceOf(seed, 'kinds'));
  const count = Math.min(runs, reduction.runs ?? runs);
  const drawn = Array.from({ length: count }, (_, index) => {
    const round = planRound(seed, index + 1, pick, coreStreams, reduction);
    return isStorm ? stormyRound(seed, round, reduction) : round;
  });
  const planned = planWorld(seed, reduction);
  const calm = isStorm ? stormyWorld(seed, planned) : planned;
  const end = planLast(seed, reduction);
  const isTurn = isTurning(seed, reduction);
  const turning = isTurn ? turningWorld(seed, calm) : calm;
  const isCrossed = isDiamond(seed, reduction);
  const world = isCrossed ? diamondWorld(turning, reduction) : turning;
  const turned = isTurn ? turningRounds(seed, [...drawn, end], runs, reduction) : [...drawn, end];
  // What an older tap's bookmark was given to is not known any more when that bookmark is given again.
  const isBacked = isBackedUp(seed, reduction) && !isOlder;
  const played = isBacked ? turned.map((round) => backedUpRound(seed, round, runs, reduction)) : turned;
  const isWrong = isMisdated(seed, reduction) && !isBacked;
  const dated = isWrong ? misdatedRounds(seed, played, runs) : played;
  // A state that is given again has forgotten what was set back.
  const isBackwards = isRewound(seed, reduction) && !isBacked && !isWrong;
  const set = isBackwards ? dated.map((round) => rewoundRound(seed, round, runs, reduction)) : dated;
  const isMisled = isWrong && !isSlight(set);
  const moving = (round: Round) => (isCrossed ? diamondRound(seed, round, world, reduction) : round);
  const rounds = set.slice(0, -1).map(moving);
  const last = set.at(-1) ?? end;
  const core: Plan = { seed, world, rounds, last, isAllShared, isSomeHidden, isInherited, isMisled };
  if (!hasFurther(seed, reduction)) return core;
  return {
    ...core,
    world: furtherWorld(seed, world),
    rounds: rounds.map((round) => furtherRound(seed, round, reduction)),
    last: { ...furtherRound(seed, last, reduction), edits: [] },
  };
}

/** Some kinds of edits are made often in a seed, others never: rare ones meet each other more often so. */
function planKinds(dice: Dice): PickKind {
  const weights = KINDS.map((kind) => WEIGHTS[kind] * dice.pick([0, 0, 1, 1, 5]));
  return (share) => kindAt(KINDS, weights, share) ?? 'rename-task';
}

/** Nothing is edited, nothing fails, nobody is in a hurry; long enough after everything else for a sweep to be due. */
function planLast(seed: number, reduction: Reduction): Round {
  const round = planRound(seed, 0, () => 'rename-task', coreStreams, reduction);
  return {
    ...round,
    pauseMs: 30 * HOUR,
    edits: [],
    isRefresh: false,
    isUnshared: false,
    traffic: { latencyMs: 20, jitter: false, slowOf: 1, faults: [], quota: undefined, foreignMs: undefined },
    bytesPerSecond: undefined,
    batch: 100,
    ending: { kind: 'whole' },
    states: [],
  };
}
