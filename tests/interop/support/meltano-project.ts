import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { succeed } from './command.ts';
import { CACHE, programOf } from './venvs.ts';
import { TAP } from './world.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');

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

/** What is added, each from a definition of its own. */
const PLUGINS: Readonly<Record<string, string>> = { 'tap-asana': ownDefinition(), ...LOADERS };

function selected(): string {
  const [, list = ''] = /^select: (\[.*\])$/m.exec(ownDefinition()) ?? [];
  return list;
}

/**
 * Makes a project as a user does: init, then add what is needed, from definitions. It is kept for the next test and the
 * next time, since Meltano takes some seconds for each step.
 * @returns its folder, to be copied
 */
export async function freshProject(): Promise<string> {
  const requirements = readFileSync(join(import.meta.dirname, '..', 'requirements', 'meltano.txt'));
  const hash = createHash('sha256').update(requirements).update(JSON.stringify(PLUGINS)).digest('hex');
  const kept = join(CACHE, `project-${hash.slice(0, 16)}`);
  if (existsSync(kept)) return kept;
  const folder = mkdtempSync(join(CACHE, 'new-'));
  const project = join(folder, 'project');
  const env = { MELTANO_SEND_ANONYMOUS_USAGE_STATS: 'false', NO_COLOR: '1' };
  const meltano = (cwd: string, ...args: string[]) => succeed(programOf('meltano', 'meltano'), args, { cwd, env });
  await meltano(folder, 'init', 'project', '--no-usage-stats');
  for (const [name, text] of Object.entries(PLUGINS)) {
    const definition = join(folder, `${name}.yml`);
    writeFileSync(definition, text);
    await meltano(project, 'add', '--from-ref', definition, name);
  }
  // Of a definition that is given by hand Meltano keeps the settings, not what it selects.
  await meltano(project, 'config', 'set', 'tap-asana', '_select', selected());
  // Another test file may have made one meanwhile.
  try {
    renameSync(project, kept);
  } catch (error) {
    if (!existsSync(kept)) throw error;
  }
  rmSync(folder, { recursive: true });
  return kept;
}
