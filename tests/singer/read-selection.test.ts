import { describe, expect, test } from 'vitest';
import { readSelection } from '../../src/singer/read-selection.ts';
import { metadata, ours, pair, readCatalog, readOne, row } from './catalogs.ts';

const all = [
  'gid',
  'modified_at',
  'due_on',
  'name',
  'done',
  'count',
  'assignee',
  'assignee.gid',
  'assignee.name',
  'assignee.photo',
  'assignee.photo.url',
  'followers',
];
const selected = { '': { selected: true } };
const schema = pair.schema as object;

describe('without a catalog', () => {
  test('what is selected by default comes whole', () => {
    const { stream, warnings } = readCatalog(undefined);
    expect(stream).toEqual({
      id: 'tasks',
      ...pair,
      keyProperties: ['gid'],
      replicationMethod: 'INCREMENTAL',
      replicationKey: 'modified_at',
    });
    expect(warnings).toEqual([]);
  });

  test('what is not stays out, and a full table has no replication key', () => {
    const { replicationKey: _, ...full } = row;
    const table = { a: { ...full, selectedByDefault: false }, b: full };
    const selection = readSelection(
      undefined,
      table,
      () => pair,
      () => {},
    );
    expect([...selection.keys()]).toEqual(['b']);
    expect(selection.get('b')).toMatchObject({ replicationMethod: 'FULL_TABLE' });
    expect(selection.get('b')).not.toHaveProperty('replicationKey');
  });
});

describe('streams', () => {
  test.each([
    [{ '': { selected: true } }, {}, true],
    [{ '': { selected: 'true' } }, {}, true],
    [{ '': { selected: 'TRUE' } }, {}, true],
    [{ '': { selected: false, 'selected-by-default': true } }, {}, false],
    [{ '': { selected: 'false', 'selected-by-default': true } }, {}, false],
    [{ '': { selected: 'maybe', 'selected-by-default': true } }, {}, true],
    [{ '': { selected: 1 } }, {}, false],
    [{ '': { 'selected-by-default': true } }, {}, true],
    [{ '': {} }, {}, false],
    [{ '': { inclusion: 'available' } }, {}, false],
    [{ '': { inclusion: 'automatic', selected: false } }, {}, true],
    [{ '': { inclusion: 'unsupported', selected: true } }, {}, false],
    [{}, {}, true],
    [{ gid: { inclusion: 'automatic' } }, {}, false],
    [{ gid: { inclusion: 'automatic' } }, { selected: true }, true],
    [{ '': { selected: false } }, { selected: true }, false],
    [{ '': { 'selected-by-default': true } }, { selected: false }, false],
    [{ '': {} }, { schema: { ...schema, selected: true } }, true],
    [{}, { schema: { ...schema, selected: 'false' } }, false],
  ])('%j, %j: %s', (said, keys, expected) => {
    expect(readOne(said, undefined, keys).stream !== undefined).toBe(expected);
  });

  test('several entries for one place add up, later ones win', () => {
    const entries = [...metadata({ '': { selected: true } }), ...metadata({ '': { inclusion: 'available' } })];
    expect(readOne({}, undefined, { metadata: entries }).stream).toBeDefined();
    const against = [...entries, ...metadata({ '': { selected: false } })];
    expect(readOne({}, undefined, { metadata: against }).stream).toBeUndefined();
  });

  test('one that the catalog does not have is not selected, and that nothing is selected is said', () => {
    const { stream, warnings } = readCatalog({ streams: [] });
    expect(stream).toBeUndefined();
    expect(warnings).toEqual(['no stream is selected; mark streams in the catalog with "selected": true']);
  });

  test('one that does not exist is warned about if it is wanted, and passed over', () => {
    const stream = (id: string, wanted: boolean) => ({
      tap_stream_id: id,
      schema: {},
      metadata: metadata({ '': { selected: wanted } }),
    });
    const { warnings } = readCatalog({
      streams: [stream('tasks', true), stream('goals', true), stream('jobs', false)],
    });
    expect(warnings).toEqual(['stream goals of the catalog does not exist here and is passed over']);
  });
});

describe('properties', () => {
  const columns = (said: Readonly<Record<string, Readonly<Record<string, unknown>>>>) =>
    readOne({ ...selected, ...said }).columns;
  const without = (...paths: string[]) =>
    all.filter((path) => !paths.some((gone) => path === gone || path.startsWith(`${gone}.`)));

  test('are all selected unless something is said', () => {
    expect(columns({})).toEqual(all);
    expect(columns({ name: { inclusion: 'available' } })).toEqual(all);
  });

  test.each([
    [{ name: { selected: false } }, ['name']],
    [{ name: { selected: 'false' } }, ['name']],
    [{ name: { 'selected-by-default': false } }, ['name']],
    [{ name: { 'selected-by-default': false, selected: true } }, []],
    [{ name: { inclusion: 'unsupported', selected: true } }, ['name']],
    [{ name: { inclusion: 'automatic', selected: false } }, []],
    [{ gid: { selected: false }, modified_at: { inclusion: 'unsupported' } }, []],
    [{ assignee: { selected: false } }, ['assignee']],
    [{ assignee: { selected: false }, 'assignee.name': { selected: true } }, ['assignee']],
    [{ 'assignee.name': { selected: false } }, ['assignee.name']],
    [{ 'assignee.photo': { selected: false }, 'assignee.photo.url': { selected: true } }, ['assignee.photo']],
    [{ 'assignee.gid': { selected: false } }, ['assignee.gid']],
  ])('%j takes away %j', (said, gone) => {
    expect(columns(said)).toEqual(without(...gone));
  });

  test('an old mark in the schema counts', () => {
    const old = { ...schema, properties: { ...pair.schema.properties, name: { type: 'string', selected: false } } };
    expect(readOne(selected, old).columns).toEqual(without('name'));
  });

  test('an object with nothing selected in it comes out empty, with the fix in a warning', () => {
    const said = { assignee: { selected: true }, 'assignee.gid': { selected: false } };
    const nothing = { ...said, 'assignee.name': { selected: false }, 'assignee.photo': { selected: false } };
    const { stream, warnings } = readOne({ ...selected, ...nothing });
    expect(stream?.schema.properties['assignee']).toEqual({ type: ['null', 'object'], properties: {} });
    expect(warnings).toEqual([
      'tasks: assignee is selected with nothing in it and comes out as {}; select tasks.assignee.* or deselect it',
    ]);
  });

  test('what is written and what is asked for have the same properties, notes of our own only in the latter', () => {
    const { stream } = readOne({ ...selected, name: { selected: false }, 'assignee.name': { selected: false } });
    expect(Object.keys(stream?.schema.properties ?? {})).toEqual(Object.keys(stream?.ask.properties ?? {}));
    expect(JSON.stringify(stream?.schema)).not.toContain('x-ask');
    expect(stream?.ask.properties['assignee']).toMatchObject({ 'x-ask': 'bare' });
    expect(Object.keys(stream?.ask.properties['assignee']?.properties ?? {})).toEqual(['gid', 'photo']);
  });
});

test('our own catalog, given back whole, is the same as none', () => {
  const { stream } = readOne(selected, JSON.parse(JSON.stringify(pair.schema)));
  expect(stream).toEqual(readCatalog(undefined).stream);
  expect(ours.properties['assignee']).toHaveProperty('x-ask');
});
