import { createRng, hash, type Rng } from '../../src/sandbox/world/random.ts';

/** Chance for one concern of one seed. */
export interface Dice {
  /** From 0 up to 1. */
  next(): number;
  /** A whole number between both, both included. */
  int(from: number, to: number): number;
  /** True with this probability. */
  chance(probability: number): boolean;
  /** One of several. Throws a RangeError for none. */
  pick<T>(from: readonly T[]): T;
  /** Each of them with this probability, in their order. */
  some<T>(from: readonly T[], probability: number): T[];
}

/**
 * Every concern throws dice of its own, so that leaving one thing out of a seed (a fault, a kill, an edit) leaves all
 * others as they were: that is what makes a smaller variant of a failure likely to fail too.
 * @param concern what is decided: `world`, `edit` …
 * @param place tells apart several of a kind, by at most two numbers: the round, the number in the round
 */
export function diceOf(seed: number, concern: string, ...place: readonly number[]): Dice {
  const salt = [...concern].reduce((sum, letter) => Math.imul(sum, 31) + (letter.codePointAt(0) ?? 0), 7) | 0;
  return diceFrom(createRng(hash(seed, salt, place[0] ?? 0, place[1] ?? 0)));
}

function diceFrom(rng: Rng): Dice {
  const int = (from: number, to: number) => from + Math.floor(rng() * (to - from + 1));
  return {
    next: rng,
    int,
    chance: (probability) => rng() < probability,
    pick(from) {
      const picked = from[int(0, from.length - 1)];
      if (picked === undefined) throw new RangeError('nothing to pick from');
      return picked;
    },
    some: (from, probability) => from.filter(() => rng() < probability),
  };
}
