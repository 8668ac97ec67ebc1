import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { succeed } from '../support/command.ts';
import { type Planted, plant } from '../support/hostile.ts';
import { type Piped, pipe, type Target } from '../support/pipe.ts';
import { expectPlanted, expectTruth, type Loaded, type LoadedRow, type Rule } from '../support/truth.ts';
import { programOf } from '../support/venvs.ts';
import { startWholeWorld } from '../support/whole-world.ts';
import type { World } from '../support/world.ts';

interface FileTarget {
  readonly name: string;
  readonly target: (folder: string) => Target;
  readonly read: (folder: string, stream: string) => Promise<readonly LoadedRow[]>;
  readonly rule?: Rule;
  /** Whether a second run adds to the files of the first one, or puts its own in their place. */
  readonly appends: boolean;
}

const TARGETS: readonly FileTarget[] = [
  {
    name: 'target-jsonl',
    target: (folder) => ({
      venv: 'jsonl',
      program: 'target-jsonl',
      config: { destination_path: folder, do_timestamp_file: false },
    }),
    read: async (folder, stream) => jsonLines(join(folder, `${stream}.jsonl`)),
    appends: true,
  },
  {
    name: 'meltanolabs-target-csv',
    target: (folder) => ({ venv: 'sdk', program: 'target-csv', config: { output_path: folder } }),
    read: (folder, stream) => csv(join(folder, `${stream}.csv`)),
    rule: csvText,
    appends: false,
  },
];

describe.each(TARGETS)('$name', ({ target, read, rule, appends }) => {
  let world: World;
  let planted: Planted;
  let first: Piped;
  let folder: string;
  let loaded: Loaded;

  beforeAll(async () => {
    world = await startWholeWorld();
    planted = await plant(world);
    world.later();
    folder = join(world.folder, 'loaded');
    mkdirSync(folder);
    loaded = { rows: (stream) => read(folder, stream) };
    first = await pipe(world, target(folder));
  });
  afterAll(() => world.close());

  it('gets every row of every stream', async () => {
    expect(first, first.err).toMatchObject({ code: 0 });
    await expectTruth(world, loaded, rule);
  });

  it('gets hostile texts to the character', () => expectPlanted(loaded, planted, rule));

  it('goes on from the state that the target printed', async () => {
    world.later();
    const before = (await read(folder, 'tasks')).length;
    await world.edit({ type: 'rename-task', task: 'task:3', name: 'renamed' });
    const second = await pipe(world, target(folder), first.state);
    expect(second, second.err).toMatchObject({ code: 0 });
    const rows = await read(folder, 'tasks');
    expect(rows).toHaveLength(appends ? before + 1 : 1);
    expect(rows.at(-1)?.['name']).toBe('renamed');
  });
});

function jsonLines(path: string): LoadedRow[] {
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as LoadedRow);
}

const READ_CSV = `
import csv, json, sys
csv.field_size_limit(sys.maxsize)
with open(sys.argv[1], newline='', encoding='utf-8') as file:
    print(json.dumps(list(csv.DictReader(file))))
`;

async function csv(path: string): Promise<LoadedRow[]> {
  return JSON.parse(await succeed(programOf('sdk', 'python'), ['-c', READ_CSV, path])) as LoadedRow[];
}

/** CSV knows texts alone: no value is an empty one, and Python writes its own words for true and false. */
function csvText(value: unknown): unknown {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return String(value);
}
