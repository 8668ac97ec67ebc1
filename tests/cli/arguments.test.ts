import { describe, expect, test } from 'vitest';
import { parseArguments } from '../../src/cli/arguments.ts';
import { ConfigError } from '../../src/errors.ts';

const parse = (line: string) => parseArguments(line === '' ? [] : line.split(' '));

function problem(line: string): readonly string[] {
  try {
    parse(line);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

test.each([
  ['', { kind: 'sync', config: [] }],
  ['--config a --config b', { kind: 'sync', config: ['a', 'b'] }],
  ['-c a -c ENV', { kind: 'sync', config: ['a', 'ENV'] }],
  ['--config=ENV', { kind: 'sync', config: ['ENV'] }],
  ['-c a --catalog b --state s', { kind: 'sync', config: ['a'], catalog: 'b', state: 's' }],
  ['-c a --properties b -s s', { kind: 'sync', config: ['a'], catalog: 'b', state: 's' }],
  ['-c a -p b', { kind: 'sync', config: ['a'], catalog: 'b' }],
  ['-c a --catalog b --catalog c', { kind: 'sync', config: ['a'], catalog: 'c' }],
  ['-c a --dev', { kind: 'sync', config: ['a'] }],
  ['--test -c a', { kind: 'sync', config: ['a'], test: 'records' }],
  ['-c a --test', { kind: 'sync', config: ['a'], test: 'records' }],
  ['-c a --test=schema', { kind: 'sync', config: ['a'], test: 'schema' }],
  ['--discover', { kind: 'discover', config: [] }],
  ['-d -c a', { kind: 'discover', config: ['a'] }],
  ['--version', { kind: 'version' }],
  ['--about', { kind: 'about', format: 'text' }],
  ['--about --format json', { kind: 'about', format: 'json' }],
  ['--about --format=markdown', { kind: 'about', format: 'markdown' }],
  ['--format=json --about', { kind: 'about', format: 'json' }],
  ['check --custom-fields -c a', { kind: 'check-fields', config: ['a'] }],
  ['-c a --catalog b --state s check --custom-fields', { kind: 'check-fields', config: ['a'] }],
  ['-c a --catalog b --state s --test=schema check', { kind: 'check', config: ['a'], catalog: 'b', state: 's' }],
  ['--test check -c a', { kind: 'check', config: ['a'] }],
  ['--test --test check --test -c a', { kind: 'check', config: ['a'] }],
  ['-c a --test sandbox --port 1', { kind: 'sandbox', flags: { port: 1 } }],
  ['check --custom-fields --version', { kind: 'version' }],
  ['sandbox', { kind: 'sandbox', flags: {} }],
  ['sandbox --port 0 --seed 7', { kind: 'sandbox', flags: { port: 0, seed: 7 } }],
])('%s', (line, invocation) => {
  expect(parse(line)).toEqual(invocation);
});

describe('what Meltano puts in front', () => {
  const prefix = '--config F --catalog F --state F';

  test.each([
    ['--about --format=json', { kind: 'about', format: 'json' }],
    ['--version', { kind: 'version' }],
    ['--discover', { kind: 'discover', config: ['F'] }],
    ['--help', { kind: 'help', text: expect.stringContaining('Usage: tap-asana') }],
    ['--test', { kind: 'sync', config: ['F'], catalog: 'F', state: 'F', test: 'records' }],
    ['sandbox --port 1', { kind: 'sandbox', flags: { port: 1 } }],
  ])('does not keep %s from being understood', (line, invocation) => {
    expect(parse(`${prefix} ${line}`)).toEqual(invocation);
    expect(parse(`${line} ${prefix}`)).toEqual(invocation);
  });
});

const FORMAT = '--format does nothing without --about';
const CATALOG = '--catalog a is read; --properties b, another name of that flag, is not';

test.each([
  ['--format json', [FORMAT]],
  ['--discover --format text', [FORMAT]],
  ['check --format json', [FORMAT]],
  ['sandbox --format json', [FORMAT]],
  ['--about --format json', undefined],
  ['--version --format json', undefined],
  ['--catalog a -p b', [CATALOG]],
  ['--properties b --catalog a --format json', [FORMAT, CATALOG]],
  ['check --catalog a -p b', [CATALOG]],
  ['--catalog a -p a', undefined],
  ['--discover --catalog a -p b', undefined],
])('%s parses, with a warning for each flag that does nothing: %j', (line, warnings) => {
  expect(parse(line).warnings).toEqual(warnings);
});

test('of several that only inform, one wins', () => {
  expect(parse('--discover --about --version --test')).toEqual({ kind: 'version' });
  expect(parse('--test --discover --about')).toEqual({ kind: 'about', format: 'text' });
  expect(parse('--test --discover')).toMatchObject({ kind: 'discover' });
  expect(parse('sandbox --version')).toEqual({ kind: 'version' });
});

test('sandbox flags are read as what they are', () => {
  const line =
    'sandbox --plan free --quota none --quota-model fixed --latency 5 --size tasks=10 --size users=3 --scenario f';
  expect(parse(line)).toEqual({
    kind: 'sandbox',
    flags: {
      plan: 'free',
      quota: 'none',
      quotaModel: 'fixed',
      latency: 5,
      size: { tasks: 10, users: 3 },
      scenario: 'f',
    },
  });
  expect(parse('sandbox --quota 150 --concurrency 2')).toMatchObject({ flags: { quota: 150, concurrency: 2 } });
});

test('help of a subcommand is its own', () => {
  expect(parse('sandbox --help')).toMatchObject({ kind: 'help', text: expect.stringContaining('--scenario') });
});

test.each([
  ['--bogus', "unknown option '--bogus'; see tap-asana --help"],
  ['--access-token=2/SECRET', "unknown option '--access-token=…'; see tap-asana --help"],
  ['--confg a', "unknown option '--confg' (Did you mean --config?); see tap-asana --help"],
  ['--config', "option '-c, --config <file>' argument missing; see tap-asana --help"],
  ['--test=all', expect.stringContaining('Allowed choices are schema')],
  ['--about --format yaml', expect.stringContaining('Allowed choices are json, markdown, text')],
  ['nonsense', "unexpected 'nonsense': the commands are sandbox and check; see tap-asana --help"],
  ['2/1200000000000001:0123456789abcdef', expect.stringContaining("unexpected '2/12000000…': ")],
  ['check nonsense', expect.stringContaining("unexpected 'nonsense'")],
  ['sandbox --port x', expect.stringContaining('must be a whole number')],
  ['sandbox --port 99999999999999999999', expect.stringContaining('must be a whole number')],
  [
    'sandbox --port 80000',
    "option '--port <number>' argument '80000' is invalid. It must be a whole number from 0 to 65535; see tap-asana --help",
  ],
  ['sandbox --size tasks', expect.stringContaining('must be like tasks=10000')],
  ['sandbox --bogus', expect.stringContaining("unknown option '--bogus'")],
])('%s is one line', (line, expected) => {
  expect(problem(line)).toEqual([expected]);
});
