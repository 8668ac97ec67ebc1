import { describe, inject } from 'vitest';
import { upsertingTarget } from '../support/pipe-suite.ts';
import { createDatabase, query } from '../support/postgres.ts';
import type { Count, Loaded } from '../support/truth.ts';

const postgres = inject('postgres');
const address = { host: '127.0.0.1', port: postgres.port, user: 'tap', password: postgres.password };

describe('meltanolabs-target-postgres', () => {
  upsertingTarget({
    async open() {
      await createDatabase(postgres, 'meltanolabs');
      const config = { ...address, database: 'meltanolabs', default_target_schema: 'asana' };
      return { target: { venv: 'sdk', program: 'target-postgres', config }, loaded: tables('meltanolabs') };
    },
  });
});

describe('pipelinewise-target-postgres', () => {
  upsertingTarget({
    async open() {
      await createDatabase(postgres, 'pipelinewise');
      const config = { ...address, dbname: 'pipelinewise', default_target_schema: 'asana' };
      return { target: { venv: 'pipelinewise', program: 'target-postgres', config }, loaded: tables('pipelinewise') };
    },
    rule: pipelinewise,
  });
});

/** It leaves control characters as JSON wrote them, and takes an empty text for no value. */
function pipelinewise(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for.
  return value === '' ? null : value.replace(/[\u0000-\u001f]/g, (character) => JSON.stringify(character).slice(1, -1));
}

function tables(database: string): Loaded {
  return {
    async count(stream) {
      const [count] = await query<Count>(
        postgres,
        database,
        `SELECT count(*) AS rows, count(DISTINCT gid) AS gids FROM asana."${stream}"`,
      );
      return count ?? { rows: 0, gids: 0 };
    },
    column: (stream, column) => query(postgres, database, `SELECT gid, "${column}" AS value FROM asana."${stream}"`),
  };
}
