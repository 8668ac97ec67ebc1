import { describe } from '../judge/finding.ts';
import { flagsOf } from '../plan/reduction.ts';
import { type Played, play } from '../play/play.ts';
import { shrink } from '../shrink.ts';
import type { Invocation } from './arguments.ts';

/** What of an invocation concerns a single seed. */
export type Manner = Pick<Invocation, 'reduction' | 'off' | 'shrinks' | 'traces'>;

const MOST_TOLD = 5;

/**
 * Plays a seed, and says what is wrong with it, with the smallest variant that fails too.
 * @throws Error that names the seed, if the simulator itself breaks
 */
export async function playSeed(seed: number, manner: Manner, write: (line: string) => void): Promise<Played> {
  try {
    const played = await play(seed, manner.reduction, manner.off, manner.traces ? write : undefined);
    await tell(played, manner, write);
    return played;
  } catch (cause) {
    throw new Error(`seed ${seed} cannot be played`, { cause });
  }
}

async function tell({ seed, findings }: Played, manner: Manner, write: (line: string) => void): Promise<void> {
  const [first] = findings;
  if (first === undefined) return;
  const { off, reduction } = manner;
  const said = findings.slice(0, MOST_TOLD).map((finding) => `\n  ${describe(finding)}`);
  write(`seed ${seed}: ${findings.length} found${said.join('')}`);
  const smallest = manner.shrinks ? await shrink(seed, reduction, first, off) : reduction;
  const flags = [...(off === undefined ? [] : [`--off ${off}`]), flagsOf(smallest)].join(' ');
  write(`  npm run simulate -- --seed ${seed} ${flags}`.trimEnd());
}
