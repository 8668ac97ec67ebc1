import { type Dice, diceOf } from '../dice.ts';
import type { Reduction } from './reduction.ts';
import type { Round } from './round-plan.ts';

/*
 * In one seed of eight, a rewind, somebody sets bookmarks back by hand between two runs: those of one list or of all, for some
 * streams or for all, to '' or to an earlier moment, since rows have gone from the tables. Whatever else the state has then
 * stays as it is: lists that a run was stopped in, sweeps of another time, refused tasks, an older tap's bookmarks that wait.
 */

/** To which moment bookmarks are set back. */
export type RewindTo =
  | 'beginning'
  /** So far into the time from the world's first moment until now. */
  | { readonly share: number }
  /** One that the state has somewhere, or near it. */
  | { readonly mark: number; readonly offMs: number }
  /** Before an answer had a wrong date for the first time. */
  | { readonly beforeMs: number };

/** Bookmarks that are set back before a run. */
export interface Rewind {
  readonly to: RewindTo;
  /** One of the lists that the state knows, 0 to 1; absent: all of them. */
  readonly one?: number;
  /** Those of some streams, drawn for each of them; 1 is all of them. */
  readonly streams: number;
  /** Which ones, where it is not all of them. */
  readonly draw: number;
  /** Also of lists whose bookmark is no later, if a run was stopped in them. */
  readonly isThorough: boolean;
  /** Whether rows have gone, which are to come again. */
  readonly isDamaged: boolean;
  /** Before the pause, so that more happens until the run. */
  readonly isEarly: boolean;
}

/** @returns whether a seed is one of those */
export function isRewound(seed: number, { without }: Reduction): boolean {
  return diceOf(seed, 'rewind').chance(1 / 8) && !without.has('rewinds');
}

/**
 * @param runs how many rounds the seed has, also where it is reduced
 * @returns a round of such a seed
 */
export function rewoundRound(seed: number, plain: Round, runs: number, { without }: Reduction): Round {
  const round = without.has('settings') ? plain : sweptRound(seed, plain);
  const nth = round.nth === 0 ? runs + 1 : round.nth;
  const dice = diceOf(seed, 'rewind', 1, nth);
  const isNow = dice.chance(0.5) && nth > 1;
  const rewind = planRewind(dice);
  // What a run was stopped in gives way.
  const isStopped = dice.chance(0.3) && round.nth !== 0 && round.ending.kind === 'whole' && !without.has('stops');
  const at = { share: dice.next() };
  const ended: Round = isStopped ? { ...round, ending: { kind: 'stop', at } } : round;
  return isNow ? { ...ended, rewind } : ended;
}

/** In half of these seeds what lies below unchanged tasks is looked through more rarely than the runs come. */
function sweptRound(seed: number, round: Round): Round {
  const dice = diceOf(seed, 'rewind', 2);
  const isRare = dice.chance(0.5);
  const sweepHours = dice.pick([1, 1, 6, 24]);
  return isRare ? { ...round, wishes: { ...round.wishes, sweepHours } } : round;
}

function planRewind(dice: Dice): Rewind {
  const draw = dice.next();
  const share = dice.next();
  const mark = dice.next();
  const offMs = dice.pick([0, 0, -1000, 1000, -60_000, 60_000, dice.int(-600_000, 600_000)]);
  const isOne = dice.chance(0.4);
  const one = dice.next();
  return {
    to: draw < 0.3 ? 'beginning' : draw < 0.6 ? { share } : { mark, offMs },
    ...(isOne && { one }),
    streams: dice.pick([1, 1, 1, 0.5]),
    draw: dice.int(0, 1_000_000),
    isThorough: dice.chance(0.7),
    isDamaged: true,
    isEarly: dice.chance(0.3),
  };
}
