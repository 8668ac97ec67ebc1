import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CommandOptions, type Ended, type Running, run, start, succeed } from './command.ts';
import type { Postgres } from './postgres.ts';
import { programOf } from './venvs.ts';
import { TAP, type World } from './world.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');

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

/** The plugin definition as it is published, but for the program: that of the source tree, which needs no installing. */
function ownDefinition(): string {
  return readFileSync(join(ROOT, 'meltano', 'tap-asana.yml'), 'utf8')
    .replace(/^pip_url:.*\n/m, '')
    .replace(/^executable:.*$/m, `executable: ${TAP}`);
}

function loaderDefinition(name: string, program: string, settings: Readonly<Record<string, string>>): string {
  const kinds = Object.entries(settings).map(([setting, kind]) => `- name: ${setting}\n  kind: ${kind}\n`);
  const namespace = name.replaceAll('-', '_');
  return `name: ${name}\nvariant: interop\nnamespace: ${namespace}\nexecutable: ${program}\nsettings:\n${kinds.join('')}`;
}

const LOADERS: Readonly<Record<string, string>> = {
  'target-jsonl': loaderDefinition('target-jsonl', programOf('jsonl', 'target-jsonl'), {
    destination_path: 'string',
    do_timestamp_file: 'boolean',
  }),
  'target-postgres': loaderDefinition('target-postgres', programOf('sdk', 'target-postgres'), {
    host: 'string',
    port: 'integer',
    user: 'string',
    password: 'string',
    database: 'string',
    default_target_schema: 'string',
  }),
  // Tells its state after each flush: what Meltano knows of a run that is stopped.
  'target-pipelinewise': loaderDefinition('target-pipelinewise', programOf('pipelinewise', 'target-postgres'), {
    host: 'string',
    port: 'integer',
    user: 'string',
    password: 'string',
    dbname: 'string',
    default_target_schema: 'string',
    batch_size_rows: 'integer',
    flush_all_streams: 'boolean',
  }),
};

/** Makes a project as a user does: init, then add what is needed, from definitions. */
export async function createProject(
  world: World,
  loaders: readonly string[],
  postgres?: { at: Postgres; database: string },
): Promise<Project> {
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
  await succeed(program, ['init', 'project', '--no-usage-stats'], { cwd: world.folder, env });
  mkdirSync(rows);
  const options = (): CommandOptions => ({ cwd: folder, env: { ...env } });
  const project: Project = {
    folder,
    meltano: (...args) => run(program, args, options()),
    sure: (...args) => succeed(program, args, options()),
    start: (...args) => start(program, args, { ...options(), detached: true }),
    set: (more) => void Object.assign(env, more),
  };
  for (const [name, text] of Object.entries({ 'tap-asana': ownDefinition(), ...LOADERS })) {
    if (name !== 'tap-asana' && !loaders.includes(name)) continue;
    const definition = join(world.folder, `${name}.yml`);
    writeFileSync(definition, text);
    await project.sure('add', '--from-ref', definition, name);
  }
  // Of a definition that is given by hand Meltano keeps the settings, not what it selects.
  await project.sure('config', 'set', 'tap-asana', '_select', selected());
  return project;
}

function selected(): string {
  const [, list = ''] = /^select: (\[.*\])$/m.exec(ownDefinition()) ?? [];
  return list;
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
