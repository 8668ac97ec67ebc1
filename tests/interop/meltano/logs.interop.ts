import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createProject, type Project } from '../support/meltano.ts';
import { startWorld, type World } from '../support/world.ts';

let world: World;
let project: Project;

beforeAll(async () => {
  const fault = { type: 'status', status: 400, message: 'not today' } as const;
  // The second run finds that one project's tasks cannot be had.
  world = await startWorld({ faults: [{ path: '/tasks', query: { project: '*' }, nth: 6, count: 100, fault }] });
  project = await createProject(world);
});
afterAll(() => world.close());

/** A Meltano logging config that shows the stream; by default Meltano's console shows the metric's name and value alone. */
const LOGGING = `version: 1
disable_existing_loggers: false
formatters:
  console:
    (): meltano.core.logging.console_log_formatter
    colors: false
    include_keys: [stream_name]
handlers:
  console:
    class: logging.StreamHandler
    formatter: console
    stream: ext://sys.stderr
root:
  level: INFO
  handlers: [console]
`;

describe('the structured log', () => {
  it('is taken apart by Meltano: level, metric and value', async () => {
    const { code, out, err } = await project.meltano('run', 'tap-asana', 'target-jsonl');
    const said = out + err;
    expect({ code }, said).toEqual({ code: 0 });
    expect(said).toMatch(/\[info +\] tap-asana +METRIC +metric_name=record_count metric_value=\d+/);
    expect(said).not.toContain('"logger_name"');
  });

  it('names the stream where Meltano is told to show it, and a failing tap says why last', async () => {
    const logging = join(project.folder, 'logging.yaml');
    writeFileSync(logging, LOGGING);
    project.set({ MELTANO_CLI_LOG_CONFIG: logging });
    const { code, out, err } = await project.meltano('run', '--full-refresh', 'tap-asana', 'target-jsonl');
    const said = out + err;
    expect({ code }, said).toEqual({ code: 1 });
    expect(said).toMatch(/METRIC.*metric_name=record_count metric_value=\d+ stream_name=tasks/);
    expect(said).toMatch(/\[critical +\] tap-asana +tasks.*could not read project \d+\. GET .* 400: not today/);
    expect(said).toContain('Extractor failed');
  });
});
