import { readArguments, USAGE, UsageError } from './arguments.ts';
import type { Edge } from './simulate.ts';
import { simulate } from './simulate.ts';
import { report } from './totals.ts';

/** @returns the exit code: 0 if nothing was found, 1 if something was, 2 for bad usage */
export async function main(args: readonly string[], edge: Edge): Promise<number> {
  try {
    const invocation = readArguments(args);
    const begun = edge.now();
    const totals = await simulate(invocation, edge);
    for (const line of report(totals, (edge.now() - begun) / 1000)) edge.write(line);
    return totals.failed.length > 0 ? 1 : 0;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    edge.write(`${error.message}\n${USAGE}`);
    return 2;
  }
}
