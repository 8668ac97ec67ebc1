import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { streamNames } from '../../src/streams/table.ts';
import { FakeIo } from './fake-io.ts';

async function start(line: string, options: ConstructorParameters<typeof FakeIo>[1] = {}) {
  const io = new FakeIo(line === '' ? [] : line.split(' '), options);
  const code = await main(io);
  return { code, out: io.out, err: io.err, io };
}

describe('documents', () => {
  test('the version', async () => {
    expect(await start('--version')).toMatchObject({ code: 0, out: 'tap-asana v0.1.0\n', err: '' });
  });

  test('a level of the log that there is not is named', async () => {
    const { code, err } = await start('--version', { env: { TAP_ASANA_LOGLEVEL: 'verbose' } });
    expect(code).toBe(0);
    expect(err).toMatch(/^WARNING TAP_ASANA_LOGLEVEL is none of /);
  });

  test('help', async () => {
    const { code, out, err } = await start('--help');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    for (const flag of [
      '--config',
      '--discover',
      '--catalog',
      '--properties',
      '--state',
      '--test',
      '--about',
      '--dev',
    ]) {
      expect(out).toContain(flag);
    }
  });

  test('the catalog is one JSON document, whatever the config is', async () => {
    const { code, out, err } = await start('-c gone --discover --state gone --format json');
    expect(code).toBe(0);
    expect(JSON.parse(out).streams).toHaveLength(streamNames.length);
    expect(err).toBe(
      'WARNING --format does nothing without --about\n' +
        'WARNING config file gone cannot be read: there is no such file; the catalog is made without it\n',
    );
  });

  test('a reader that leaves is exit 141', async () => {
    const stdout = new Writable({
      write: (_chunk, _encoding, done) => done(Object.assign(new Error('EPIPE'), { code: 'EPIPE' })),
    });
    const { code, err } = await start('--discover', { stdout });
    expect(code).toBe(141);
    expect(err).toBe('CRITICAL the reader of stdout left (EPIPE); nothing more is written\n');
  });
});

describe('bad usage', () => {
  test.each(['--bogus', '', '-c gone', 'nonsense'])('%j is exit 2, nothing on stdout, no stack', async (line) => {
    const { code, out, err } = await start(line);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^CRITICAL .+\n$/);
    expect(err).not.toMatch(/^\s+at /m);
  });

  test('everything wrong with config, catalog and state comes at once', async () => {
    const { code, err } = await start('-c c --catalog k -s s', {
      files: { c: { page_size: 0, custom_field_columns: {} }, k: {}, s: '' },
    });
    expect(code).toBe(2);
    expect(err.split('\n')).toEqual([
      'CRITICAL config.page_size: expected a whole number from 1 to 100, got 0',
      'CRITICAL config: no credentials: set access_token, or client_id, client_secret and refresh_token together',
      "CRITICAL catalog file k: must have required property 'streams'",
      'CRITICAL state file s is empty',
      '',
    ]);
  });

  test('a column whose name is taken is said once, with the streams that have it', async () => {
    const columns = { notes: { gid: '1', type: 'text' }, tags: { gid: '2', type: 'text' } };
    const { err } = await start('-c c', {
      files: { c: { access_token: 'token-1234', custom_field_columns: columns } },
    });
    expect(err.split('\n')).toEqual([
      'CRITICAL config.custom_field_columns.notes: tasks, subtasks, projects, portfolios have a column of that name; choose another',
      'CRITICAL config.custom_field_columns.tags: tasks, subtasks have a column of that name; choose another',
      '',
    ]);
  });

  test('a column whose name is taken is said beside what else is wrong with the config', async () => {
    const columns = { notes: { gid: '1', type: 'text' }, mine: { gid: '2', type: 'text' }, odd: 5 };
    const { err } = await start('-c c', {
      files: { c: { access_token: 'token-1234', page_size: 0, custom_field_columns: columns } },
    });
    expect(err.split('\n').map((line) => line.split(': ')[0])).toEqual([
      'CRITICAL config.custom_field_columns.odd',
      'CRITICAL config.page_size',
      'CRITICAL config.custom_field_columns.notes',
      '',
    ]);
  });

  test.each([
    ['a STATE line', { type: 'STATE', value: { bookmarks: [] } }],
    ['a state', { bookmarks: [] }],
  ])('%s is read, and judged', async (_, state) => {
    const { code, err } = await start('-c c -s s', { files: { c: { access_token: 'token-1234' }, s: state } });
    expect(code).toBe(2);
    expect(err).toContain('state.bookmarks: expected an object, got an array');
  });

  test('structured logs are asked for by the environment', async () => {
    const dictConfig = {
      formatters: { f: { '()': 'singer_sdk.logging.StructuredFormatter' } },
      handlers: { h: { formatter: 'f' } },
      root: { handlers: ['h'] },
    };
    const { err } = await start('--bogus', { env: { SINGER_SDK_LOG_CONFIG: 'log' }, files: { log: dictConfig } });
    expect(JSON.parse(err)).toMatchObject({ level: 'critical', pid: 42, stream_name: null });
  });
});

describe('a crash', () => {
  test('is one line and exit 1, even when nothing else ends', async () => {
    const stdout = new Writable({ write: () => {} });
    const io = new FakeIo(['--version'], { stdout });
    const ended = main(io);
    io.crash(new TypeError('x is not a function'));
    io.crash(new Error('and another'));
    expect(await ended).toBe(1);
    expect(io.err).toBe('CRITICAL unexpected error: x is not a function\n');
    expect(io.exits).toEqual([{ ms: 5000, code: 1 }]);
  });

  test('of something that is no error is one, too', async () => {
    const io = new FakeIo(['--version'], { stdout: new Writable({ write: () => {} }) });
    const ended = main(io);
    io.crash('just text');
    expect(await ended).toBe(1);
    expect(io.err).toBe('CRITICAL unexpected error: just text\n');
  });
});
