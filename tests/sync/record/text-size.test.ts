import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodedSize, fittingLevel, shorten } from '../../../src/sync/record/text-size.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 40 });

test.each(['\u001f ', '\u007f\u0080', '\u07ff\u0800', '\ud7ff\ue000', '"\\', '\u{10000}\u{10ffff}'])(
  '%j is measured at the bounds',
  (text) => {
    for (const each of text)
      expect([each, encodedSize(each)]).toEqual([each, Buffer.byteLength(JSON.stringify(each)) - 2]);
  },
);

test('the size of a text is what JSON makes of it, in bytes, without the quotes', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(encodedSize(text)).toBe(Buffer.byteLength(JSON.stringify(text)) - 2);
    }),
  );
});

test('a shortened text is the longest beginning of whole characters that fits', () => {
  fc.assert(
    fc.property(anyText, fc.nat(60), (text, bytes) => {
      const short = shorten(text, bytes);
      const next = [...text.slice(short.length)][0] ?? '';
      expect(text.startsWith(short)).toBe(true);
      expect(encodedSize(short)).toBeLessThanOrEqual(bytes);
      expect(next === '' || encodedSize(short + next) > bytes).toBe(true);
      expect([...short].join('')).toBe([...text].slice(0, [...short].length).join(''));
    }),
  );
});

test.each([
  ['\u{10000}', 3, ''],
  ['\u{10ffff}', 3, ''],
  ['a\u{10ffff}', 4, 'a'],
  ['a\ue000', 1, 'a'],
])('%j shortened to %i bytes is %j', (text, bytes, short) => {
  expect(shorten(text, bytes)).toBe(short);
});

test('texts cut to the level lose the excess, and hardly more', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1_000), { minLength: 1 }), fc.nat(2_000), (sizes, excess) => {
      const level = fittingLevel(sizes, excess);
      const total = sizes.reduce((sum, size) => sum + size, 0);
      const cut = sizes.reduce((sum, size) => sum + Math.min(size, level), 0);
      expect(cut).toBeLessThanOrEqual(Math.max(total - excess, 0));
      expect(total - cut - Math.min(excess, total)).toBeLessThan(sizes.length + 1);
    }),
  );
});
