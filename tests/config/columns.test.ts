import { expect, test } from 'vitest';
import { usableColumns } from '../../src/config/columns.ts';
import { load } from './load-values.ts';

test('only what is right is used', () => {
  const columns = {
    priority: { gid: 1201, type: 'enum' },
    'Not-Plain': { gid: '1', type: 'enum' },
    untyped: { gid: '1' },
    unkeyed: { type: 'enum' },
    text: 'enum',
  };
  expect(usableColumns(columns)).toEqual({ priority: { gid: '1201', type: 'enum' } });
  expect(usableColumns(JSON.stringify(columns))).toEqual({ priority: { gid: '1201', type: 'enum' } });
});

test.each(['text', 'number', 'enum', 'multi_enum', 'date', 'people'])('a column may be %s', (type) => {
  const columns = { a: { gid: '1201', type } };
  expect(usableColumns(columns)).toEqual(columns);
  expect(load({ custom_field_columns: columns }).config.customFieldColumns).toEqual(columns);
});

test.each([undefined, null, 3, '[]', 'nonsense'])('%j has no columns', (value) => {
  expect(usableColumns(value)).toEqual({});
});
