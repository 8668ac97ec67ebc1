import { join } from 'node:path';
import { describe } from 'vitest';
import { succeed } from '../support/command.ts';
import { upsertingTarget } from '../support/pipe-suite.ts';
import type { Loaded, LoadedRow } from '../support/truth.ts';
import { programOf } from '../support/venvs.ts';

describe('target-duckdb', () => {
  upsertingTarget({
    async open(world) {
      const path = join(world.folder, 'loaded.duckdb');
      const config = { path, default_target_schema: 'asana' };
      return { target: { venv: 'duckdb', program: 'target-duckdb', config }, loaded: tables(path) };
    },
    // It takes an empty text for no value.
    rule: (value) => (value === '' ? null : value),
  });
});

const SELECT = `
import duckdb, json, sys
cursor = duckdb.connect(sys.argv[1], read_only=True).execute(sys.argv[2])
names = [column[0] for column in cursor.description]
print(json.dumps([dict(zip(names, row)) for row in cursor.fetchall()], default=str))
`;

function tables(path: string): Loaded {
  return {
    async rows(stream, columns) {
      const sql = `SELECT ${columns.map((column) => `"${column}"`).join(', ')} FROM asana."${stream}"`;
      return JSON.parse(await succeed(programOf('duckdb', 'python'), ['-c', SELECT, path, sql])) as LoadedRow[];
    },
  };
}
