import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { type Clock, systemClock } from '../../src/clock.ts';
import { CountingClock } from '../asana/open-client.ts';
import { coreStreams } from '../support/core-streams.ts';
import type { FakeIo } from './fake-io.ts';
import { lastWords, type Sandboxed, startSandboxed, types } from './sandboxed.ts';

let sandboxed: Sandboxed;
const io: Sandboxed['io'] = (line, options) => sandboxed.io(line, options);

beforeAll(async () => {
  sandboxed = await startSandboxed();
});

afterAll(() => sandboxed.close());

describe('a run', () => {
  test('writes SCHEMAs, RECORDs and a last STATE, and tells what it did', async () => {
    const run = io('-c c');
    expect(await main(run)).toBe(0);
    expect(types(run).slice(0, coreStreams.length)).toEqual(coreStreams.map(() => 'SCHEMA'));
    expect(types(run).at(-1)).toBe('STATE');
    const lines = run.err.trimEnd().split('\n');
    expect(lines.every((line) => /^INFO /.test(line))).toBe(true);
    expect(run.err).toContain(
      'INFO METRIC: {"type":"counter","metric":"record_count","value":4,"tags":{"stream":"subtasks"}}',
    );
    expect(lines.at(-coreStreams.length - 2)).toMatch(/^INFO stream +records +requests +skipped +seconds$/);
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
        { tap_stream_id: 'campaigns', schema: {}, metadata: [{ breadcrumb: [], metadata: { selected: true } }] },
      ],
    };
    const run = io('-c c -p k', { files: { k: catalog } });
    expect(await main(run)).toBe(0);
    expect(types(run)).toEqual(['SCHEMA', 'STATE', 'RECORD', 'STATE']);
    expect(run.messages[2]).toMatchObject({ stream: 'workspaces', record: { gid: expect.any(String) } });
    expect(run.err).toContain('WARNING stream campaigns of the catalog does not exist here and is passed over\n');
  });

  test('warns of unknown keys', async () => {
    const run = io('-c c -c more --test=schema', { files: { more: { nope: 1 } } });
    expect(await main(run)).toBe(0);
    expect(run.err).toBe('WARNING config.nope: is not known and is ignored (more)\n');
  });

  test('adds columns for custom fields, and says where a catalog keeps one from coming out', async () => {
    const files = { more: { custom_field_columns: { points: { gid: '1', type: 'number' } } } };
    const run = io('-c c -c more --test=schema', { files });
    expect(await main(run)).toBe(0);
    const withPoints = run.messages.filter((message) => JSON.stringify(message['schema']).includes('"points"'));
    expect(withPoints.map((message) => message['stream'])).toEqual(['portfolios', 'projects', 'tasks', 'subtasks']);
    expect(run.err).toBe('');

    const metadata = [{ breadcrumb: [], metadata: { selected: true } }];
    const old = { streams: [{ tap_stream_id: 'tasks', schema: { properties: { name: {} } }, metadata }] };
    const lost = io('-c c -c more --catalog k --test=schema', { files: { ...files, k: old } });
    await main(lost);
    expect(lost.err).toBe(
      'WARNING config.custom_field_columns.points: is selected in no stream; discover again if the catalog is older\n',
    );
  });

  test('says so also where another stream has a column of that name', async () => {
    const metadata = [{ breadcrumb: [], metadata: { selected: true } }];
    const entry = (id: string, column: string) => ({
      tap_stream_id: id,
      schema: { properties: { [column]: {} } },
      metadata,
    });
    const more = { custom_field_columns: { email: { gid: '1', type: 'text' } } };
    const run = io('-c c -c more --catalog k --test=schema', {
      files: { more, k: { streams: [entry('tasks', 'name'), entry('users', 'email')] } },
    });
    await main(run);
    expect(run.err).toMatch(/^WARNING config\.custom_field_columns\.email: is selected in no stream;/);
  });

  test('for its schemas alone asks nothing and has no state', async () => {
    const before = sandboxed.sandbox.requests.length;
    const run = io('-c c --test=schema');
    expect(await main(run)).toBe(0);
    expect(types(run)).toEqual(coreStreams.map(() => 'SCHEMA'));
    expect(sandboxed.sandbox.requests).toHaveLength(before);
  });

  test('leaves no timer and no listener that would keep the process', async () => {
    const timers = new Set<() => void>();
    const clock: Clock = {
      now: systemClock.now,
      after(ms, action) {
        const cancel = systemClock.after(ms, () => {
          timers.delete(cancel);
          action();
        });
        timers.add(cancel);
        return () => {
          timers.delete(cancel);
          cancel();
        };
      },
    };
    const run = io('-c c', { clock });
    Object.assign(run.stderr, { isTTY: true });
    expect(await main(run)).toBe(0);
    expect([timers.size, run.listeners('SIGINT'), run.listeners('SIGTERM')]).toEqual([0, 0, 0]);
  });

  test('that cannot begin takes the status line away, and leaves no timer that would keep the process', async () => {
    const clock = new CountingClock();
    const run = io('-c c', { clock, env: { HTTPS_PROXY: 'socks5://proxy.example' } });
    Object.assign(run.stderr, { isTTY: true });
    expect(await main(run)).toBe(2);
    expect(lastWords(run)).toMatch(/^CRITICAL HTTPS_PROXY is not the URL of a proxy/);
    expect(clock.timers).toBe(0);
  });

  test('with a token that does not work is exit 1, with the reason last', async () => {
    const run = io('-c c -c other', { files: { other: { access_token: 'wrong-token' } } });
    expect(await main(run)).toBe(1);
    expect(lastWords(run)).toMatch(/^CRITICAL .*401/);
    expect(run.err).toContain('"status":"failed"');
    expect(run.err).not.toContain('"status":"succeeded"');
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
    expect(lastWords(run)).toBe('CRITICAL stopped by SIGTERM');
    // A second one, while the process ends, must not decide.
    expect([run.listeners('SIGINT'), run.listeners('SIGTERM')]).toEqual([1, 1]);
  });

  test('by a signal that comes while the last lines are taken is its exit code too', async () => {
    let states = 0;
    const stdout = new Writable({
      write(chunk, _encoding, done) {
        states += String(chunk).split('{"type":"STATE"').length - 1;
        if (states === 2) run.signal('SIGINT');
        done();
      },
    });
    const run: FakeIo = io('-c c', { stdout });
    expect(await main(run)).toBe(130);
  });

  test.each(['-c c --test=schema', 'check -c c', 'check --custom-fields -c c'])(
    'by a signal while `%s` waits for its reader is its exit code too',
    async (line) => {
      const stdout = new Writable({
        write(_chunk, _encoding, done) {
          run.signal('SIGTERM');
          done();
        },
      });
      const run: FakeIo = io(line, { stdout });
      expect(await main(run)).toBe(143);
    },
  );

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
    expect(lastWords(run)).toBe('CRITICAL unexpected error: unforeseen');
    expect(
      run.err
        .trimEnd()
        .split('\n')
        .filter((line) => line.startsWith('CRITICAL')),
    ).toEqual(['CRITICAL unexpected error: unforeseen']);
  });
});
