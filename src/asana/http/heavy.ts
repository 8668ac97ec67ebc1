import type { Clock } from '../../clock.ts';
import type { Health } from '../health.ts';
import { Turns } from './turns.ts';

/** Of text: more than a page of a hundred rows has, unless each row brings long lists of options. */
export const HEAVY_BYTES = 2 * 2 ** 20;

/**
 * To be asked before an answer is unpacked that somebody will hold.
 * @param bytes how large it will be
 * @returns undefined for nearly all, which go on at once; otherwise waits for the answer's turn, and gives what is to be
 *   called once nobody holds it any more
 */
export type Enter = (bytes: number) => Promise<() => void> | undefined;

/**
 * Lets large answers in one at a time, each when the rows of the one before have been taken. Parsed, a page of 20 MB takes
 * four times as much, as many may come at once as there are places, and a slow reader has them all wait: until their turn
 * they do so as they came, compressed. What reads them one after the other stands still for none but one, too.
 * @param signal ends the waiting
 */
export function heavyTurns(health: Health, clock: Clock, signal: AbortSignal): Enter {
  const turns = new Turns();
  return (bytes) => {
    if (bytes < HEAVY_BYTES) return undefined;
    // Asana has answered: it is the reader who is waited for now.
    health.end(clock.now());
    return turns.take(signal).finally(() => health.begin(clock.now()));
  };
}
