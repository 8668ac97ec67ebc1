import { parseArgs } from 'node:util';
import { CONCERNS, type Concern, isConcern, type Reduction } from '../plan/reduction.ts';
import { isRule, RULES, type Rule } from '../rules/rules.ts';

/** What the simulator is asked to do. Plain data: it goes to other threads. */
export interface Invocation {
  readonly seeds: number;
  readonly from: number;
  /** Threads. */
  readonly jobs: number;
  readonly reduction: Reduction;
  readonly off: Rule | undefined;
  /** Failures after which it stops. */
  readonly most: number;
  readonly shrinks: boolean;
  /** Writes everything that happens. */
  readonly traces: boolean;
}

export const USAGE = `npm run simulate -- [flags]

  --seeds N          so many seeds (default 200)
  --from SEED        beginning with this one (default 1)
  --seed SEED        this one alone
  --jobs N           threads (default: one a core)
  --most N           stop after so many failed seeds (default 10)
  --no-shrink        look for no smaller variants of a failed seed
  --trace            write everything that happens
  --off RULE         switch a rule of the model off: what it guards against should be found
  --help

Smaller variants of a seed:
  --runs N           its first N runs, and the last one
  --edits NAMES      only these edits: 2.5,3.1 or none
  --max-tasks N      a world of at most so many tasks
  --max-projects N   and so many projects
  --without NAMES    some of the concerns below left out

Rules:
${table(RULES)}
Concerns:
${table(CONCERNS)}
Ends with 0 if nothing was found, 1 if something was, 2 for bad usage.`;

/** Thrown for what cannot be understood. */
export class UsageError extends Error {}

/** A run asked for, or words about how to ask. */
export type Asked = { readonly help: true } | ({ readonly help: false } & Invocation);

/**
 * @param cores how many threads there are where nothing is said
 * @throws UsageError
 */
export function readArguments(args: readonly string[], cores: number): Asked {
  const { values } = parse(args);
  if (values.help === true) return { help: true };
  const seed = count(values.seed, '--seed');
  const off = values.off;
  if (off !== undefined && !isRule(off)) throw new UsageError(`--off: no such rule: ${off}`);
  const traces = values.trace === true;
  return {
    help: false,
    seeds: seed === undefined ? (count(values.seeds, '--seeds') ?? 200) : 1,
    from: seed ?? count(values.from, '--from') ?? 1,
    // What two threads do at once cannot be read in one trace.
    jobs: traces ? 1 : (count(values.jobs, '--jobs') ?? cores),
    reduction: readReduction(values),
    off,
    most: count(values.most, '--most') ?? 10,
    shrinks: values['no-shrink'] !== true,
    traces,
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
        help: { ...flag, short: 'h' },
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
  const runs = count(values.runs, '--runs', 0);
  const tasks = count(values['max-tasks'], '--max-tasks', 0);
  const projects = count(values['max-projects'], '--max-projects', 0);
  return {
    without,
    ...(runs !== undefined && { runs }),
    ...(values.edits !== undefined && { edits: values.edits.split(',').filter((name) => name !== 'none') }),
    ...(tasks !== undefined && { tasks }),
    ...(projects !== undefined && { projects }),
  };
}

function count(text: string | undefined, flag: string, least = 1): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d+$/.test(text) || Number(text) < least) {
    throw new UsageError(`${flag}: expected a whole number from ${least} on, got ${text}`);
  }
  return Number(text);
}

function table(rows: Readonly<Record<string, string>>): string {
  return Object.entries(rows)
    .map(([name, text]) => `  ${name.padEnd(18)} ${text}\n`)
    .join('');
}
