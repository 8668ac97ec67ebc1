import { readArguments, USAGE, UsageError } from './arguments.ts';
import { simulate } from './simulate.ts';
import { report } from './totals.ts';

/** What the command touches beside its arguments. */
export interface Edge {
  readonly write: (line: string) => void;
  /** Milliseconds, of the real clock: for the report alone. */
  readonly now: () => number;
  /** How many threads the machine runs at once. */
  readonly cores: number;
}

/** @returns the exit code: 0 if nothing was found, 1 if something was, 2 for bad usage */
export async function main(args: readonly string[], edge: Edge): Promise<number> {
  try {
    const asked = readArguments(args, edge.cores);
    if (asked.help) {
      edge.write(USAGE);
      return 0;
    }
    const begun = edge.now();
    const totals = await simulate(asked, edge.write);
    for (const line of report(totals, (edge.now() - begun) / 1000)) edge.write(line);
    return totals.failed.length > 0 ? 1 : 0;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    edge.write(`${error.message}\n\n${USAGE}`);
    return 2;
  }
}
