import { assert, json, property, string } from 'fast-check';
import { expect, it } from 'vitest';
import { errorMessage, hasData, readBody } from '../../../src/asana/answer/body.ts';

it.each([
  ['{"data":[]}', { kind: 'object', value: { data: [] } }],
  ['  <!doctype html>', { kind: 'html' }],
  ['', { kind: 'other' }],
  ['{"data":[', { kind: 'other' }],
  ['[1]', { kind: 'other' }],
  ['null', { kind: 'other' }],
  ['7', { kind: 'other' }],
])('%s', (text, body) => {
  expect(readBody(text)).toEqual(body);
});

it.each([
  ['{"errors":[{"message":"a"},{"message":"b"}]}', 'a; b'],
  ['{"errors":[{"message":""},{"help":"x"},null,{"message":7}]}', ''],
  ['{"errors":[{"message":" a\\nCRITICAL b\\u2028c\\r\\n"}]}', 'a CRITICAL b c'],
  ['{"errors":[{"message":"a\\u001b[31mb\\u0000c"}]}', 'a [31mb c'],
  ['{"errors":"a"}', ''],
  ['{}', ''],
  ['<html>', ''],
])('the message of %s is %o', (text, message) => {
  expect(errorMessage(readBody(text))).toBe(message);
});

it.each([
  [{ data: [] }, true, true],
  [{ data: [], errors: [] }, true, true],
  [{ data: [], errors: [{ message: 'half of it' }] }, true, false],
  [{ data: null }, true, false],
  [{ data: {} }, true, false],
  [{ data: null }, false, true],
  [{ errors: [] }, false, false],
])('%j, asked for as a list: %j, is an answer of Asana’s: %j', (value, isList, is) => {
  expect(hasData(value, isList)).toBe(is);
});

it('whatever comes, it can be read', async () => {
  const isRead = (text: string) => {
    expect(typeof errorMessage(readBody(text))).toBe('string');
  };
  await assert(property(string({ unit: 'binary' }), isRead));
  await assert(property(json(), isRead));
});
