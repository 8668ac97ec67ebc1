import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';

const SCRIPT = join(import.meta.dirname, '..', '..', '..', 'examples', 'cron', 'sync.sh');

/** Writes until it is stopped, and then its last state, as the tap does. */
const TAP = `#!/bin/bash
trap 'echo last; touch tap.gone; exit 143' TERM
echo $$ > tap.tmp && mv tap.tmp tap.up
while :; do echo more; sleep 0.05; done
`;

/** Reads to the end, takes its time, and says what it has loaded. */
const TARGET = `#!/bin/bash
touch target.up
while read -r line; do last=$line; done
while [ -e target.slow ]; do sleep 0.05; done
echo "{\\"loaded\\":\\"$last\\"}"
touch target.gone
`;

class Folder {
  readonly path = mkdtempSync(join(tmpdir(), 'tap-asana-cron-'));

  constructor() {
    copyFileSync(SCRIPT, join(this.path, 'sync.sh'));
    for (const [name, text] of Object.entries({ tap: TAP, target: TARGET }))
      writeFileSync(join(this.path, name), text, { mode: 0o755 });
    onTestFinished(async () => {
      this.remove('target.slow');
      await sleep(200);
      rmSync(this.path, { recursive: true, force: true });
    });
  }

  has(name: string): boolean {
    return existsSync(join(this.path, name));
  }

  read(name: string): string {
    return readFileSync(join(this.path, name), 'utf8');
  }

  touch(name: string): void {
    writeFileSync(join(this.path, name), '');
  }

  remove(name: string): void {
    rmSync(join(this.path, name), { force: true });
  }

  async until(name: string): Promise<void> {
    for (let times = 0; !this.has(name); times += 1) {
      if (times > 400) throw new Error(`no ${name}`);
      await sleep(25);
    }
  }

  /** `limit` is put before the script, as `ulimit` is. */
  start(env: Record<string, string> = {}, limit = '') {
    const child: ChildProcess = spawn('bash', ['-c', `${limit} exec bash "$0"`, join(this.path, 'sync.sh')], {
      env: { PATH: process.env['PATH'] ?? '', TAP: './tap', TARGET: './target', ON_FAILURE: 'cat > told', ...env },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    let err = '';
    child.stderr?.on('data', (text) => {
      err += text;
    });
    const ended = new Promise<{ code: number | null; err: string }>((resolve) =>
      child.on('exit', (code) => setTimeout(() => resolve({ code, err }), 50)),
    );
    return { child, ended };
  }

  /** A run under way, of which both programs have begun. */
  async running() {
    const run = this.start();
    await Promise.all([this.until('tap.up'), this.until('target.up')]);
    return run;
  }

  isLocked(): Promise<boolean> {
    return new Promise((resolve) => {
      execFile('flock', ['--nonblock', join(this.path, 'lock'), 'true'], (error) => resolve(error !== null));
    });
  }
}

// Only Linux has flock, which the script stands on.
describe.runIf(process.platform === 'linux')('examples/cron/sync.sh', () => {
  it.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
    ['SIGHUP', 129],
  ] as const)(
    'on %s stops the tap, waits for both with the lock, keeps the state, and ends with %i',
    async (signal, code) => {
      const folder = new Folder();
      folder.touch('target.slow');
      const { child, ended } = await folder.running();
      child.kill(signal);
      await folder.until('tap.gone');
      await sleep(100);
      expect([child.exitCode, await folder.isLocked()]).toEqual([null, true]);
      expect((await folder.start().ended).err).toBe('another sync is still running; this one is left out\n');
      folder.remove('target.slow');
      const { code: actual, err } = await ended;
      expect([actual, folder.has('target.gone'), await folder.isLocked()]).toEqual([code, true, false]);
      expect(JSON.parse(folder.read('state.json'))).toEqual({ loaded: 'last' });
      expect(err).toMatch(/^stopped by a signal; tap ended with 143: .*; target ended with 0: $/m);
      expect(folder.read('told')).toBe(err);
      expect(folder.has('pipe.tmp')).toBe(false);
    },
  );

  it('stops a target that takes too long on a second signal, but not on two at once', async () => {
    const folder = new Folder();
    folder.touch('target.slow');
    const { child, ended } = await folder.running();
    child.kill('SIGTERM');
    await folder.until('tap.gone');
    child.kill('SIGTERM');
    await sleep(2500);
    expect([child.exitCode, await folder.isLocked()]).toEqual([null, true]);
    child.kill('SIGTERM');
    expect((await ended).code).toBe(143);
    expect([folder.has('target.gone'), await folder.isLocked()]).toEqual([false, false]);
    expect(JSON.parse(folder.read('state.json'))).toEqual({});
  });

  it('leaves the lock with tap and target where it is killed, until they are gone', async () => {
    const folder = new Folder();
    folder.touch('target.slow');
    const { child, ended } = await folder.running();
    child.kill('SIGKILL');
    await ended;
    expect(await folder.isLocked()).toBe(true);
    process.kill(Number(folder.read('tap.up')), 'SIGTERM');
    folder.remove('target.slow');
    await folder.until('target.gone');
    await sleep(200);
    expect(await folder.isLocked()).toBe(false);
  });

  it('says that it failed, not that another one runs, where it may not have the lock', async () => {
    const folder = new Folder();
    mkdirSync(join(folder.path, 'lock'));
    const { code, err } = await folder.start({ TAP: 'true' }).ended;
    expect(code).toBe(1);
    expect(err).toMatch(/\nthe file lock cannot be written: whose is it\?\n$/);
    expect(err.endsWith(folder.read('told'))).toBe(true);
    expect(folder.has('state.json')).toBe(false);
  });

  it('says that it failed, not that another one runs, without a flock that it can use', async () => {
    const folder = new Folder();
    writeFileSync(join(folder.path, 'flock'), '#!/bin/bash\nexit 1\n', { mode: 0o755 });
    const PATH = `${folder.path}:${process.env['PATH']}`;
    const { code, err } = await folder.start({ TAP: 'true', PATH }).ended;
    expect({ code, err }).toEqual({ code: 1, err: 'flock of util-linux is needed, and did not work\n' });
    expect(folder.read('told')).toBe(err);
    expect(folder.has('state.json')).toBe(false);
  });

  it('leaves no empty state of its own making where the disk is full, so that the next one begins', async () => {
    const folder = new Folder();
    const full = await folder.start({ TAP: 'true' }, "trap '' XFSZ; ulimit -f 0;").ended;
    expect(full.code).toBe(1);
    expect(full.err).toMatch(/^state\.json cannot be written$/m);
    expect(folder.has('state.json')).toBe(false);
    expect((await folder.start({ TAP: 'true' }).ended).code).toBe(0);
    expect(JSON.parse(folder.read('state.old.json'))).toEqual({});
  });

  it('says that it could not keep the state', async () => {
    const folder = new Folder();
    writeFileSync(join(folder.path, 'state.json'), '{"loaded":"before"}');
    mkdirSync(join(folder.path, 'state.tmp'));
    const { code, err } = await folder.start({ TAP: 'true' }).ended;
    expect(code).toBe(1);
    expect(err).toMatch(/\nthe new state could not be kept; tap ended with 0: ; target ended with 0: \n$/);
    expect(err.endsWith(folder.read('told'))).toBe(true);
    expect(JSON.parse(folder.read('state.json'))).toEqual({ loaded: 'before' });
  });
});
