import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { columnTypes } from '../../src/config/columns.ts';
import type { SandboxOptions } from '../../src/sandbox/options.ts';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { startServer } from '../../src/sandbox/server.ts';
import { streamNames } from '../../src/streams/table.ts';
import { Harness, type SyncOptions, selectionOf } from '../support/harness.ts';
import type { Recorder } from './recorder.ts';

/** The tap's executable; it runs what was built last. */
export const EXECUTABLE = fileURLToPath(new URL('../../bin/tap-asana.js', import.meta.url));

/** Who may see everything there is. */
const TOKEN = { plan: 'enterprise', serviceAccount: true } as const;

/** A world with more than one page of everything, if pages are of five rows. */
const WORLD: SandboxOptions = {
  ...TOKEN,
  quota: null,
  sizes: { users: 12, teams: 6, projects: 8, tasks: 60, subtasks: 30, tags: 8, portfolios: 18, storiesPerTask: 6 },
};

/** A smaller one, of one page of everything: what is asked is the point, not how often. */
const SMALL: SandboxOptions = {
  ...TOKEN,
  quota: null,
  sizes: { users: 4, projects: 4, tasks: 16, subtasks: 6, subtaskParents: 3, storiesPerTask: 1 },
};

/** What the executable left behind. */
export interface Ended {
  readonly code: number | null;
  readonly stderr: string;
  readonly records: ReadonlyMap<string, number>;
}

/**
 * A full and an incremental run of all streams by the executable, over HTTP. Some of the world changes in between.
 * @returns both runs, the full one first
 */
export async function runExecutable(recorder: Recorder): Promise<Ended[]> {
  // The bookmark of the full run lies behind it: the clock of the world goes on by an hour.
  let ahead = 0;
  const sandbox = createSandbox({ ...WORLD, clock: () => Date.now() + ahead });
  const server = await startServer(recorder.listenTo(sandbox));
  const folder = await mkdtemp(join(tmpdir(), 'tap-asana-contract-'));
  const file = (name: string) => join(folder, `${name}.json`);
  try {
    const settings = {
      access_token: 'sandbox-token',
      api_url: `${server.url}/api/1.0`,
      page_size: 5,
      requests_per_minute: 1_000_000,
    };
    await writeFile(file('config'), JSON.stringify(settings));
    const catalog = JSON.parse((await execute(['--discover'])).stdout) as Record<string, unknown>;
    for (const { metadata } of entries(catalog)) metadata['selected'] = true;
    await writeFile(file('catalog'), JSON.stringify(catalog));
    const flags = ['--config', file('config'), '--catalog', file('catalog')];
    const full = await run(flags);
    await writeFile(file('state'), full.lastState);
    ahead += 3_600_000;
    sandbox.editSome(0.1);
    const incremental = await run([...flags, '--state', file('state')]);
    return [full, incremental];
  } finally {
    await server.close();
    await rm(folder, { recursive: true });
  }
}

async function execute(flags: readonly string[]) {
  const child = spawn(process.execPath, [EXECUTABLE, ...flags], { stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, stdout, stderr };
}

async function run(flags: readonly string[]): Promise<Ended & { readonly lastState: string }> {
  const { code, stdout, stderr } = await execute(flags);
  const messages = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { type: string; stream: string; value?: unknown });
  const records = new Map<string, number>();
  for (const { type, stream } of messages) {
    if (type === 'RECORD') records.set(stream, (records.get(stream) ?? 0) + 1);
  }
  const last = messages.findLast(({ type }) => type === 'STATE')?.value ?? {};
  return { code, stderr, records, lastState: JSON.stringify(last) };
}

/** A way to run that makes the tap ask in another way. */
export interface Variant {
  readonly name: string;
  readonly world?: SandboxOptions;
  readonly options: SyncOptions;
}

/** A column of each type. */
const COLUMNS = Object.fromEntries(columnTypes.map((type) => [`own_${type}`, { gid: '1201', type }]));

/** Every setting that changes what is asked, selections of all kinds, and each stream on its own. */
export const VARIANTS: readonly Variant[] = [
  { name: 'several workspaces', world: { sizes: { ...SMALL.sizes, workspaces: 3, organizations: 2 } }, options: {} },
  { name: 'whole pages', options: {} },
  { name: 'the token of a person', world: { plan: 'paid', serviceAccount: false }, options: {} },
  { name: 'no enum options', options: { config: { include_enum_options: false } } },
  { name: 'no archived projects', options: { config: { include_archived_projects: false } } },
  { name: 'no assigned tasks', options: { config: { include_assigned_tasks: false } } },
  { name: 'a sweep a day', options: { config: { subtask_sweep_hours: 24 } } },
  { name: 'closed tables', options: { config: { emit_activate_version_messages: true } } },
  { name: 'a day to start from', options: { config: { start_date: '2026-11-01' } } },
  {
    name: 'columns of custom fields, and the fields themselves not selected',
    options: {
      config: { custom_field_columns: COLUMNS },
      selection: selectionOf(streamNames, leaveCustomFieldsOut, COLUMNS),
    },
  },
  {
    name: 'a server that is slow, a token that is refused and an offset that has died',
    world: {
      ...WORLD,
      faults: [
        { path: '/tasks', nth: 2, count: 1, fault: { type: 'status', status: 504 } },
        { path: '/projects/*/sections', nth: 1, count: 1, fault: { type: 'status', status: 401 } },
        { path: '/tasks', query: { offset: '*' }, count: 1, fault: { type: 'expired-offset' } },
      ],
    },
    options: { config: { page_size: 10 } },
  },
  {
    name: 'projects that are too large for one list',
    world: { ...WORLD, truncateAfter: 15 },
    options: {},
  },
  { name: 'everything in full', options: { selection: selectionOf(streamNames, makeFull) } },
  { name: 'keys alone', options: { selection: selectionOf(streamNames, leaveKeysAlone) } },
  ...streamNames.map((name) => ({ name: `${name} alone`, options: { streams: [name] } })),
];

interface Entry {
  readonly breadcrumb: readonly string[];
  readonly metadata: Record<string, unknown>;
}

/** Every entry of metadata of a catalog. */
function entries(catalog: Record<string, unknown>): Entry[] {
  return (catalog['streams'] as { metadata: Entry[] }[]).flatMap(({ metadata }) => metadata);
}

function makeFull(catalog: Record<string, unknown>): void {
  for (const { breadcrumb, metadata } of entries(catalog)) {
    if (breadcrumb.length === 0) metadata['replication-method'] = 'FULL_TABLE';
  }
}

function leaveKeysAlone(catalog: Record<string, unknown>): void {
  for (const { breadcrumb, metadata } of entries(catalog)) if (breadcrumb.length > 1) metadata['selected'] = false;
}

function leaveCustomFieldsOut(catalog: Record<string, unknown>): void {
  for (const { breadcrumb, metadata } of entries(catalog)) {
    if (breadcrumb[1] === 'custom_fields') metadata['selected'] = false;
  }
}

/** A full and an incremental run in process, on the virtual clock. */
export async function runVariant({ world, options }: Variant, recorder: Recorder): Promise<readonly unknown[]> {
  const harness = new Harness({ ...SMALL, ...world });
  const recorded = { ...options, fetch: recorder.wrap };
  const full = await harness.sync(recorded);
  harness.later();
  harness.sandbox.editSome(0.1);
  const incremental = await harness.sync({ ...recorded, state: full.states.at(-1) });
  return [full.error, incremental.error].filter((error) => error !== undefined);
}
