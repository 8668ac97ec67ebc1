import type { TestProject } from 'vitest/node';
import { type Postgres, startPostgres } from './support/postgres.ts';
import { prepareVenvs } from './support/venvs.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The PostgreSQL that the tests share; each makes databases of its own. */
    postgres: Postgres;
  }
}

/** Brings about what the tests stand on: Python's programs at their pinned versions, and a PostgreSQL of our own. */
export async function setup(project: TestProject): Promise<() => void> {
  await prepareVenvs((text) => process.stderr.write(`${text}\n`));
  const { postgres, stop } = await startPostgres();
  project.provide('postgres', postgres);
  return stop;
}
