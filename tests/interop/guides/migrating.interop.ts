import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Catalog } from '../../../src/singer/catalog.ts';
import { type Ended, shell } from '../support/command.ts';
import { createDatabase, query } from '../support/postgres.ts';
import { binOf, programOf } from '../support/venvs.ts';
import { startWorld, TAP, type World } from '../support/world.ts';
import { commandsOf } from './guide.ts';

const DATABASE = 'migrating';
const postgres = inject('postgres');

let world: World;
let folder: string;
let env: Record<string, string>;
let columnsBefore: Column[];

interface Column {
  readonly table_name: string;
  readonly column_name: string;
  readonly data_type: string;
}

/** singer-io's own program, as its users run it. */
const OLD = programOf('singer-io', 'tap-asana');

beforeAll(async () => {
  world = await startWorld();
  await createDatabase(postgres, DATABASE);
  folder = join(world.folder, 'asana');
  const bin = join(world.folder, 'bin');
  mkdirSync(folder);
  mkdirSync(bin);
  symlinkSync(TAP, join(bin, 'tap-asana'));
  env = { PATH: `${bin}:${binOf('pipelinewise')}:${process.env['PATH']}`, SANDBOX_URL: world.url };
  writeConfigs();
});
afterAll(() => world.close());

function writeConfigs(): void {
  const config = {
    client_id: 'sandbox-client',
    client_secret: 'sandbox-secret',
    redirect_uri: 'urn:ietf:wg:oauth:2.0:oob',
    refresh_token: 'sandbox-refresh',
    start_date: '2010-01-01T00:00:00Z',
    request_timeout: '300',
    // Where the sandbox is; the old program does not know these keys.
    api_url: `${world.url}/api/1.0`,
    oauth_url: `${world.url}/-/oauth_token`,
  };
  const { port, password } = postgres;
  const target = { host: '127.0.0.1', port, user: 'tap', password, dbname: DATABASE, default_target_schema: 'asana' };
  writeFileSync(join(folder, 'config.json'), JSON.stringify(config));
  writeFileSync(join(folder, 'target.json'), JSON.stringify(target));
}

const bash = (line: string): Promise<Ended> => shell(line, { cwd: folder, env });

/** Runs singer-io's program, which finds the sandbox by a file that Python runs first. */
const old = (args: string) =>
  `PYTHONPATH='${join(import.meta.dirname, 'singer-io')}' '${OLD}' --config config.json ${args}`;

const columns = () =>
  query<Column>(
    postgres,
    DATABASE,
    `SELECT table_name, column_name, data_type FROM information_schema.columns
     WHERE table_schema = 'asana' ORDER BY table_name, column_name`,
  );

describe("singer-io's tap-asana 2.5.1", () => {
  it('has loaded its tables and left its state', async () => {
    const discovered = await bash(`${old('--discover')} > catalog.json`);
    expect(discovered, discovered.err).toMatchObject({ code: 0 });
    const path = join(folder, 'catalog.json');
    const catalog = JSON.parse(readFileSync(path, 'utf8')) as Catalog;
    writeFileSync(path, JSON.stringify({ streams: catalog.streams.map(selected) }));
    const loaded = await bash(
      `${old('--catalog catalog.json')} | target-postgres --config target.json | tail -n 1 > state.json`,
    );
    expect(loaded, loaded.err).toMatchObject({ code: 0 });
    const state = JSON.parse(readFileSync(join(folder, 'state.json'), 'utf8'));
    expect(state.bookmarks.tasks).toEqual({ modified_at: expect.stringMatching(/^[\d-]+T[\d:.]+$/) });
    columnsBefore = await columns();
  });
});

describe('docs/migrating.md', () => {
  it('goes on from its config, catalog and state, with the commands as they stand', async () => {
    world.later();
    await world.edit(
      { type: 'rename-task', task: 'task:3', name: 'renamed after moving' },
      { type: 'add-task', name: 'added after moving', projects: ['project:1'] },
    );
    // Longer ago than the lookback, or the next run would read them once more.
    world.later();
    const { code, out, err } = await bash(commandsOf('migrating.md'));
    expect({ code }, out + err).toEqual({ code: 0 });
    expect(out).toContain('The token works.');
    const sql = `SELECT name FROM asana.tasks WHERE name LIKE '%after moving' ORDER BY name`;
    expect(await query(postgres, DATABASE, sql)).toEqual([
      { name: 'added after moving' },
      { name: 'renamed after moving' },
    ]);
    expect(JSON.parse(readFileSync(join(folder, 'state.json'), 'utf8'))).toHaveProperty('bookmarks.tasks.partitions');
  });

  it('leaves every table with all rows that there are, each once', async () => {
    for (const [stream, gids] of Object.entries(await world.truth())) {
      const rows = await query<{ gid: string }>(postgres, DATABASE, `SELECT gid FROM asana."${stream}"`);
      expect({ stream, gids: rows.map(({ gid }) => gid).sort() }).toEqual({ stream, gids: [...gids].sort() });
    }
  });

  it('leaves the columns and their types as they were, but for one that had the wrong type', async () => {
    const [table_name, column_name] = ['stories', 'new_approval_status'];
    // A boolean in 2.5.1, which a text such as 'approved' is not; the target keeps the old column under a name with a date.
    const isWrong = (column: Column) => column.table_name === table_name && column.column_name.startsWith(column_name);
    const isRight = (column: Column) => !isWrong(column) || column.column_name === 'new_approval_status_updated';
    const after = await columns();
    expect(after.filter(isRight)).toEqual(columnsBefore.filter(isRight));
    expect(after).toContainEqual({ table_name, column_name, data_type: 'character varying' });
  });

  it('asks for no more than what has changed in the next run', async () => {
    world.later();
    await world.asked();
    const run = `tap-asana --config config.json --catalog catalog.json --state state.json > /dev/null`;
    expect(await bash(run)).toMatchObject({ code: 0 });
    expect((await world.asked()).filter(({ path }) => path.endsWith('/stories'))).toEqual([]);
  });
});

/** As its users mark a stream, by hand or with singer-discover. */
function selected(entry: Catalog['streams'][number]): Catalog['streams'][number] {
  const metadata = entry.metadata.map((item) =>
    item.breadcrumb.length === 0 ? { ...item, metadata: { ...item.metadata, selected: true } } : item,
  );
  return { ...entry, metadata };
}
