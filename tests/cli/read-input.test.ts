import { expect, test } from 'vitest';
import { readInput } from '../../src/cli/read-input.ts';
import { ConfigError } from '../../src/errors.ts';

const MANY = 150_000;

function problems(files: Readonly<Record<string, unknown>>): readonly string[] {
  const read = (path: string) => JSON.stringify(files[path]);
  try {
    readInput({ config: ['config'], state: 'state' }, {}, read);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

test('however much is wrong with a state, each thing is a problem', () => {
  const partitions = Object.fromEntries(Array.from({ length: MANY }, (_, index) => [1000 + index, 5]));
  const config = { access_token: 'token-1234' };
  expect(problems({ config, state: { bookmarks: { tasks: { partitions } } } })).toHaveLength(MANY);
});

test('however much is wrong with a config, each thing is a problem', () => {
  const projects = Array.from({ length: MANY }, (_, index) => `p${index}`);
  expect(problems({ config: { access_token: 'token-1234', projects }, state: {} })).toHaveLength(MANY);
});

test('a config is read once, wrong or right: it may come through a pipe', () => {
  const reads: string[] = [];
  const read = (path: string) => {
    reads.push(path);
    return '{"access_token":"token-1234","page_size":0}';
  };
  expect(() => readInput({ config: ['pipe'] }, {}, read)).toThrow(ConfigError);
  expect(reads).toEqual(['pipe']);
});

test.each([
  [{ orders: { updated_at: '2026-01-01' }, refunds: {} }, 'orders, refunds'],
  [{ a: {}, b: {}, c: {}, d: {}, e: {}, f: {} }, 'a, b, c, d, e …'],
])('a state of other streams alone is warned of: all is read from the beginning then', (bookmarks, named) => {
  const files: Readonly<Record<string, unknown>> = { config: { access_token: 'token-1234' }, state: { bookmarks } };
  const { warnings } = readInput({ config: ['config'], state: 'state' }, {}, (path) => JSON.stringify(files[path]));
  expect(warnings).toEqual([
    `state: no bookmark in it is of a stream that exists here, but of ${named}; everything is read from the beginning`,
  ]);
});

test.each([{}, { orders: {}, users: {} }, { currently_sync_stream: 'orders' }, { orders: null }])(
  'bookmarks %j are warned of by nothing',
  (bookmarks) => {
    const files: Readonly<Record<string, unknown>> = { config: { access_token: 'token-1234' }, state: { bookmarks } };
    const { warnings } = readInput({ config: ['config'], state: 'state' }, {}, (path) => JSON.stringify(files[path]));
    expect(warnings).toEqual([]);
  },
);
