import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ended, run, start } from '../support/command.ts';
import { binOf } from '../support/venvs.ts';
import { waitFor } from '../support/wait-for.ts';
import { startWorld, TAP, type World } from '../support/world.ts';
import { commandsOf, ROOT } from './guide.ts';

let world: World;
let env: Record<string, string>;
let folder: string;

beforeAll(async () => {
  world = await startWorld();
  const bin = join(world.folder, 'bin');
  mkdirSync(bin);
  symlinkSync(TAP, join(bin, 'tap-asana'));
  env = {
    PATH: `${bin}:${binOf('jsonl')}:${process.env['PATH']}`,
    TAP_ASANA: ROOT,
    TAP_ASANA_ACCESS_TOKEN: 'sandbox-token',
    TAP_ASANA_API_URL: `${world.url}/api/1.0`,
    TAP_ASANA_REQUESTS_PER_MINUTE: '100000',
  };
  folder = join(world.folder, 'asana');
});
afterAll(() => world.close());

const sync = (more: Record<string, string> = {}): Promise<Ended> =>
  run(join(folder, 'sync.sh'), [], { cwd: folder, env: { ...env, ...more } });
const state = () => readFileSync(join(folder, 'state.json'), 'utf8');

describe('docs/cron.md', () => {
  it('works as it stands', async () => {
    world.later();
    const { code, out, err } = await run('bash', ['-c', commandsOf('cron.md')], { cwd: world.folder, env });
    expect({ code }, out + err).toEqual({ code: 0 });
    expect(out).toContain('The token works.');
    const { tasks } = await world.truth();
    const rows = readFileSync(join(folder, 'rows', 'tasks.jsonl'), 'utf8')
      .trimEnd()
      .split('\n');
    // The second sync has nothing new of them.
    expect(rows).toHaveLength(tasks.length);
    expect(JSON.parse(state())).toHaveProperty('bookmarks.tasks.partitions');
  });
});

describe('examples/cron/sync.sh', () => {
  it('keeps the old state, and says why, when the tap fails at once', async () => {
    const before = state();
    const told = join(folder, 'told');
    const { code, err } = await sync({ TAP: 'tap-asana --bogus', ON_FAILURE: `cat > '${told}'` });
    expect(code).toBe(1);
    expect(err).toMatch(/^tap ended with 2: CRITICAL unknown option '--bogus'.*target ended with 0/);
    expect(readFileSync(told, 'utf8')).toBe(err);
    expect(state()).toBe(before);
  });

  it('keeps the old state when the target fails', async () => {
    const before = state();
    const { code, err } = await sync({ TARGET: 'false' });
    expect(code).toBe(1);
    expect(err).toContain('target ended with 1');
    expect(state()).toBe(before);
  });

  it.each([
    ['that was cut off', '{"bookmarks": {"tasks": {}}'],
    ['that is none', 'loaded 12 rows\n'],
  ])('takes no state %s', async (_, said) => {
    const target = join(folder, 'saying');
    writeFileSync(target, `#!/bin/sh\ncat > /dev/null\ncat '${target}.txt'\n`, { mode: 0o755 });
    writeFileSync(`${target}.txt`, said);
    const before = state();
    await sync({ TARGET: target });
    expect(state()).toBe(before);
  });

  it('is stopped by an empty state, which is no new start', async () => {
    const before = state();
    writeFileSync(join(folder, 'state.json'), '');
    const { code, err } = await sync();
    writeFileSync(join(folder, 'state.json'), before);
    expect(code).toBe(1);
    expect(err).toMatch(/tap ended with 2: .*is empty/);
  });

  it('does not run twice at a time', async () => {
    const held = join(folder, 'held');
    const target = join(folder, 'waiting');
    writeFileSync(target, `#!/bin/sh\ntouch '${held}'\nwhile [ -e '${held}' ]; do sleep 0.1; done\ncat > /dev/null\n`, {
      mode: 0o755,
    });
    const first = start(join(folder, 'sync.sh'), [], { cwd: folder, env: { ...env, TARGET: target } });
    await waitFor(() => existsSync(held));
    const second = await sync();
    expect(second).toMatchObject({ code: 0, err: 'another sync is still running; this one is left out\n' });
    rmSync(held);
    expect((await first.ended).code).toBe(0);
    expect((await sync()).code).toBe(0);
  });
});
