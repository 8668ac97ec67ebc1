import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseArguments } from '../../src/cli/arguments.ts';
import { plainArguments } from '../../src/cli/plain-arguments.ts';

const plain = (line: string) => plainArguments(line === '' ? [] : line.split(' '));

test.each([
  ['', { kind: 'sync', config: [] }],
  ['--config a --config b', { kind: 'sync', config: ['a', 'b'] }],
  ['-c a --catalog b --state s', { kind: 'sync', config: ['a'], catalog: 'b', state: 's' }],
  ['-c ENV -p b -s s', { kind: 'sync', config: ['ENV'], catalog: 'b', state: 's' }],
  ['--config a --properties b', { kind: 'sync', config: ['a'], catalog: 'b' }],
  ['--discover', { kind: 'discover', config: [] }],
  ['-d -c a --catalog b', { kind: 'discover', config: ['a'] }],
])('%s', (line, invocation) => {
  expect(plain(line)).toEqual(invocation);
});

test.each([
  '--help',
  '--about',
  'check',
  'sandbox',
  '--config=a',
  '-ca',
  '--config',
  '-c a --catalog',
  '-c a --state --discover',
  '-c a --test',
  '-c a b',
  '-c a --constructor x',
])('%s is left to commander', (line) => {
  expect(plain(line)).toBeUndefined();
});

const words = fc.constantFrom(
  ...['-c', '--config', '--catalog', '-p', '--properties', '-s', '--state', '-d', '--discover'],
  ...['--test', '--about', '--version', '--', '-', '', 'a', 'b.json', 'check', 'sandbox', '--config=a', '-sd', '-x'],
);

test('what it reads, commander reads the same', () => {
  fc.assert(
    fc.property(fc.array(words, { maxLength: 8 }), (argv) => {
      const invocation = plainArguments(argv);
      if (invocation !== undefined) expect(parseArguments(argv)).toEqual(invocation);
    }),
    { numRuns: 3000 },
  );
});
