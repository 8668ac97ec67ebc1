import { describe, expect, it } from 'vitest';
import type { CustomFieldColumn } from '../../../src/config/columns.ts';
import { loadSchema } from '../../../src/streams/schema.ts';
import { customColumnFields, customColumnSchema, customColumnValue } from '../../../src/sync/record/custom-columns.ts';

type Type = CustomFieldColumn['type'];

const column = (type: Type): CustomFieldColumn => ({ gid: '7', type });

describe('the value of a column', () => {
  it('is none where the field is none', () => {
    expect(customColumnValue([null, 7, { gid: { toString: 1, valueOf: 1 } }], column('text'))).toBeNull();
  });

  it.each<[Type, object, unknown]>([
    ['text', { text_value: 'blue', display_value: 'Blue' }, 'blue'],
    ['text', { text_value: null, display_value: 'ID-12' }, 'ID-12'],
    ['text', {}, null],
    ['number', { number_value: 1.5 }, 1.5],
    ['number', { number_value: 0 }, 0],
    ['number', { text_value: '5' }, null],
    ['enum', { enum_value: { gid: '1', name: 'High' } }, 'High'],
    ['enum', { enum_value: null }, null],
    ['enum', { enum_value: { gid: '1' } }, null],
    ['multi_enum', { multi_enum_values: [{ name: 'A' }, { name: 'B' }] }, ['A', 'B']],
    ['multi_enum', { multi_enum_values: [] }, []],
    ['multi_enum', { multi_enum_values: [{ name: 'A' }, { gid: '1' }, null] }, ['A']],
    ['multi_enum', { enum_value: { name: 'A' } }, null],
    ['date', { date_value: { date: '2026-01-05', date_time: null } }, '2026-01-05'],
    ['date', { date_value: { date: '2026-01-05', date_time: '2026-01-06T00:30:00.000Z' } }, '2026-01-05'],
    ['date', { date_value: { date: null, date_time: '2026-01-06T00:30:00.000Z' } }, '2026-01-06T00:30:00.000Z'],
    ['date', { date_value: {} }, null],
    ['date', { date_value: '2026-01-05' }, null],
    ['people', { people_value: [{ gid: '1', name: 'Ana' }, { gid: '2' }] }, ['Ana']],
    ['people', { people_value: null }, null],
  ])('of type %s, of %j, is %j', (type, values, expected) => {
    const fields = [null, 'x', { gid: '6', text_value: 'not this one', number_value: 9 }, { gid: '7', ...values }];
    expect(customColumnValue(fields, column(type))).toEqual(expected);
  });

  it('is found by a gid that came as a number', () => {
    expect(customColumnValue([{ gid: 7, number_value: 3 }], column('number'))).toBe(3);
  });

  it.each([[null], [undefined], ['x'], [{ gid: '7', text_value: 'x' }], [[]], [[{ gid: '8', text_value: 'x' }]]])(
    'is null when the row’s custom fields are %j',
    (customFields) => {
      expect(customColumnValue(customFields, column('text'))).toBeNull();
    },
  );
});

it('each type has a schema of one type', () => {
  const types: Type[] = ['text', 'number', 'enum', 'multi_enum', 'date', 'people'];
  expect(types.map((type) => [type, customColumnSchema(type)])).toEqual([
    ['text', { type: ['null', 'string'] }],
    ['number', { type: ['null', 'number'] }],
    ['enum', { type: ['null', 'string'] }],
    ['multi_enum', { type: ['null', 'array'], items: { type: ['null', 'string'] } }],
    ['date', { type: ['null', 'string'], format: 'date' }],
    ['people', { type: ['null', 'array'], items: { type: ['null', 'string'] } }],
  ]);
});

describe('what is asked for', () => {
  const tasks = loadSchema('tasks');

  it('is the values of the types there are, each once, with the field’s gid', () => {
    expect(customColumnFields([column('enum'), column('enum'), column('people')], tasks)).toEqual([
      'custom_fields.gid',
      'custom_fields.enum_value.name',
      'custom_fields.people_value.name',
    ]);
  });

  it('is nothing without columns, nor where a stream has no custom fields', () => {
    expect(customColumnFields([], tasks)).toEqual([]);
    expect(customColumnFields([column('text')], loadSchema('tags'))).toEqual([]);
  });

  it('is nothing that the stream cannot be asked for', () => {
    expect(customColumnFields([column('people')], loadSchema('projects'))).toEqual(['custom_fields.gid']);
  });
});
