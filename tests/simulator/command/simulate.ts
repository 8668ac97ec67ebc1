import '../still-zlib.ts';
import { describe } from '../judge/finding.ts';
import { flagsOf } from '../plan/reduction.ts';
import { type Played, play } from '../play/play.ts';
import { shrink } from '../shrink.ts';
import type { Invocation } from './arguments.ts';
import { add, EMPTY, type Totals } from './totals.ts';

/** Where words go, and who looks at the clock. */
export interface Edge {
  readonly write: (line: string) => void;
  /** Milliseconds, of the real clock: for the report alone. */
  readonly now: () => number;
}

/** Plays seeds one after the other, in this process. Says each failure at once, with the smallest variant that fails too. */
export async function simulate(invocation: Invocation, { write }: Edge): Promise<Totals> {
  const { seeds, from, off, reduction, traces, most } = invocation;
  let totals = EMPTY;
  for (let seed = from; seed < from + seeds; seed += 1) {
    const played = await play(seed, reduction, off, traces ? write : undefined);
    totals = add(totals, played);
    if (played.findings.length > 0) await tell(played, invocation, write);
    if (totals.failed.length >= most) break;
  }
  return totals;
}

async function tell({ seed, findings }: Played, invocation: Invocation, write: (line: string) => void): Promise<void> {
  write(`seed ${seed}: ${findings.length} findings`);
  for (const finding of findings.slice(0, 5)) write(`  ${describe(finding)}`);
  const [first] = findings;
  if (!invocation.shrinks || first === undefined) return;
  const smallest = await shrink(seed, invocation.reduction, first, invocation.off);
  const off = invocation.off === undefined ? '' : ` --off ${invocation.off}`;
  write(`  npm run simulate -- --seed ${seed}${off} ${flagsOf(smallest)}`.trimEnd());
}
