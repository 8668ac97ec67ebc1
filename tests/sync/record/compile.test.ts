import { describe, expect, it } from 'vitest';
import { loadSchema, type PropertySchema, withoutExtensions } from '../../../src/streams/schema.ts';
import { compileRecord } from '../../../src/sync/record/compile.ts';
import { prune } from '../../support/prune.ts';
import { rememberingReport } from './report.ts';
import { day, instant, integer, keyed, list, object, pickRow, pickValue, selected, text } from './streams.ts';

const person = object({ gid: text, name: text });

describe('what a record holds', () => {
  it('is every selected property, null where Asana gave none, and nothing else', () => {
    const stream = selected(keyed({ name: text, assignee: person, tags: list(person) }));
    const { record } = pickRow(stream, { name: 'A', gid: '1', assignee: { gid: '2', email: 'x' }, other: 1 });
    expect(record).toEqual({ gid: '1', name: 'A', assignee: { gid: '2', name: null }, tags: null });
  });

  it('has its properties in the order of the schema', () => {
    const { record } = pickRow(selected(keyed({ b: text, a: text })), { a: 'A', b: 'B', gid: '1' });
    expect(Object.keys(record ?? {})).toEqual(['gid', 'b', 'a']);
  });

  it('is {} or null where an object has nothing selected in it', () => {
    const stream = selected(keyed({ assignee: object({}) }));
    expect(pickRow(stream, { gid: '1', assignee: { gid: '2' } }).record).toEqual({ gid: '1', assignee: {} });
    expect(pickRow(stream, { gid: '1', assignee: null }).record).toEqual({ gid: '1', assignee: null });
  });

  it('leaves the row as it was', () => {
    const row = { gid: 1, field: ['a\0', null], assignee: { name: 2, other: {} } };
    const before = structuredClone(row);
    pickRow(selected(keyed({ field: list(text), assignee: person })), row);
    expect(row).toEqual(before);
  });

  it('is null where a property has the name of something that objects inherit', () => {
    const { record, report } = pickRow(selected(keyed({ constructor: text })), { gid: '1' });
    expect(record).toEqual({ gid: '1', constructor: null });
    expect(report.rules).toEqual([]);
  });

  it.each([
    ['__proto__'],
    ['constructor'],
    ['valueOf'],
    ['0'],
    ['a "quoted" \\ name'],
    ["it's"],
    ['"]: 1}; process.exit(9); ({["'],
    ['two\nlines\u2028and\u2029more'],
    ['😀 \ud83d'],
    [''],
  ])('is one like any other where a property is named %j', (name) => {
    const stream = selected(keyed(JSON.parse(JSON.stringify({ a: text }).replace('"a"', JSON.stringify(name)))));
    expect(pickRow(stream, { gid: '1' }).record?.[name]).toBe(null);
    const row = JSON.parse(`{"gid": "1", ${JSON.stringify(name)}: "its value"}`);
    const { record, report } = pickRow(stream, row);
    expect(JSON.parse(JSON.stringify(record))).toEqual(row);
    expect(Object.hasOwn(record ?? {}, name)).toBe(true);
    expect(report).toMatchObject({ rules: [], unknownPaths: [] });
  });

  it('takes a whole task of Asana, fields of the schema alone', () => {
    const ask = loadSchema('tasks');
    const stream = { ...selected(ask), id: 'tasks' };
    const { record, report } = pickRow(stream, { gid: '1', name: 'A', memberships: [{ section: { gid: '2' } }] });
    expect(Object.keys(record ?? {})).toEqual(Object.keys(ask.properties));
    expect(report).toMatchObject({ rules: [], unknownPaths: [], dropped: 0 });
  });
});

describe('an unknown field', () => {
  it('is named once, by its path', () => {
    const report = rememberingReport();
    const pick = compileRecord(selected(keyed({ people: list(person), name: text })), report);
    for (const gid of ['1', '2']) pick({ gid, surprise: 1, people: [{ gid: '3', nick: 'x' }] });
    expect(report.unknownPaths).toEqual(['surprise', 'people.nick']);
  });

  it('is not what was not selected, nor a gid', () => {
    const whole = keyed({ assignee: object({ name: text, resource_type: text }), name: text });
    const ask = prune(whole, (path) => path.join('.') !== 'name' && path.at(-1) !== 'resource_type');
    const row = {
      gid: '1',
      name: 'not selected',
      assignee: { gid: '3', name: 'Ana', resource_type: 'user' },
    };
    expect(pickRow(selected(ask), row, whole)).toMatchObject({
      record: { gid: '1', assignee: { name: 'Ana' } },
      report: { unknownPaths: [] },
    });
    expect(pickRow(selected(ask), row).report.unknownPaths).toEqual(['name', 'assignee.resource_type']);
  });

  it('cannot fill the memory or break a line of the log', () => {
    const report = rememberingReport();
    const pick = compileRecord(selected(keyed({})), report);
    pick({ gid: '1', ['a\nb']: 1, ['x'.repeat(1_000_000)]: 1 });
    expect(report.unknownPaths).toEqual(['"a\\nb"', `"${'x'.repeat(100)}"`]);
    for (let n = 0; n < 5_000; n++) pick({ gid: '1', [`field_${n}`]: n });
    expect(report.unknownPaths).toHaveLength(1_000);
  });
});

describe('types of the user’s catalog', () => {
  it.each<[string, PropertySchema, PropertySchema, unknown, unknown]>([
    ['a day becomes midnight in UTC', day, instant, '2026-01-05', '2026-01-05T00:00:00.000Z'],
    ['no day stays null', day, instant, null, null],
    [
      'an instant for a day becomes the midnight of its day',
      day,
      instant,
      '2026-01-05T10:00:00Z',
      '2026-01-05T00:00:00.000Z',
    ],
    ['an object becomes JSON text of what is selected', person, text, { gid: '1', x: 1 }, '{"gid":"1","name":null}'],
    ['a list becomes JSON text', list(text), text, ['a', null], '["a"]'],
    ['a number becomes JSON text', integer, text, 3, '3'],
    ['null stays null', person, text, null, null],
    ['a repair comes before it', integer, text, '3.5', null],
    ['an item of a list has its own', list(day), list(instant), ['2026-01-05'], ['2026-01-05T00:00:00.000Z']],
    ['an instant as plain text stays as it is', instant, text, '2026-01-05T10:00:00.000Z', '2026-01-05T10:00:00.000Z'],
    ['for any other difference ours is written', text, integer, 'a', 'a'],
  ])('%s', (_name, ours, theirs, given, written) => {
    expect(pickValue(ours, given, theirs).value).toEqual(written);
  });

  it('hold below objects and lists too', () => {
    const ours = list(object({ on: day }));
    const theirs = list(object({ on: instant }));
    expect(pickValue(ours, [{ on: '2026-01-05' }], theirs).value).toEqual([{ on: '2026-01-05T00:00:00.000Z' }]);
  });
});

it('a schema with a type that nobody writes is an error before the first row', () => {
  const stream = selected(keyed({ odd: { type: ['null', 'decimal'] } }));
  expect(() => compileRecord(stream, rememberingReport())).toThrow(
    'the schema of odd has no type that records are made of',
  );
});

it('the emitted schema has no keys of the program’s own', () => {
  expect(JSON.stringify(withoutExtensions(loadSchema('portfolios')))).not.toContain('x-');
});
