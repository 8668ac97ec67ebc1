import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CommandOptions, start, succeed } from '../support/command.ts';
import { createProject, rowsOf } from '../support/meltano.ts';
import { startWorld, type World } from '../support/world.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };

let world: World;
let wheel: string;

/** Where the installed programs run: nothing of the source tree is near. */
let empty: CommandOptions;

beforeAll(async () => {
  world = await startWorld();
  const folder = join(world.folder, 'empty');
  mkdirSync(folder);
  empty = { cwd: folder };
  const out = join(world.folder, 'wheel');
  await succeed(process.execPath, [join(ROOT, 'scripts', 'interop', 'build-wheel.js'), out]);
  wheel = join(out, readdirSync(out).find((name) => name.endsWith('.whl')) ?? 'none');
});
afterAll(() => world.close());

/** A program that was installed says its version, discovers, and syncs every row. */
async function expectToWork(program: string): Promise<void> {
  expect(await succeed(program, ['--version'], empty)).toBe(`tap-asana v${version}\n`);
  const catalog = JSON.parse(await succeed(program, ['--discover'], empty)) as { streams: object[] };
  expect(catalog.streams.length).toBeGreaterThanOrEqual(10);
  const lines = (await succeed(program, ['--config', world.config], empty)).trimEnd().split('\n');
  const messages = lines.map((line) => JSON.parse(line) as { type: string; stream?: string });
  expect(messages.at(-1)?.type).toBe('STATE');
  for (const [stream, gids] of Object.entries(await world.truth())) {
    const records = messages.filter((message) => message.type === 'RECORD' && message.stream === stream);
    expect({ stream, count: records.length }).toEqual({ stream, count: gids.length });
  }
}

describe('the npm package', () => {
  it('holds what is run, what is read about it, and nothing else', async () => {
    await succeed('npm', ['pack', '--ignore-scripts', '--pack-destination', world.folder], { cwd: ROOT });
    const files = await succeed('tar', ['-tzf', `tap-asana-${version}.tgz`], { cwd: world.folder });
    const folders = new Set(
      files
        .trim()
        .split('\n')
        .map((path) => path.split('/')[1]),
    );
    expect(folders).toEqual(
      new Set([
        ...['bin', 'dist', 'schemas', 'package.json', 'sample-config.json'],
        ...['README.md', 'LICENSE', 'CHANGELOG.md', 'docs', 'examples', 'meltano'],
      ]),
    );
  });

  it('works when it is installed for everybody, away from the source', async () => {
    const prefix = join(world.folder, 'npm');
    const tarball = join(world.folder, `tap-asana-${version}.tgz`);
    await succeed('npm', ['install', '--global', '--no-audit', '--no-fund', '--prefix', prefix, tarball], empty);
    await expectToWork(join(prefix, 'bin', 'tap-asana'));
  });
});

describe('the wheel', () => {
  it('works in an empty virtual environment, with a Node of its own', async () => {
    const venv = join(world.folder, 'venv');
    await succeed('python3', ['-m', 'venv', venv], empty);
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', wheel];
    await succeed(join(venv, 'bin', 'python'), pip, empty);
    // No Node but the wheel's.
    empty = { ...empty, env: { PATH: '/usr/bin-without-node' } };
    await expectToWork(join(venv, 'bin', 'tap-asana'));
    empty = { cwd: join(world.folder, 'empty') };
  });

  it('is stopped by a signal as the program itself is', async () => {
    const running = start(join(world.folder, 'venv', 'bin', 'tap-asana'), ['sandbox'], empty);
    running.child.stdout?.once('data', () => running.child.kill('SIGTERM'));
    expect((await running.ended).code).toBe(143);
  });

  it('is what Meltano installs by pip_url, and then it keeps the catalog', async () => {
    const project = await createProject(world);
    const file = join(project.folder, 'meltano.yml');
    const text = readFileSync(file, 'utf8');
    writeFileSync(
      file,
      text.replace(/^( +)executable: .*tap-asana\.js$/m, `$1pip_url: ${wheel}\n$1executable: tap-asana`),
    );
    await project.sure('install', 'extractor', 'tap-asana');
    const first = await project.meltano('run', 'tap-asana', 'target-jsonl');
    expect(first, first.err).toMatchObject({ code: 0 });
    expect(rowsOf(project, 'tasks')).toHaveLength((await world.truth()).tasks.length);
    const second = await project.meltano('run', 'tap-asana', 'target-jsonl');
    expect(first.err).toContain('Running catalog discovery');
    expect(second, second.err).toMatchObject({ code: 0 });
    expect(second.err).not.toContain('Running catalog discovery');
  });
});
