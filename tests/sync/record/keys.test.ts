import { expect, test } from 'vitest';
import { keyed, pickRow, selected, text } from './streams.ts';

const stream = selected(keyed({ name: text }));

test.each([
  ['nothing', {}],
  ['null', { gid: null }],
  ['an empty text', { gid: '' }],
  ['a text that is empty without its NUL', { gid: '\0' }],
  ['a text longer than any gid', { gid: '1'.repeat(256) }],
  ['an object', { gid: { gid: '1' } }],
  ['a list', { gid: ['1'] }],
  ['true', { gid: true }],
  ['a number that has lost digits', { gid: 2 ** 60 }],
  ['a fraction', { gid: 1.5 }],
])('a row with %s as its key is dropped and counted', (_what, row) => {
  const { record, report } = pickRow(stream, { name: 'A', ...row });
  expect(record).toBeUndefined();
  expect(report.dropped).toBe(1);
});

test.each([[null], [undefined], ['row'], [3], [true], [[]], [[{ gid: '1' }]]])('%j is no row', (row) => {
  const { record, report } = pickRow(stream, row);
  expect(record).toBeUndefined();
  expect(report.dropped).toBe(1);
});

test.each([
  [1201, '1201'],
  ['1201', '1201'],
  ['not a number', 'not a number'],
  ['12\0', '12'],
  ['1'.repeat(255), '1'.repeat(255)],
])('%j is a key, written as %j', (gid, written) => {
  const { record, report } = pickRow(stream, { gid });
  expect(record).toEqual({ gid: written, name: null });
  expect(report.dropped).toBe(0);
});

test('each part of a key of several counts', () => {
  const pair = { ...selected(keyed({ user_gid: text })), keyProperties: ['gid', 'user_gid'] };
  expect(pickRow(pair, { gid: '1', user_gid: '2' }).record).toEqual({ gid: '1', user_gid: '2' });
  expect(pickRow(pair, { gid: '1' }).record).toBeUndefined();
  expect(pickRow(pair, { gid: '1', user_gid: '\0' }).record).toBeUndefined();
  expect(pickRow(pair, { gid: '1', user_gid: '2'.repeat(256) }).record).toBeUndefined();
});
