import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LogEvent } from '../../../src/log/event.ts';
import { levels } from '../../../src/log/level.ts';
import { structuredFormat } from '../../../src/log/structured-format.ts';
import { run, succeed } from '../support/command.ts';
import { programOf } from '../support/venvs.ts';
import { startWorld, TAP, type World } from '../support/world.ts';

let world: World;
let lines: string[];

/** What Meltano writes for a plugin that has `structured-logging` (meltano/core/plugin/singer/base.py), with a level. */
const CONFIG = {
  version: 1,
  disable_existing_loggers: false,
  formatters: { singer_formatter: { '()': 'singer_sdk.logging.StructuredFormatter' } },
  handlers: { default: { class: 'logging.StreamHandler', formatter: 'singer_formatter', stream: 'ext://sys.stderr' } },
  root: { level: 'DEBUG', handlers: ['default'] },
};

beforeAll(async () => {
  // Retries, a stream that fails, and a project that is refused: whatever there is to say.
  world = await startWorld({
    faults: [
      { path: '/tags', nth: 1, fault: { type: 'status', status: 503, message: 'later' } },
      {
        path: '/projects/*/sections',
        nth: 1,
        count: 100,
        fault: { type: 'status', status: 400, message: 'not today' },
      },
      { path: '/tasks', nth: 2, fault: { type: 'status', status: 403, message: 'not yours' } },
    ],
  });
  const config = join(world.folder, 'logging.json');
  writeFileSync(config, JSON.stringify(CONFIG));
  const { err } = await run(process.execPath, [TAP, '--config', world.config], {
    env: { SINGER_SDK_LOG_CONFIG: config },
  });
  lines = err.trimEnd().split('\n');
  lines.push(...events().flatMap((event) => structuredFormat(1)(event)));
});
afterAll(() => world.close());

/** What a run of a few seconds does not bring about. */
function events(): LogEvent[] {
  const error = new TypeError('outer', { cause: new Error('inner') });
  return levels.map((level) => ({
    level,
    message: 'two\nlines',
    time: Date.now(),
    stream: 'tasks',
    error,
  }));
}

const VALIDATE = `
import importlib.resources, json, sys
import jsonschema
schema = json.loads(importlib.resources.files("singer_sdk").joinpath("schemas/logs.schema.json").read_text())
validator = jsonschema.validators.validator_for(schema)(schema)
print(json.dumps([[line, error.message] for line in sys.stdin for error in validator.iter_errors(json.loads(line))]))
`;

const PARSE = `
import json, sys
from meltano.core.logging.parsers import SingerSDKLogParser
parsed = [SingerSDKLogParser().parse(line) for line in sys.stdin]
print(json.dumps([each and [each.level, each.message, each.stream_name, each.exception is not None] for each in parsed]))
`;

async function python(venv: 'sdk' | 'meltano', code: string): Promise<unknown[]> {
  const input = `${lines.join('\n')}\n`;
  return JSON.parse(await succeed(programOf(venv, 'python'), ['-c', code], { input })) as unknown[];
}

describe('every line of the structured log', () => {
  it("fits the Singer SDK's own schema", async () => {
    expect(lines.length).toBeGreaterThan(40);
    expect(await python('sdk', VALIDATE)).toEqual([]);
  });

  it('is taken apart by Meltano, with its level, its stream and its exception', async () => {
    const parsed = await python('meltano', PARSE);
    expect(parsed).not.toContain(null);
    expect(parsed.slice(-levels.length)).toEqual(
      [10, 20, 30, 40, 50].map((level) => [level, 'two\nlines', 'tasks', true]),
    );
    expect(parsed).toContainEqual([20, 'METRIC', 'stories', false]);
    expect(parsed).toContainEqual([50, expect.stringContaining('not today'), null, false]);
  });
});
