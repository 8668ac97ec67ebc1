import type { StreamName } from '../../../src/streams/table.ts';
import { type Dice, diceOf } from '../dice.ts';
import type { Reduction } from './reduction.ts';
import type { Round } from './round-plan.ts';

/*
 * In one seed of eight, states come from elsewhere: one of some runs ago is given again, as a backup is restored, whole or for
 * some of its streams; one is merged over a newer one; a single stream is read without its state, whose own is merged into the
 * rest, as Meltano does. What the tables hold is then newer than what the state says, and nothing may be lost by that.
 */

/** A state that is given again before a run. */
export interface Backup {
  /** So many runs ago it came back. */
  readonly runs: number;
  /** Of each stream either all of it or nothing; else all streams. */
  readonly streams?: readonly StreamName[];
  /** Laid over what is there, key by key; else in its place. */
  readonly isMerged: boolean;
}

/** @returns whether a seed is one of those */
export function isBackedUp(seed: number, { without }: Reduction): boolean {
  return diceOf(seed, 'backup').chance(1 / 8) && !without.has('backups');
}

/**
 * @param runs how many rounds the seed has, also where it is reduced
 * @returns a round of such a seed
 */
export function backedUpRound(seed: number, round: Round, runs: number, { without }: Reduction): Round {
  const nth = round.nth === 0 ? runs + 1 : round.nth;
  const dice = diceOf(seed, 'backup', 1, nth);
  const isRestored = dice.chance(0.35) && nth > 1;
  const backup = planBackup(dice, round.wishes.streams);
  const isOne = dice.chance(0.15) && round.nth !== 0 && !isRestored && !without.has('refresh');
  const one = dice.pick(round.wishes.streams);
  // A table that was closed has lost what no older state knows of.
  const wishes = { ...round.wishes, isClosing: false };
  if (isOne) return { ...round, wishes: { ...wishes, streams: [one] }, isRefresh: true };
  return { ...round, wishes, ...(isRestored && { backup }) };
}

function planBackup(dice: Dice, streams: readonly StreamName[]): Backup {
  const runs = dice.pick([1, 1, 2, 3, 4]);
  const some = dice.some(streams, 0.5);
  const draw = dice.next();
  if (draw < 0.5) return { runs, isMerged: false };
  return draw < 0.8 ? { runs, streams: some, isMerged: false } : { runs, isMerged: true };
}
