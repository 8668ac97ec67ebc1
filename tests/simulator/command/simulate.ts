import type { Played } from '../play/play.ts';
import type { Invocation } from './arguments.ts';
import { playSeed } from './play-seed.ts';
import { playInThreads } from './threads.ts';
import { add, EMPTY, type Totals } from './totals.ts';

/**
 * Plays seeds, in this thread or in several. Says each failure at once, and ends early after enough of them.
 * @throws Error that names a seed, if the simulator itself breaks
 */
export async function simulate(invocation: Invocation, write: (line: string) => void): Promise<Totals> {
  const { seeds, from, jobs, most } = invocation;
  let totals = EMPTY;
  let next = from;
  const deal = () => (next < from + seeds && totals.failed.length < most ? next++ : undefined);
  const played = (one: Played) => {
    totals = add(totals, one);
  };
  const threads = Math.min(jobs, seeds);
  if (threads > 1) {
    await playInThreads(threads, invocation, { deal, played, write });
  } else {
    for (let seed = deal(); seed !== undefined; seed = deal()) played(await playSeed(seed, invocation, write));
  }
  return totals;
}
