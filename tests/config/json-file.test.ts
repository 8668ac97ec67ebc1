import { expect, test } from 'vitest';
import { readJsonFile } from '../../src/config/json-file.ts';

const fail = (code?: string) => () => {
  throw Object.assign(new Error('secret text'), code === undefined ? {} : { code });
};

test('a byte order mark is passed over', () => {
  expect(readJsonFile('state', 'f', () => '\ufeff{"a":1}')).toEqual({ a: 1 });
});

test.each([
  ['ENOENT', 'there is no such file'],
  ['EACCES', 'permission denied'],
  ['EISDIR', 'it is a folder'],
  ['EMFILE', 'EMFILE'],
  [undefined, 'unknown error'],
])('%s is said in words', (code, words) => {
  expect(() => readJsonFile('state', 'f', fail(code))).toThrow(`state file f cannot be read: ${words}`);
});

test('an empty name is named, since it shows nothing', () => {
  expect(() => readJsonFile('state', '', fail('ENOENT'))).toThrow(
    'state file with an empty name (from a variable that is not set?) cannot be read: there is no such file',
  );
});

test('the place of an error is given where it is known, the text around it never', () => {
  expect(() => readJsonFile('config', 'f', () => '{\n  "c": 1,\n  "a": "secret" "b"\n}')).toThrow(
    /^config file f is not JSON: see line 3, column 17$/,
  );
  expect(() => readJsonFile('config', 'f', () => '{"a": secret}')).toThrow(
    /^config file f is not JSON(?:: see line 1, column 7)?$/,
  );
  expect(() => readJsonFile('config', 'f', () => '{"a":')).toThrow(/^config file f is not JSON: it ends too early$/);
});

test('several states in one file are no state, with what to do', () => {
  expect(() => readJsonFile('state', 'f', () => '{"bookmarks":{}}\n{"bookmarks":{}}\n')).toThrow(
    'state file f is not JSON: there is something behind the first JSON value; keep the last line alone',
  );
});

test.each([
  ['UTF-16, as PowerShell writes it', Buffer.from('\ufeff{"streams": []}', 'utf16le')],
  ['what is left of a file after a power cut', Buffer.alloc(64)],
])('%s is said to be no text', (_, bytes) => {
  expect(() => readJsonFile('catalog', 'c.json', () => bytes.toString('utf8'))).toThrow(
    'catalog file c.json is not JSON: there are NUL bytes in it; save it as UTF-8, or take the last copy',
  );
});
