import { expect, test } from 'vitest';
import { fitLine, MAX_LINE_BYTES } from '../../../src/sync/record/fit-line.ts';

type Row = Readonly<Record<string, unknown>>;

function fitted(record: Row): { line: string; read: Row; cuts: number; encoded: number } {
  let cuts = 0;
  let encoded = 0;
  const encode = (row: Row) => {
    encoded += 1;
    return JSON.stringify({ type: 'RECORD', stream: 'stories', record: row });
  };
  const line = fitLine(record, ['gid'], encode, () => {
    cuts += 1;
  });
  return { line, read: JSON.parse(line).record, cuts, encoded };
}

const bytes = (line: string) => Buffer.byteLength(line) + 1;

test('a line that fits is encoded once and not touched', () => {
  const record = { gid: '1', notes: '’'.repeat(5_000_000) };
  expect(fitted(record)).toMatchObject({ read: record, cuts: 0, encoded: 1 });
});

test('the longest text is cut until the line fits, and that is counted once', () => {
  const { line, read, cuts } = fitted({ gid: '1', name: 'A', notes: 'x'.repeat(17_000_000), html: 'y'.repeat(5_000) });
  expect(read).toMatchObject({ gid: '1', name: 'A', html: 'y'.repeat(5_000) });
  expect(bytes(line)).toBe(MAX_LINE_BYTES);
  expect(cuts).toBe(1);
});

test('several long texts are cut to one size, wherever they are', () => {
  const long = 'x'.repeat(9_000_000);
  const { read, line } = fitted({ gid: '1', notes: long, items: [{ text: long }, { text: 'short' }, 3, null] });
  const [first] = read['items'] as { text: string }[];
  expect(first?.text).toHaveLength((read['notes'] as string).length);
  expect(read['items']).toMatchObject([{}, { text: 'short' }, 3, null]);
  expect(MAX_LINE_BYTES - bytes(line)).toBeLessThan(10);
});

test('a text that is too long in bytes alone is cut too', () => {
  const { line, cuts } = fitted({ gid: '1', notes: '’'.repeat(6_000_000) });
  expect(MAX_LINE_BYTES - bytes(line)).toBeLessThan(8);
  expect(cuts).toBe(1);
});

test.each([
  ['quotes', '"\\\n'],
  ['control characters', '\u0001\u001f'],
  ['two bytes', 'é'],
  ['three bytes', '’'],
  ['four bytes', '😀x'],
])('a text of %s is cut between two characters, and the bytes are counted as they are written', (_what, unit) => {
  const { line, read } = fitted({ gid: '1', notes: unit.repeat(17_000_000 / unit.length) });
  expect(bytes(line)).toBeLessThanOrEqual(MAX_LINE_BYTES);
  expect(MAX_LINE_BYTES - bytes(line)).toBeLessThan(8);
  expect(unit.repeat(17_000_000 / unit.length).startsWith(read['notes'] as string)).toBe(true);
  expect(line).not.toMatch(/\\ud/);
});

test('where cutting is not enough, the largest properties become null and the key stays', () => {
  const many = Array.from({ length: 1_000_000 }, (_, n) => `item number ${n}`);
  const { line, read, cuts } = fitted({ gid: '1', name: 'A', many, numbers: Array(1_000_000).fill(3) });
  expect(read).toMatchObject({ gid: '1', name: 'A', many: null });
  expect(read['numbers']).toHaveLength(1_000_000);
  expect(bytes(line)).toBeLessThanOrEqual(MAX_LINE_BYTES);
  expect(cuts).toBe(1);
});

test('a key stays as it is, whatever else goes', () => {
  const gid = 'k'.repeat(17_000_000);
  const { line, read } = fitted({ gid, name: 'A', notes: 'text' });
  expect(line).not.toBe('');
  expect(read['gid'] === gid).toBe(true);
  expect(read).toMatchObject({ name: null, notes: null });
});

test('a key takes part in no cut: what is too much is taken from the others alone', () => {
  const { line, read } = fitted({ gid: 'k'.repeat(9_000_000), notes: 'n'.repeat(9_000_000), name: 'A' });
  expect(bytes(line)).toBe(MAX_LINE_BYTES);
  expect([String(read['gid']).length, read['name']]).toEqual([9_000_000, 'A']);
});
