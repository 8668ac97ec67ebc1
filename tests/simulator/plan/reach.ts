import { type Dice, diceOf } from '../dice.ts';
import type { Reduction } from './reduction.ts';
import type { Wishes } from './wishes.ts';

/*
 * In half of the turns, what a run reaches is changed for good as well: other `projects` are named, or `workspaces`, or none
 * any more; assigned tasks are left out and taken in again; sweeps get rarer or more frequent, and the lookback longer or shorter.
 */

/** In seconds: shorter than the pauses between runs, and longer. */
const LOOKBACKS = [0, 10, 60, 600, 3600, 90_000] as const;

const SWEEPS = [0, 0, 1, 6, 24] as const;

/** What a setting is from a round on: before the first of them, what it is without turns. */
type Changes<T> = readonly (readonly [number, T])[];

/** What of a turn's settings says how far runs reach, and how far back. */
export class Reach {
  readonly #without: Reduction['without'];
  readonly #projects: Changes<readonly string[]>;
  readonly #workspaces: Changes<readonly string[]>;
  readonly #assigned: Changes<boolean | undefined>;
  readonly #sweeps: Changes<number>;
  readonly #lookbacks: Changes<number>;

  /** @param runs how many rounds the seed has, also where it is reduced; the last one comes behind them */
  constructor(seed: number, runs: number, { without }: Reduction) {
    const isThere = diceOf(seed, 'reach').chance(0.5);
    this.#without = without;
    const draw = <T>(nth: number, probability: number, choose: (dice: Dice) => T): Changes<T> => {
      const dice = diceOf(seed, 'reach', nth);
      if (!dice.chance(probability) || !isThere) return [];
      const count = dice.int(1, 3);
      const rounds = Array.from({ length: count }, () => dice.int(1, runs + 1)).sort((a, b) => a - b);
      return rounds.map((round) => [round, choose(dice)] as const);
    };
    this.#projects = draw(1, 0.5, (dice) => (dice.chance(0.35) ? [] : named(dice, 'project', 4)));
    this.#workspaces = draw(2, 0.25, (dice) => (dice.chance(0.4) ? [] : named(dice, 'workspace', 2)));
    // Off from one round on, and as before from a later one.
    this.#assigned = draw(3, 0.4, (dice) => (dice.chance(0.5) ? false : undefined));
    this.#sweeps = draw(4, 0.4, (dice) => dice.pick(SWEEPS));
    this.#lookbacks = draw(5, 0.5, (dice) => dice.pick(LOOKBACKS));
  }

  /** @param nth the round; the last one is the one behind all others */
  of(nth: number, wishes: Wishes): Wishes {
    const isPlain = this.#without.has('settings');
    const isOpen = this.#without.has('filters');
    return {
      ...wishes,
      projects: isOpen ? [] : (at(this.#projects, nth) ?? wishes.projects),
      workspaces: isOpen ? [] : (at(this.#workspaces, nth) ?? wishes.workspaces),
      isAssigned: isOpen || (at(this.#assigned, nth) ?? wishes.isAssigned),
      sweepHours: isPlain ? 0 : (at(this.#sweeps, nth) ?? wishes.sweepHours),
      lookbackSeconds: isPlain ? wishes.lookbackSeconds : (at(this.#lookbacks, nth) ?? wishes.lookbackSeconds),
    };
  }
}

function at<T>(changes: Changes<T>, nth: number): T | undefined {
  return changes.findLast(([round]) => round <= nth)?.[1];
}

function named(dice: Dice, kind: string, most: number): string[] {
  const count = dice.int(1, Math.max(1, most - 1));
  return [...new Set(Array.from({ length: count }, () => `${kind}:${dice.int(0, most - 1)}`))];
}
