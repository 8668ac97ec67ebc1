import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Redactor } from '../../src/log/redact.ts';

/** Written otherwise in each form: a form encodes `~`, a percent-encoded text does not. */
const SECRET = '2/1201/abc+def&"ghi"=jk~l';

function redactor(...secrets: string[]): Redactor {
  const made = new Redactor();
  for (const secret of secrets) made.add(secret);
  return made;
}

test.each([
  ['as it is', SECRET],
  ['percent-encoded', encodeURIComponent(SECRET)],
  ['percent-encoded in lower case', encodeURIComponent(SECRET).toLowerCase()],
  ['form-encoded', new URLSearchParams({ s: SECRET }).toString().slice(2)],
  ['form-encoded in lower case', new URLSearchParams({ s: SECRET }).toString().slice(2).toLowerCase()],
  ['in JSON', JSON.stringify(SECRET).slice(1, -1)],
])('a secret is masked whole %s', (_, form) => {
  expect(redactor(SECRET).apply(`before ${form} after`)).toBe('before *** after');
});

test.each([
  ['base64', Buffer.from(SECRET).toString('base64').replace(/=+$/, '')],
  ['base64url', Buffer.from(SECRET).toString('base64url')],
])('a secret is masked in %s', (_, form) => {
  const masked = redactor(SECRET).apply(`before ${form} after`);
  expect(masked).toMatch(/^before .*\*\*\*.* after$/);
  expect(masked).not.toContain(form);
});

test.each(['', 'a', 'ab'])('a secret is masked in Basic credentials behind %j', (id) => {
  const text = Buffer.from(`${id}:${SECRET}`).toString('base64');
  const masked = redactor(SECRET).apply(text);
  expect(masked).toContain('***');
  // At most what surrounds the secret is left, and that does not give it away.
  expect(masked.length).toBeLessThan(12);
});

test('a secret that begins like another is masked whole', () => {
  expect(redactor('token-1', 'token-1-and-more').apply('token-1-and-more token-1')).toBe('*** ***');
});

test('nothing is masked without secrets, nor for one too short to be one', () => {
  expect(redactor().apply('abc undefined')).toBe('abc undefined');
  expect(redactor('abc').apply('abc')).toBe('abc');
  expect(redactor('abcd').apply('abcd')).toBe('***');
});

test('law: no registered secret is left in any text', () => {
  const secret = fc.string({ minLength: 4, maxLength: 40, unit: 'binary' });
  fc.assert(
    fc.property(secret, fc.string(), fc.string(), (value, before, after) => {
      // A mask that is part of the secret, or text around it that makes another one, is no leak.
      fc.pre(!value.includes('*'));
      const masked = redactor(value).apply(before + value + after);
      expect(masked.split('***').some((part) => part.includes(value))).toBe(false);
    }),
  );
});
