import { expect, test } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { type Json, problems } from './load-values.ts';

const files: Readonly<Record<string, Json>> = {
  a: { access_token: 'from-a', page_size: 10, user_agent: 'a' },
  b: { access_token: 'from-b', page_size: 20 },
  empty: { access_token: null },
};
const read = (sources: string[], env = {}) => loadConfig(sources, env, (path) => JSON.stringify(files[path])).config;

test('later files win, key by key', () => {
  expect(read(['a', 'b'])).toMatchObject({ pageSize: 20, userAgent: 'a', credentials: { accessToken: 'from-b' } });
  expect(read(['b', 'a'])).toMatchObject({ pageSize: 10, userAgent: 'a', credentials: { accessToken: 'from-a' } });
});

test('null in a later file does not take a value away', () => {
  expect(read(['a', 'empty'])).toMatchObject({ credentials: { accessToken: 'from-a' } });
});

test('ENV wins over files whatever the order', () => {
  const env = { TAP_ASANA_PAGE_SIZE: '30' };
  expect(read(['a', 'ENV'], env).pageSize).toBe(30);
  expect(read(['ENV', 'a'], env).pageSize).toBe(30);
});

test('the environment is not looked at unless asked for', () => {
  expect(read(['a'], { TAP_ASANA_PAGE_SIZE: '30' }).pageSize).toBe(10);
});

test('variables are cast, lists and objects from JSON', () => {
  const env = {
    TAP_ASANA_ACCESS_TOKEN: 'token-1234',
    TAP_ASANA_PROJECTS: '["1", 2]',
    TAP_ASANA_INCLUDE_ENUM_OPTIONS: 'no',
    TAP_ASANA_SUBTASK_SWEEP_HOURS: '1.5',
    TAP_ASANA_CUSTOM_FIELD_COLUMNS: '{"points": {"gid": 12, "type": "number"}}',
    TAP_ASANA_WORKSPACES: '',
    TAP_ASANA_USER_AGENT: ' \t',
    TAP_ASANA_PAGE_SIZE: ' ',
  };
  expect(loadConfig(['ENV'], env, () => '').config).toMatchObject({
    projects: ['1', '2'],
    workspaces: [],
    pageSize: 100,
    includeEnumOptions: false,
    subtaskSweepHours: 1.5,
    customFieldColumns: { points: { gid: '12', type: 'number' } },
  });
});

test('variables that nobody knows are judged as keys of a file are', () => {
  const env = { TAP_ASANA_ACCESS_TOKEN: 'token-1234', TAP_ASANA_NOPE: '1' };
  expect(loadConfig(['ENV'], env, () => '').warnings).toEqual(['config.nope: is not known and is ignored (ENV)']);
  const mapped = { ...env, TAP_ASANA_STREAM_MAPS: '{"tasks": {"notes": null}}' };
  expect(problems(() => loadConfig(['ENV'], mapped, () => ''))).toEqual([
    expect.stringMatching(/^config\.stream_maps: is not supported/),
  ]);
});

test("Meltano's own variables and the log level are no settings", () => {
  const env = { TAP_ASANA__LOAD_SCHEMA: 'x', TAP_ASANA_LOGLEVEL: 'debug', TAP_ASANA_ACCESS_TOKEN: 'token-1234' };
  expect(loadConfig(['ENV'], env, () => '').warnings).toEqual([]);
});

test('files that cannot be used are named, all of them', () => {
  const contents: Readonly<Record<string, string>> = { list: '[]', broken: '{"a": tok-en}', empty: ' ' };
  const lines = problems(() =>
    loadConfig(['list', 'broken', 'empty', 'gone'], {}, (path) => {
      const text = contents[path];
      if (text === undefined) throw Object.assign(new Error('no'), { code: 'ENOENT' });
      return text;
    }),
  );
  expect(lines).toHaveLength(4);
  expect(lines[0]).toBe('config file list must hold a JSON object');
  expect(lines[1]).toMatch(/^config file broken is not JSON/);
  expect(lines[1]).not.toContain('tok-en');
  expect(lines[2]).toBe('config file empty is empty');
  expect(lines[3]).toBe('config file gone cannot be read: there is no such file');
});
