import { fraction, hash } from '../../../src/sandbox/world/random.ts';
import type { Traffic } from '../plan/round-plan.ts';

/** How many times as long a very slow answer takes. */
const SLOWLY = 15;

/** @returns milliseconds that no answer takes more than, there and back */
export function longestMs({ latencyMs, jitter }: Pick<Traffic, 'latencyMs' | 'jitter'>): number {
  return jitter ? 2 * SLOWLY * latencyMs : latencyMs;
}

/** How long answers take: drawn for a list and how often it was asked for, so that other requests change nothing in it. */
export class Latency {
  readonly #seed: number;
  readonly #ms: number;
  readonly #jitter: boolean;
  readonly #slowOf: number;
  readonly #asked = new Map<string, number>();

  /**
   * @param ms the mean
   * @param slowOf one of so many answers is very slow
   */
  constructor(seed: number, ms: number, jitter: boolean, slowOf: number) {
    this.#slowOf = slowOf;
    this.#seed = seed;
    this.#ms = ms;
    this.#jitter = jitter;
  }

  /** @returns milliseconds there and back */
  of(list: string): readonly [number, number] {
    if (!this.#jitter) return [this.#ms / 2, this.#ms / 2];
    const nth = (this.#asked.get(list) ?? 0) + 1;
    this.#asked.set(list, nth);
    let salt = 7;
    for (let at = 0; at < list.length; at += 1) salt = (Math.imul(salt, 31) + list.charCodeAt(at)) | 0;
    const slow = hash(this.#seed, salt, nth, 3) % this.#slowOf === 0 ? SLOWLY : 1;
    const half = (part: number) => this.#ms * slow * fraction(this.#seed, salt, nth, part);
    return [half(1), half(2)];
  }
}
