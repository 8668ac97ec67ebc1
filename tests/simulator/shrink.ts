import { type Finding, sortOf } from './judge/finding.ts';
import { makePlan } from './plan/plan.ts';
import { CONCERNS, type Concern, type Reduction } from './plan/reduction.ts';
import { play } from './play/play.ts';
import type { Rule } from './rules/rules.ts';

/** Variants tried before what was found so far has to do. */
const MOST_TRIES = 250;

/**
 * Makes a failing seed smaller: fewer runs, fewer concerns, fewer edits, a smaller world, as long as the same sort of thing
 * goes wrong in the same stream.
 */
export async function shrink(seed: number, whole: Reduction, failure: Finding, off?: Rule): Promise<Reduction> {
  const sort = sortOf(failure);
  let tries = 0;
  const fails = async (reduction: Reduction) => {
    if (tries >= MOST_TRIES) return false;
    tries += 1;
    const { findings } = await play(seed, reduction, off);
    return findings.some((finding) => sortOf(finding) === sort);
  };

  let best = whole;
  const tryOut = async (reduction: Reduction) => {
    if (!(await fails(reduction))) return false;
    best = reduction;
    return true;
  };
  const { rounds } = makePlan(seed, whole);
  for (let runs = 0; runs < rounds.length; runs += 1) if (await tryOut({ ...best, runs })) break;
  for (const concern of Object.keys(CONCERNS) as Concern[]) {
    if (!best.without.has(concern)) await tryOut({ ...best, without: new Set([...best.without, concern]) });
  }
  const made = makePlan(seed, best).rounds.flatMap((round) => [
    ...round.edits.map(({ name }) => name),
    ...(round.isUnshared ? [`${round.nth}.0`] : []),
  ]);
  best = { ...best, ...(await fewerEdits(best, made, fails)) };
  for (const tasks of [1, 2, 4, 8, 16, 32]) if (await tryOut({ ...best, tasks })) break;
  for (const projects of [1, 2, 3, 4]) if (await tryOut({ ...best, projects })) break;
  return best;
}

/** Leaves out halves, quarters … of the edits, then single ones. */
async function fewerEdits(
  best: Reduction,
  made: readonly string[],
  fails: (reduction: Reduction) => Promise<boolean>,
): Promise<Pick<Reduction, 'edits'>> {
  let edits = [...made];
  for (let size = edits.length; size >= 1; size = Math.floor(size / 2)) {
    for (let at = 0; at < edits.length; ) {
      const fewer = [...edits.slice(0, at), ...edits.slice(at + size)];
      if (await fails({ ...best, edits: fewer })) edits = fewer;
      else at += size;
    }
  }
  return edits.length === made.length ? {} : { edits };
}
