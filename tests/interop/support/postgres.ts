import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { succeed } from './command.ts';
import { asOrdinaryUser, need, which } from './machine.ts';

/** A PostgreSQL that listens on loopback. */
export interface Postgres {
  readonly port: number;
  readonly password: string;
}

const DEBIAN = '/usr/lib/postgresql';
const PASSWORD = 'interop';

/**
 * Makes an empty PostgreSQL in a temporary folder and starts it on a free port.
 * @returns where it is, and how to end it and take its folder away
 */
export async function startPostgres(): Promise<{ readonly postgres: Postgres; readonly stop: () => void }> {
  const bin = await need("PostgreSQL's server", 'postgresql', serverFolder);
  await need('psql', 'postgresql-client', () => which('psql'));
  const { user, prefix } = await asOrdinaryUser();
  const home = mkdtempSync(join(tmpdir(), 'tap-asana-postgres-'));
  const [data, secret, log] = [join(home, 'data'), join(home, 'password'), join(home, 'log')];
  writeFileSync(secret, PASSWORD);
  if (user !== undefined) await succeed('chown', ['-R', user, home]);
  const as = (program: string, args: readonly string[]) => {
    const [first = '', ...rest] = [...prefix, join(bin, program), ...args];
    return [first, rest] as const;
  };
  const initdb = ['-D', data, '-U', 'tap', '-A', 'scram-sha-256', '--pwfile', secret, '-E', 'UTF8', '--locale=C'];
  await succeed(...as('initdb', initdb), { cwd: home });
  const port = await freePort();
  // A test's database may be lost when the machine stops.
  const options = `-p ${port} -h 127.0.0.1 -k ${home} -c fsync=off -c synchronous_commit=off`;
  await succeed(...as('pg_ctl', ['-D', data, '-l', log, '-o', options, '-w', 'start']), { cwd: home });
  const stop = () => {
    process.off('exit', stop);
    spawnSync(...as('pg_ctl', ['-D', data, '-m', 'immediate', '-w', 'stop']), { cwd: home });
    rmSync(home, { recursive: true, force: true });
  };
  process.on('exit', stop);
  return { postgres: { port, password: PASSWORD }, stop };
}

/** Debian keeps the server's programs off PATH, a folder for each version. */
function serverFolder(): string | undefined {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN) : [];
  const newest = versions.sort((a, b) => Number(b) - Number(a))[0];
  if (newest !== undefined && existsSync(join(DEBIAN, newest, 'bin', 'initdb'))) return join(DEBIAN, newest, 'bin');
  const initdb = which('initdb');
  return initdb?.slice(0, -'/initdb'.length);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

/** @returns what psql and libpq need to get in */
export function postgresEnv({ port, password }: Postgres, database: string): Record<string, string> {
  return { PGHOST: '127.0.0.1', PGPORT: String(port), PGUSER: 'tap', PGPASSWORD: password, PGDATABASE: database };
}

/** Makes an empty database. */
export async function createDatabase(postgres: Postgres, name: string): Promise<void> {
  await psql(postgres, 'postgres', `CREATE DATABASE "${name}"`);
}

/** @returns the rows of a SELECT, as JSON gives them */
export async function query<Row>(postgres: Postgres, database: string, select: string): Promise<Row[]> {
  const text = await psql(postgres, database, `SELECT coalesce(json_agg(r), '[]') FROM (${select}) r`);
  return JSON.parse(text) as Row[];
}

function psql(postgres: Postgres, database: string, sql: string): Promise<string> {
  const args = ['-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1'];
  return succeed('psql', args, { env: postgresEnv(postgres, database), input: sql });
}
