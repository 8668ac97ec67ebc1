import { diceOf } from '../dice.ts';
import type { Reduction } from './reduction.ts';
import type { Round } from './round-plan.ts';

/*
 * In one seed of eight, misdated, a clock is ahead during one run or several, by seconds up to weeks, and right again in the next:
 * all answers have such a `Date` then. What is within the lookback does no harm. What is more, somebody finds out, or is told by
 * the next run's warning, and sets the bookmarks back to before that.
 */

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** About so far ahead; never a round time, so that no bookmark is one of another run by chance. */
const OFFSETS = [
  5 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  50 * MINUTE,
  70 * MINUTE,
  5 * HOUR,
  DAY,
  4 * DAY,
  20 * DAY,
] as const;

/** @returns whether a seed is one of those */
export function isMisdated(seed: number, { without }: Reduction): boolean {
  return diceOf(seed, 'misdated').chance(1 / 8) && !without.has('clocks');
}

/**
 * @param rounds those of such a seed, and the last one behind them
 * @param runs how many rounds the seed has, also where it is reduced
 */
export function misdatedRounds(seed: number, rounds: readonly Round[], runs: number): Round[] {
  const dice = diceOf(seed, 'misdated', 1);
  const aheadMs = dice.pick(OFFSETS) + SECOND * dice.int(0, 25);
  const first = dice.int(1, runs);
  const until = Math.min(runs, first + dice.pick([0, 0, 1, 2]));
  // At once, or after runs that were right again.
  const rewound = Math.min(runs + 1, until + dice.pick([1, 1, 2, 3]));
  const isBeginning = dice.chance(0.3);
  const beforeMs = dice.pick([0, MINUTE, 10 * MINUTE]);
  const isEarly = dice.chance(0.3);
  const dated = rounds.map((round): Round => {
    const nth = round.nth === 0 ? runs + 1 : round.nth;
    return nth >= first && nth <= until ? { ...round, aheadMs } : round;
  });
  if (isSlight(dated)) return dated;
  return dated.map((round): Round => {
    const nth = round.nth === 0 ? runs + 1 : round.nth;
    const to = isBeginning ? 'beginning' : { beforeMs };
    // The last one comes in any case, also where rounds are left out.
    const isNow = nth === rewound || (round.nth === 0 && rewound > rounds.length - 1);
    if (!isNow) return round;
    return { ...round, rewind: { to, streams: 1, draw: 0, isThorough: true, isDamaged: false, isEarly } };
  });
}

/** Whether a clock is ahead by no more than any lookback: bookmarks are no later than what they promise. */
export function isSlight(rounds: readonly Round[]): boolean {
  const lookbacks = rounds.map(({ wishes }) => SECOND * wishes.lookbackSeconds);
  return rounds.every(({ aheadMs = 0 }) => aheadMs <= Math.min(...lookbacks));
}
