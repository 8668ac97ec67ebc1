import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { settingKeys } from '../../src/config/settings.ts';
import { load, problems, refused } from './load-values.ts';

test('a token alone is a config', () => {
  expect(load({}).config).toEqual({
    credentials: { kind: 'token', accessToken: 'token-1234' },
    workspaces: [],
    projects: [],
    includeArchivedProjects: true,
    includeAssignedTasks: true,
    includeEnumOptions: true,
    subtaskSweepHours: 0,
    customFieldColumns: {},
    pageSize: 100,
    maxConcurrentRequests: 20,
    requestTimeout: 300,
    lookbackSeconds: 60,
    emitActivateVersionMessages: false,
    apiUrl: 'https://app.asana.com/api/1.0',
    oauthUrl: 'https://app.asana.com/-/oauth_token',
    userAgent: 'tap-asana/0.1.0',
  });
});

test('a config cannot be changed, nor do two share anything', () => {
  const { config } = load({});
  expect(() => (config.projects as string[]).push('1')).toThrow(TypeError);
  expect(load({}).config.projects).not.toBe(config.projects);
});

test('the sample config has every key and is a config without warnings', () => {
  const text = readFileSync(new URL('../../sample-config.json', import.meta.url), 'utf8');
  expect(Object.keys(JSON.parse(text))).toEqual(settingKeys);
  const { config, warnings } = loadConfig(['sample-config.json'], {}, () => text);
  expect(warnings).toEqual([]);
  expect(config.startDate).toBe('2026-01-01T00:00:00.000Z');
});

test('null is the same as no value', () => {
  expect(load({ page_size: null, start_date: null }).config).toEqual(load({}).config);
});

test.each([
  [{ page_size: '50' }, { pageSize: 50 }],
  [{ page_size: ' 50 ' }, { pageSize: 50 }],
  [{ max_concurrent_requests: 50 }, { maxConcurrentRequests: 50 }],
  [{ requests_per_minute: '0.5' }, { requestsPerMinute: 0.5 }],
  [{ include_assigned_tasks: 'False' }, { includeAssignedTasks: false }],
  [{ include_assigned_tasks: 0 }, { includeAssignedTasks: false }],
  [{ include_assigned_tasks: 'off' }, { includeAssignedTasks: false }],
  [{ emit_activate_version_messages: 'yes' }, { emitActivateVersionMessages: true }],
  [{ projects: '["1201"]' }, { projects: ['1201'] }],
  [{ projects: ['1201', 1201, ' 1202 '] }, { projects: ['1201', '1202'] }],
  [{ start_date: '2026-01-31' }, { startDate: '2026-01-31T00:00:00.000Z' }],
  [{ api_url: 'http://127.0.0.1:8080/api/1.0/' }, { apiUrl: 'http://127.0.0.1:8080/api/1.0' }],
  [{ api_url: '' }, { apiUrl: 'https://app.asana.com/api/1.0' }],
  [{ access_token: ' token-5678\n' }, { credentials: { kind: 'token', accessToken: 'token-5678' } }],
])('%j is read', (values, expected) => {
  expect(load(values).config).toMatchObject(expected);
});

test.each([0, '0', '', '0.0', ' '])('a request timeout of %j means 300', (request_timeout) => {
  expect(load({ request_timeout }).config.requestTimeout).toBe(300);
});

test.each([7.5, '7.5', 1e9])('a request timeout of %j is that', (request_timeout) => {
  expect(load({ request_timeout }).config.requestTimeout).toBe(Number(request_timeout));
});

test.each([
  [{ page_size: 101 }, 'config.page_size: expected a whole number from 1 to 100, got 101'],
  [{ page_size: 0 }, 'config.page_size: expected a whole number from 1 to 100, got 0'],
  [{ page_size: '1e' }, 'config.page_size: expected a whole number from 1 to 100, got "1e"'],
  [{ page_size: 2.5 }, 'config.page_size: expected a whole number from 1 to 100, got 2.5'],
  [{ max_concurrent_requests: 51 }, 'config.max_concurrent_requests: expected a whole number from 1 to 50, got 51'],
  [{ requests_per_minute: 0 }, 'config.requests_per_minute: expected a number above 0, got 0'],
  [{ lookback_seconds: -1 }, 'config.lookback_seconds: expected a number of seconds from 0 to 1000000000, got -1'],
  [
    { lookback_seconds: 1e11 },
    'config.lookback_seconds: expected a number of seconds from 0 to 1000000000, got 100000000000',
  ],
  [{ request_timeout: -1 }, 'config.request_timeout: expected a number of seconds, 0 or more, got -1'],
  [{ include_enum_options: 'maybe' }, 'config.include_enum_options: expected true or false, got "maybe"'],
  [{ include_enum_options: ['true'] }, 'config.include_enum_options: expected true or false, got ["true"]'],
  [{ projects: '1201' }, 'config.projects: expected an array of gids such as ["1201"], got "1201"'],
  [{ projects: '1201,1202' }, 'config.projects: expected an array of gids such as ["1201"], got "1201,1202"'],
  [{ projects: ['../1'] }, 'config.projects.0: expected a gid (digits), got "../1"'],
  [{ projects: [12.5] }, 'config.projects.0: expected a gid (digits), got 12.5'],
  [
    { projects: [2 ** 60] },
    'config.projects.0: expected a gid (digits), got a number too large for JSON (put it in quotes)',
  ],
  [
    { start_date: 'last week' },
    'config.start_date: expected an ISO 8601 date or date-time such as 2026-01-31 or 2026-01-31T08:00:00Z, got "last week"',
  ],
  [
    { api_url: 'http://asana.example' },
    'config.api_url: expected an https URL (http on loopback) without user, query or fragment, got "http://asana.example"',
  ],
  [
    { oauth_url: 'https://me:password@x.example' },
    'config.oauth_url: expected an https URL (http on loopback) without user, query or fragment, got "https://***@x.example"',
  ],
  [{ api_url: 'https://me:p@ss@x.example' }, expect.stringMatching(/, got "https:\/\/\*\*\*@x\.example"$/)],
  [{ api_url: 'https://me:pa/ss@x.example' }, expect.stringMatching(/, got "https:\/\/\*\*\*@x\.example"$/)],
  [{ api_url: 'https://me:pa"ss@x.example' }, expect.stringMatching(/, got "https:\/\/\*\*\*@x\.example"$/)],
  [{ user_agent: 'a\nb' }, 'config.user_agent: expected plain ASCII text, got "a\\nb"'],
  [{ custom_field_columns: 3 }, expect.stringMatching(/^config\.custom_field_columns: expected an object .*, got 3$/)],
  [{ custom_field_columns: { a: { type: 'enum' } } }, 'config.custom_field_columns.a.gid: is missing'],
  [{ custom_field_columns: { a: { gid: '1', type: 'enum', x: 1 } } }, 'config.custom_field_columns.a.x: is not known'],
  [
    { custom_field_columns: { 'A-b': { gid: '1', type: 'enum' } } },
    'config.custom_field_columns: expected a column name of a-z, 0-9 and _, got "A-b"',
  ],
  [
    { custom_field_columns: { a: { gid: '1', type: 'list' } } },
    'config.custom_field_columns.a.type: expected text, number, enum, multi_enum, date or people, got "list"',
  ],
])('%j is refused', (values, line) => {
  expect(refused(values)).toEqual([line]);
});

test('everything that is wrong comes at once, a line each', () => {
  const lines = refused({ access_token: null, page_size: 'x', workspaces: ['a', 'b'], stream_maps: { a: 1 } });
  expect(lines.map((line) => line.split(':')[0])).toEqual([
    'config.stream_maps',
    'config.workspaces.0',
    'config.workspaces.1',
    'config.page_size',
    'config',
  ]);
  for (const line of lines) expect(line).not.toContain('\n');
});

test('a long value is cut', () => {
  expect(refused({ start_date: 'x'.repeat(1000) })[0]?.length).toBeLessThan(200);
});

test('law: any numeric text is read as its number', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.001, max: 1e6, noNaN: true }), (number) => {
      expect(load({ requests_per_minute: String(number) }).config.requestsPerMinute).toBe(number);
    }),
  );
});

test('law: whatever is in a config, it is read or refused with lines about its keys', () => {
  const values = fc.dictionary(fc.constantFrom(...settingKeys), fc.jsonValue());
  fc.assert(
    fc.property(values, (config) => {
      const lines = problems(() => loadConfig(['f'], {}, () => JSON.stringify(config)));
      for (const line of lines) expect(line).toMatch(/^config[.:]/);
    }),
  );
});
