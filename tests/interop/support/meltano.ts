import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CommandOptions, type Ended, type Running, run, start, succeed } from './command.ts';
import { freshProject } from './meltano-project.ts';
import type { Postgres } from './postgres.ts';
import { programOf } from './venvs.ts';
import type { World } from './world.ts';

/** A Meltano project in a folder of its own, with the tap as our definition describes it. */
export interface Project {
  readonly folder: string;
  meltano(...args: string[]): Promise<Ended>;
  /** @returns what it wrote to stdout; throws with all it said, if it failed */
  sure(...args: string[]): Promise<string>;
  /** Starts it in a process group of its own, as a terminal does. */
  start(...args: string[]): Running;
  /** More variables for what is run from now on. */
  set(env: Readonly<Record<string, string>>): void;
}

/** Makes a project in the world's folder: with the tap, and with every loader there is. */
export async function createProject(world: World, postgres?: { at: Postgres; database: string }): Promise<Project> {
  const folder = join(world.folder, 'project');
  const rows = join(folder, 'rows');
  const env: Record<string, string> = {
    MELTANO_SEND_ANONYMOUS_USAGE_STATS: 'false',
    NO_COLOR: '1',
    // Wide enough for no line to be folded.
    COLUMNS: '400',
    TAP_ASANA_ACCESS_TOKEN: 'sandbox-token',
    TAP_ASANA_API_URL: `${world.url}/api/1.0`,
    TAP_ASANA_REQUESTS_PER_MINUTE: '100000',
    TARGET_JSONL_DESTINATION_PATH: rows,
    TARGET_JSONL_DO_TIMESTAMP_FILE: 'false',
    ...(postgres !== undefined && targetPostgres(postgres.at, postgres.database)),
  };
  const program = programOf('meltano', 'meltano');
  cpSync(await freshProject(), folder, { recursive: true });
  mkdirSync(rows);
  const options = (): CommandOptions => ({ cwd: folder, env: { ...env } });
  return {
    folder,
    meltano: (...args) => run(program, args, options()),
    sure: (...args) => succeed(program, args, options()),
    start: (...args) => start(program, args, { ...options(), detached: true }),
    set: (more) => void Object.assign(env, more),
  };
}

function targetPostgres({ port, password }: Postgres, database: string): Record<string, string> {
  const address = { host: '127.0.0.1', port: String(port), user: 'tap', password, default_target_schema: 'asana' };
  return {
    ...variables('TARGET_POSTGRES', { ...address, database }),
    ...variables('TARGET_PIPELINEWISE', {
      ...address,
      dbname: database,
      batch_size_rows: '50',
      flush_all_streams: 'true',
    }),
  };
}

function variables(prefix: string, settings: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(settings).map(([key, value]) => [`${prefix}_${key.toUpperCase()}`, value]));
}

/** @returns the rows that target-jsonl has written for a stream */
export function rowsOf(project: Project, stream: string): Record<string, unknown>[] {
  const text = readFileSync(join(project.folder, 'rows', `${stream}.jsonl`), 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}
