import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ConfigError } from '../../src/errors.ts';
import { CHANGE_TYPES } from '../../src/sandbox/edit/edit.ts';
import { checkChanges, parseScenario, readScenarioFile } from '../../src/sandbox/faults/scenario.ts';
import { DEFAULT_SIZES } from '../../src/sandbox/world/sizes.ts';
import { openSandbox } from './open-sandbox.ts';

const schema = JSON.parse(readFileSync(new URL('../../schemas/sandbox/scenario.json', import.meta.url), 'utf8'));

function problems(read: () => unknown): readonly string[] {
  try {
    read();
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  throw new Error('no error');
}

test('a scenario decides world, limits and what happens', () => {
  const scenario = parseScenario(
    JSON.stringify({
      seed: 9,
      sizes: { projects: 2, tasks: 10 },
      plan: 'free',
      quota: null,
      refused: ['project:0'],
      hidden: ['project:1'],
      faults: [{ path: '/tags', nth: 1, fault: { type: 'rate-limit', retryAfter: null } }],
      edits: [{ atSeconds: 5, changes: [{ type: 'share-project', project: 'project:1' }], share: 0.5 }],
    }),
  );
  const { get, all, gid, pass } = openSandbox(scenario);
  const workspace = gid('workspace', 0);
  expect(get('/tags', { workspace }).status).toBe(429);
  expect(all('/projects', { workspace }).map((row) => row.gid)).toEqual([gid('project', 0)]);
  expect(get('/tasks', { project: gid('project', 0) }).status).toBe(403);
  pass(5000);
  expect(all('/projects', { workspace })).toHaveLength(2);
});

test('every mistake is named at once, with its place', () => {
  const text = JSON.stringify({
    seed: -1,
    speed: 3,
    sizes: { tasks: 'many' },
    quotaModel: 'leaky',
    faults: [{ fault: { type: 'explode' } }, { chance: 2, fault: { type: 'slow' } }],
    edits: [{ changes: [{ type: 'rename-task', task: 'x' }] }],
  });
  expect(problems(() => parseScenario(text, 'file.json'))).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^file.json\/seed: .*>= 0, got -1$/),
      expect.stringMatching(/^file.json: .*additional properties \(speed\)/),
      expect.stringMatching(/^file.json\/sizes\/tasks: must be integer, got "many"$/),
      expect.stringMatching(/^file.json\/quotaModel: .*\(fixed,sliding,bucket\), got "leaky"$/),
      expect.stringMatching(/^file.json\/faults\/0\/fault: .*\(explode\)/),
      expect.stringMatching(/^file.json\/faults\/1\/chance: .*<= 1, got 2$/),
      expect.stringMatching(/^file.json\/faults\/1\/fault: .*'ms'/),
      expect.stringMatching(/^file.json\/edits\/0: .*'atSeconds'/),
      expect.stringMatching(/^file.json\/edits\/0\/changes\/0: .*'name'/),
      expect.stringMatching(/^file.json\/edits\/0\/changes\/0\/task: .*pattern.*, got "x"$/),
    ]),
  );
});

test('a file that is missing or no JSON is a mistake too', () => {
  const folder = mkdtempSync(join(tmpdir(), 'scenario-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'scenario.json');
  expect(problems(() => readScenarioFile(file))[0]).toMatch(/cannot be read: ENOENT/);
  writeFileSync(file, '{');
  expect(problems(() => readScenarioFile(file))[0]).toMatch(/scenario\.json: is not JSON/);
  writeFileSync(file, '{"$schema": "x", "seed": 4}');
  expect(readScenarioFile(file)).toMatchObject({ seed: 4 });
});

test('a file may begin with the mark that editors on Windows put there', () => {
  expect(parseScenario('\ufeff{"seed": 4}\r\n')).toMatchObject({ seed: 4 });
});

test.each(['{"access_token": "secret-abc" x}', '{"access_token": secret-abc}', 'secret-abc'])(
  'what is no JSON may be a config: nothing of %s is repeated',
  (text) => {
    const said = problems(() => parseScenario(text, 'f'));
    expect(said).toEqual([expect.stringMatching(/^f: is not JSON(?:: see line 1, column \d+)?$/)]);
  },
);

test('changes are checked the same way, one or many', () => {
  expect(checkChanges({ type: 'add-tag' })).toEqual([{ type: 'add-tag' }]);
  expect(checkChanges([{ type: 'add-tag' }, { type: 'assign-task', task: 'task:0', assignee: null }])).toHaveLength(2);
  expect(problems(() => checkChanges([{ type: 'add-tag', colour: 'red' }]))).toEqual([
    expect.stringMatching(/change\/0: .*colour/),
  ]);
  expect(problems(() => checkChanges('add-tag')).length).toBeGreaterThan(0);
});

test('the schema names every change and every size there is', () => {
  const named = schema.$defs.change.oneOf.map(
    (each: { properties: { type: { const: string } } }) => each.properties.type.const,
  );
  expect(named.sort()).toEqual([...CHANGE_TYPES].sort());
  expect(Object.keys(schema.properties.sizes.properties).sort()).toEqual(Object.keys(DEFAULT_SIZES).sort());
});
