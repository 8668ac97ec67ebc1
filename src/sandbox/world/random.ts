/** A source of numbers in [0, 1), like `Math.random`, that is the same every time for a seed. */
export type Rng = () => number;

/**
 * Mixes four numbers into one unsigned 32-bit integer. Everything the sandbox's world says about an object comes from
 * here, so that 200,000 tasks need no memory and are the same each time they are asked for.
 */
export function hash(seed: number, a: number, b = 0, c = 0): number {
  let h = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 15) ^ a, 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 13) ^ b, 0x27d4eb2f);
  h = Math.imul(h ^ (h >>> 16) ^ c, 0x165667b1);
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
  return (h ^ (h >>> 13)) >>> 0;
}

/** The same as `hash`, as a fraction in [0, 1). */
export function fraction(seed: number, a: number, b = 0, c = 0): number {
  return hash(seed, a, b, c) / 0x1_0000_0000;
}

/** A seeded sequence of fractions (mulberry32), for what happens over time: jitter, chance, random edits. */
export function createRng(seed: number): Rng {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

const STEPS = [7919, 104_729, 1_299_709, 15_485_863, 32_452_843];

/**
 * A predicate over 0 … total-1 that holds for exactly `count` of them, spread evenly and in another place for each salt:
 * sizes in the sandbox are promises, so chance will not do.
 */
export function exactly(count: number, total: number, salt: number): (index: number) => boolean {
  const usable = STEPS.filter((step) => total % step !== 0);
  const step = usable[salt % usable.length] ?? 1;
  return (index) => {
    if (index >= total) return false;
    const place = (index * (step % total) + salt) % total;
    return Math.floor(((place + 1) * count) / total) > Math.floor((place * count) / total);
  };
}
