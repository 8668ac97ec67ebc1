import { expect, test } from 'vitest';
import type { PropertySchema } from '../../../src/streams/schema.ts';
import { repairRules } from '../../../src/sync/record/rules.ts';
import { boolean, day, free, instant, integer, list, number, object, pickValue, text } from './streams.ts';

type Case = readonly [given: unknown, written: unknown, ...rules: string[]];

const person = object({ gid: text, name: text });
const deep = JSON.parse(`${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`);

const tables: Readonly<Record<string, readonly [PropertySchema, readonly Case[]]>> = {
  text: [
    text,
    [
      ['as it is', 'as it is'],
      ['', ''],
      [null, null],
      [undefined, null],
      [1201, '1201', 'number_to_text'],
      [-1.5, '-1.5', 'number_to_text'],
      [2 ** 53 - 1, '9007199254740991', 'number_to_text'],
      [2 ** 53, null, 'not_a_number'],
      [Number.POSITIVE_INFINITY, null, 'not_a_number'],
      [true, 'true', 'json_to_text'],
      [{ a: ['b'] }, '{"a":["b"]}', 'json_to_text'],
      [['a'], '["a"]', 'json_to_text'],
      [{ a: 'b\0' }, '{"a":"b"}', 'json_to_text', 'text_cleaned'],
      ['a\0b', 'ab', 'text_cleaned'],
      ['a\ud83db', 'ab', 'text_cleaned'],
      ['\ude00\ud83d', '', 'text_cleaned'],
      ['😀 é \ud83d', '😀 é ', 'text_cleaned'],
      ['😀', '😀'],
    ],
  ],
  number: [
    number,
    [
      [1.5, 1.5],
      [0, 0],
      [null, null],
      ['1.5', 1.5, 'text_to_number'],
      [' -2e3 ', -2000, 'text_to_number'],
      ['', null, 'not_a_number'],
      ['0x10', null, 'not_a_number'],
      ['1e999', null, 'not_a_number'],
      ['many', null, 'not_a_number'],
      [Number.POSITIVE_INFINITY, null, 'not_a_number'],
      [true, null, 'not_a_number'],
      [[1], null, 'not_a_number'],
    ],
  ],
  integer: [
    integer,
    [
      [3, 3],
      [2 ** 53 + 2, 2 ** 53 + 2],
      [null, null],
      ['3', 3, 'text_to_number'],
      [3.5, null, 'not_an_integer'],
      [2 ** 63, null, 'not_an_integer'],
      ['3.5', null, 'text_to_number', 'not_an_integer'],
      [{}, null, 'not_a_number'],
    ],
  ],
  boolean: [
    boolean,
    [
      [true, true],
      [false, false],
      [null, null],
      ['true', true, 'text_to_boolean'],
      ['false', false, 'text_to_boolean'],
      ['yes', null, 'not_a_boolean'],
      [1, null, 'not_a_boolean'],
      [0, null, 'not_a_boolean'],
    ],
  ],
  'date-time': [
    instant,
    [
      ['2026-01-05T09:30:00.000Z', '2026-01-05T09:30:00.000Z'],
      ['2026-01-05T09:30:00Z', '2026-01-05T09:30:00Z'],
      ['2024-02-29T09:30:00.123456+02:00', '2024-02-29T09:30:00.123456+02:00'],
      [null, null],
      ['', null, 'empty_date'],
      ['2026-01-05', '2026-01-05T00:00:00.000Z', 'day_to_instant'],
      ['2026-01-05T09:30:00', '2026-01-05T09:30:00.000Z', 'instant_form'],
      ['2026-01-05 09:30:00.5', '2026-01-05T09:30:00.500Z', 'instant_form'],
      ['2026-01-05t09:30:00z', '2026-01-05T09:30:00.000Z', 'instant_form'],
      ['2026-01-05T09:30:00+0200', '2026-01-05T07:30:00.000Z', 'instant_form'],
      ['2026-02-30T09:30:00.000Z', null, 'not_an_instant'],
      ['2025-02-29T09:30:00Z', null, 'not_an_instant'],
      ['2026-13-01T09:30:00Z', null, 'not_an_instant'],
      ['0000-01-01T00:00:00Z', null, 'not_an_instant'],
      ['tomorrow', null, 'not_an_instant'],
      ['09:30', null, 'not_an_instant'],
      [1767605400000, null, 'not_an_instant'],
    ],
  ],
  date: [
    day,
    [
      ['2026-01-05', '2026-01-05'],
      ['2024-02-29', '2024-02-29'],
      [null, null],
      ['', null, 'empty_date'],
      ['2026-01-05T23:30:00.000Z', '2026-01-05', 'instant_to_day'],
      ['2026-01-05T23:30:00-05:00', '2026-01-06', 'instant_to_day'],
      ['2025-02-29', null, 'not_a_day'],
      ['2026-1-5', null, 'not_a_day'],
      ['5 Jan 2026', null, 'not_a_day'],
      [20260105, null, 'not_a_day'],
    ],
  ],
  object: [
    person,
    [
      [
        { gid: '1', name: 'Ana' },
        { gid: '1', name: 'Ana' },
      ],
      [{}, { gid: null, name: null }],
      [{ gid: 1 }, { gid: '1', name: null }, 'number_to_text'],
      [null, null],
      ['1', null, 'not_an_object'],
      [[{ gid: '1' }], null, 'not_an_object'],
    ],
  ],
  'list of objects': [
    list(person),
    [
      [[], []],
      [null, null],
      [[{ gid: '1', name: 'Ana' }], [{ gid: '1', name: 'Ana' }]],
      [{ gid: '1', name: 'Ana' }, [{ gid: '1', name: 'Ana' }], 'one_to_list'],
      ['1', null, 'not_a_list'],
      [[null, { gid: '1', name: 'Ana' }, null], [{ gid: '1', name: 'Ana' }], 'null_item', 'null_item'],
      [['1', { gid: '1', name: 'Ana' }], [{ gid: '1', name: 'Ana' }], 'not_an_object'],
    ],
  ],
  'list of texts': [
    list(text),
    [
      [['a', 1], ['a', '1'], 'number_to_text'],
      ['a', null, 'not_a_list'],
      [{ a: 1 }, null, 'not_a_list'],
    ],
  ],
  'list of lists': [list(list(integer)), [[[[1, null], null, 'x'], [[1]], 'null_item', 'null_item', 'not_a_list']]],
  'list without a schema for its items': [
    { type: ['null', 'array'] },
    [
      [[1, { a: '\0' }, null], [1, { a: '' }], 'text_cleaned', 'null_item'],
      [{ a: 1 }, [{ a: 1 }], 'one_to_list'],
    ],
  ],
  'object without a schema': [
    free,
    [
      [{ any: [1, 'x', null, { y: true }] }, { any: [1, 'x', null, { y: true }] }],
      [{ 'na\0me': ['a\ud800'] }, { name: ['a'] }, 'text_cleaned', 'text_cleaned'],
      [{ 'na\0me': 1 }, { name: 1 }, 'text_cleaned'],
      [{ any: ['x', 'a\0'] }, { any: ['x', 'a'] }, 'text_cleaned'],
      ['{}', null, 'not_an_object'],
      [[], null, 'not_an_object'],
      [null, null],
    ],
  ],
};

const cases = Object.entries(tables).flatMap(([kind, [schema, rows]]) =>
  rows.map(([given, written, ...rules]) => ({ kind, schema, given, written, rules })),
);

test.each(cases)('$kind: $given is written as $written', ({ schema, given, written, rules }) => {
  expect(pickValue(schema, given)).toEqual({ value: written, rules });
});

test('an object deeper than 100 levels is cut there, however deep it is', () => {
  const { value, rules } = pickValue(free, deep);
  expect(rules).toEqual(['too_deep']);
  expect(JSON.stringify(value)).toBe(`${'{"a":'.repeat(100)}null${'}'.repeat(100)}`);
  expect(pickValue(text, deep).rules).toEqual(['json_to_text', 'too_deep']);
  const lists = JSON.parse(`{"a":${'['.repeat(200)}${']'.repeat(200)}}`);
  expect(JSON.stringify(pickValue(free, lists).value)).toBe(`{"a":${'['.repeat(99)}null${']'.repeat(99)}}`);
});

test('an object without a schema is not copied while there is nothing to repair', () => {
  const given = { any: [{ thing: 'x' }] };
  expect(pickValue(free, given).value).toBe(given);
});

test('a name __proto__ is one like any other', () => {
  const given = JSON.parse('{"__proto__": {"polluted": "yes\\u0000"}, "constructor": "c"}');
  const { value } = pickValue(free, given);
  expect(JSON.stringify(value)).toBe('{"__proto__":{"polluted":"yes"},"constructor":"c"}');
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  expect(pickValue(object({ name: text }), given).value).toEqual({ name: null });
});

test('every rule but the one for whole lines has a case here', () => {
  const tested = new Set([...cases.flatMap(({ rules }) => rules), 'too_deep', 'line_cut']);
  expect([...tested].sort()).toEqual([...repairRules].sort());
});
