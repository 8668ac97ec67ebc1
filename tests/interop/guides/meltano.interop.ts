import { cpSync, symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { run } from '../support/command.ts';
import { createDatabase, postgresEnv, query } from '../support/postgres.ts';
import { startWorld, type World } from '../support/world.ts';
import { commandsOf, ROOT } from './guide.ts';

const DATABASE = 'guide';
const postgres = inject('postgres');
let world: World;

beforeAll(async () => {
  world = await startWorld();
  await createDatabase(postgres, DATABASE);
});
afterAll(() => world.close());

it('docs/meltano.md works as it stands', { timeout: 1_200_000 }, async () => {
  const env = {
    ...postgresEnv(postgres, DATABASE),
    MELTANO_SEND_ANONYMOUS_USAGE_STATS: 'false',
    TAP_ASANA: copyOfSource(),
    TAP_ASANA_ACCESS_TOKEN: 'sandbox-token',
    TAP_ASANA_API_URL: `${world.url}/api/1.0`,
    TAP_ASANA_REQUESTS_PER_MINUTE: '100000',
  };
  const options = { cwd: world.folder, env, limitSeconds: 1_200 };
  const { code, out, err } = await run('bash', ['-c', commandsOf('meltano.md')], options);
  expect({ code }, out + err).toEqual({ code: 0 });
  expect(out).toContain('Plugin configuration is valid');
  expect(out).toContain('The token works.');
  expect(out).toContain('dev:tap-asana-to-target-postgres');
  for (const [stream, gids] of Object.entries(await world.truth())) {
    const sql = `SELECT count(*) AS rows FROM asana."${stream}"`;
    expect({ stream, rows: await query(postgres, DATABASE, sql) }).toEqual({ stream, rows: [{ rows: gids.length }] });
  }
  const columns = `SELECT column_name AS name FROM information_schema.columns WHERE table_name = 'tasks'`;
  const names = (await query<{ name: string }>(postgres, DATABASE, columns)).map(({ name }) => name);
  expect(names).toContain('notes');
  expect(names).not.toContain('html_notes');
});

/** The guide builds in the source tree, whose built files other tests are running meanwhile. */
function copyOfSource(): string {
  const copy = join(world.folder, 'source');
  const left = ['.git', '.interop', 'node_modules', 'coverage', 'dist', 'demo', join('python', 'dist')];
  cpSync(ROOT, copy, { recursive: true, filter: (path) => !left.includes(relative(ROOT, path)) });
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}
