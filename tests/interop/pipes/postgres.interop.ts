import { describe, inject } from 'vitest';
import { upsertingTarget } from '../support/pipe-suite.ts';
import { createDatabase, query } from '../support/postgres.ts';
import type { Loaded, LoadedRow } from '../support/truth.ts';

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
    rows(stream, columns) {
      const names = columns.map((column) => `"${column}"`).join(', ');
      return query<LoadedRow>(postgres, database, `SELECT ${names} FROM asana."${stream}"`);
    },
  };
}
