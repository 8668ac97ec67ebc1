import { codeOf, type Kind } from './gid.ts';
import { fraction, hash } from './random.ts';

/**
 * A number drawn for one object and one purpose: an unsigned 32-bit integer, the same whenever it is drawn. `salt` tells
 * the purposes apart: a number that nothing else draws with for that kind.
 */
export function draw(seed: number, kind: Kind, index: number, salt: number): number {
  return hash(seed, codeOf(kind), index, salt);
}

/** The same as `draw`, as a fraction in [0, 1). */
export function drawShare(seed: number, kind: Kind, index: number, salt: number): number {
  return fraction(seed, codeOf(kind), index, salt);
}
