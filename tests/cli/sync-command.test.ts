import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { createSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { type SandboxServer, startServer } from '../../src/sandbox/server.ts';
import { streamNames } from '../../src/streams/table.ts';
import { FakeIo } from './fake-io.ts';

let sandbox: Sandbox;
let server: SandboxServer;
let config: Readonly<Record<string, unknown>>;

beforeAll(async () => {
  sandbox = createSandbox({ seed: 2, quota: null, sizes: { tasks: 20, subtasks: 4, subtaskParents: 2 } });
  server = await startServer(sandbox);
  config = {
    access_token: 'sandbox-token',
    api_url: `${server.url}/api/1.0`,
    oauth_url: `${server.url}/-/oauth_token`,
    requests_per_minute: 1_000_000,
  };
});

afterAll(() => server.close());

function io(line: string, options: ConstructorParameters<typeof FakeIo>[1] = {}): FakeIo {
  return new FakeIo(line.split(' '), { ...options, files: { c: config, ...options.files } });
}

const types = (of: FakeIo) => of.messages.map((message) => message['type']);

describe('a run', () => {
  test('writes SCHEMAs, RECORDs and a last STATE, and tells what it did', async () => {
    const run = io('-c c');
    expect(await main(run)).toBe(0);
    expect(types(run).slice(0, streamNames.length)).toEqual(streamNames.map(() => 'SCHEMA'));
    expect(types(run).at(-1)).toBe('STATE');
    const lines = run.err.trimEnd().split('\n');
    expect(lines.every((line) => /^INFO /.test(line))).toBe(true);
    expect(run.err).toContain(
      'INFO METRIC: {"type":"counter","metric":"record_count","value":24,"tags":{"stream":"subtasks"}}'.replace(
        '24',
        '4',
      ),
    );
    expect(lines.at(-streamNames.length - 2)).toMatch(/^INFO stream +records +requests +skipped +seconds$/);
    expect(lines.at(-1)).toMatch(/^INFO total /);
    expect(run.err).not.toContain('sandbox-token');
  });

  test('goes on from the state, given as a file or as a whole STATE line', async () => {
    const first = io('-c c');
    await main(first);
    const line = first.messages.at(-1);
    for (const state of [line, line?.['value']]) {
      const next = io('-c c -s s', { files: { s: state } });
      expect(await main(next)).toBe(0);
      const tasks = next.messages.filter((message) => message['type'] === 'RECORD' && message['stream'] === 'tasks');
      expect(tasks.length).toBeLessThan(20);
    }
  });

  test('reads what the catalog selects, and passes its warnings on', async () => {
    const catalog = {
      streams: [
        { tap_stream_id: 'workspaces', schema: {}, metadata: [{ breadcrumb: [], metadata: { selected: true } }] },
        { tap_stream_id: 'goals', schema: {}, metadata: [{ breadcrumb: [], metadata: { selected: true } }] },
      ],
    };
    const run = io('-c c -p k', { files: { k: catalog } });
    expect(await main(run)).toBe(0);
    expect(types(run)).toEqual(['SCHEMA', 'STATE', 'RECORD', 'STATE']);
    expect(run.messages[2]).toMatchObject({ stream: 'workspaces', record: { gid: expect.any(String) } });
    expect(run.err).toContain('WARNING stream goals of the catalog does not exist here and is passed over\n');
  });

  test('warns of unknown keys', async () => {
    const run = io('-c c -c more --test=schema', { files: { more: { nope: 1 } } });
    expect(await main(run)).toBe(0);
    expect(run.err).toBe('WARNING config.nope: is not known and is ignored (more)\n');
  });

  test('for its schemas alone asks nothing and has no state', async () => {
    const before = sandbox.requests.length;
    const run = io('-c c --test=schema');
    expect(await main(run)).toBe(0);
    expect(types(run)).toEqual(streamNames.map(() => 'SCHEMA'));
    expect(sandbox.requests).toHaveLength(before);
  });

  test('with a token that does not work is exit 1, with the reason last', async () => {
    const run = io('-c c -c other', { files: { other: { access_token: 'wrong-token' } } });
    expect(await main(run)).toBe(1);
    expect(run.err.trimEnd().split('\n').at(-1)).toMatch(/^CRITICAL .*401/);
    expect(run.err).not.toContain('wrong-token');
    expect(types(run).at(-1)).toBe('STATE');
  });
});

describe('an end before the end', () => {
  test('by a signal is its exit code, with STATE last', async () => {
    const run = io('-c c');
    const ended = main(run);
    while (!run.out.includes('RECORD')) await new Promise((resolve) => setTimeout(resolve, 5));
    run.signal('SIGTERM');
    expect(await ended).toBe(143);
    expect(types(run).at(-1)).toBe('STATE');
    expect(run.err.trimEnd().split('\n').at(-1)).toBe('CRITICAL stopped by SIGTERM');
    expect(run.listeners('SIGTERM')).toBe(0);
  });

  test('by a reader that leaves is exit 141', async () => {
    const stdout = new Writable({
      write: (_chunk, _encoding, done) => done(Object.assign(new Error('EPIPE'), { code: 'EPIPE' })),
    });
    const run = io('-c c', { stdout });
    expect(await main(run)).toBe(141);
    expect(run.err).toContain('CRITICAL the reader of stdout left (EPIPE)');
  });

  test('by a crash writes nothing more, not even STATE', async () => {
    const run = io('-c c');
    const ended = main(run);
    while (!run.out.includes('RECORD')) await new Promise((resolve) => setTimeout(resolve, 5));
    const { out } = run;
    run.crash(new Error('unforeseen'));
    expect(await ended).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(run.out).toBe(out);
    expect(
      run.err
        .trimEnd()
        .split('\n')
        .filter((line) => line.startsWith('CRITICAL')),
    ).toEqual(['CRITICAL unexpected error: unforeseen']);
  });
});
