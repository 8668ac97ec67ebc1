import { parseArgs } from 'node:util';
import { CONCERNS, type Concern, isConcern, type Reduction } from '../plan/reduction.ts';
import { isRule, RULES, type Rule } from '../rules/rules.ts';

/** What the simulator is asked to do. */
export interface Invocation {
  readonly seeds: number;
  readonly from: number;
  readonly jobs: number;
  readonly reduction: Reduction;
  readonly off: Rule | undefined;
  /** Failures after which it stops. */
  readonly most: number;
  readonly shrinks: boolean;
  /** Writes everything that happens. */
  readonly traces: boolean;
  /** Prints numbers for the process that asked for it, not words. */
  readonly isWorker: boolean;
}

export const USAGE = `npm run simulate -- [--seeds N] [--from SEED] [--seed SEED] [--jobs N] [--off RULE] [--most N] [--no-shrink] [--trace]
    smaller variants of a seed: [--runs N] [--edits NAMES] [--max-tasks N] [--max-projects N] [--without CONCERNS]
RULES: ${Object.keys(RULES).join(', ')}
CONCERNS: ${Object.keys(CONCERNS).join(', ')}`;

/** Thrown for what cannot be understood. */
export class UsageError extends Error {}

/** @throws UsageError */
export function readArguments(args: readonly string[]): Invocation {
  const { values } = parse(args);
  const seed = count(values.seed, '--seed');
  const off = values.off;
  if (off !== undefined && !isRule(off)) throw new UsageError(`--off: no such rule: ${off}`);
  return {
    seeds: seed === undefined ? (count(values.seeds, '--seeds') ?? 200) : 1,
    from: seed ?? count(values.from, '--from') ?? 1,
    jobs: count(values.jobs, '--jobs') ?? 1,
    reduction: readReduction(values),
    off,
    most: count(values.most, '--most') ?? 10,
    shrinks: values['no-shrink'] !== true,
    traces: values.trace === true,
    isWorker: values.worker === true,
  };
}

function parse(args: readonly string[]) {
  try {
    const text = { type: 'string' } as const;
    const flag = { type: 'boolean' } as const;
    return parseArgs({
      args: [...args],
      options: {
        seeds: text,
        from: text,
        seed: text,
        jobs: text,
        off: text,
        most: text,
        runs: text,
        edits: text,
        without: text,
        'max-tasks': text,
        'max-projects': text,
        'no-shrink': flag,
        trace: flag,
        worker: flag,
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function readReduction(values: ReturnType<typeof parse>['values']): Reduction {
  const without = new Set<Concern>();
  for (const name of (values.without ?? '').split(',').filter((each) => each !== '')) {
    if (!isConcern(name)) throw new UsageError(`--without: no such concern: ${name}`);
    without.add(name);
  }
  const runs = count(values.runs, '--runs');
  const tasks = count(values['max-tasks'], '--max-tasks');
  const projects = count(values['max-projects'], '--max-projects');
  return {
    without,
    ...(runs !== undefined && { runs }),
    ...(values.edits !== undefined && { edits: values.edits.split(',').filter((name) => name !== 'none') }),
    ...(tasks !== undefined && { tasks }),
    ...(projects !== undefined && { projects }),
  };
}

function count(text: string | undefined, flag: string): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d+$/.test(text)) throw new UsageError(`${flag}: expected a whole number, got ${text}`);
  return Number(text);
}
