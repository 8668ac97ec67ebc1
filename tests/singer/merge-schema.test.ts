import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ForeignSchema } from '../../src/singer/catalog.ts';
import { coercedSchema, compareTypes, readType } from '../../src/singer/column-type.ts';
import { SchemaMerger } from '../../src/singer/merge-schema.ts';
import type { SchemaPair } from '../../src/singer/selection.ts';
import { coercionOf } from '../../src/sync/record/coercion.ts';
import { ours, pair, readCatalog, readOne } from './catalogs.ts';

const selected = { '': { selected: true } };

function withTypes(properties: Readonly<Record<string, unknown>>) {
  const schema = { type: 'object', properties: { ...pair.schema.properties, ...properties } };
  return readOne(selected, schema as ForeignSchema);
}

describe("a type in the user's catalog", () => {
  test.each([
    ['due_on', { type: ['null', 'string'], format: 'date-time' }, { type: ['null', 'string'], format: 'date-time' }],
    ['due_on', { type: ['null', 'string'] }, { type: ['null', 'string'] }],
    ['modified_at', { type: 'string' }, { type: ['null', 'string'] }],
    ['done', { type: ['null', 'string'] }, { type: ['null', 'string'] }],
    ['count', { type: 'string', format: 'singer.decimal' }, { type: ['null', 'string'] }],
    ['assignee', { type: ['string', 'null'] }, { type: ['null', 'string'] }],
    ['followers', { anyOf: [{ type: 'null' }, { type: 'string' }] }, { type: ['null', 'string'] }],
    ['followers', { oneOf: [{ type: 'null' }, { type: 'string' }] }, { type: ['null', 'string'] }],
    [
      'due_on',
      { anyOf: [{ type: 'null' }, { type: 'string', format: 'date-time' }] },
      { type: ['null', 'string'], format: 'date-time' },
    ],
  ])('wins for %s where a coercion is laid down: %j', (name, theirs, written) => {
    const { stream, warnings } = withTypes({ [name]: theirs });
    expect(stream?.schema.properties[name]).toEqual(written);
    expect(stream?.ask.properties[name]).toEqual(ours.properties[name]);
    expect(warnings).toEqual([]);
  });

  test.each([
    ['gid', { type: ['null', 'string'] }],
    ['name', { type: 'string' }],
    ['name', {}],
    ['name', { type: 7 }],
    ['name', { oneOf: [{ type: ['null', 'string'] }] }],
    ['name', { type: ['null', 'string'], format: 'uri' }],
    ['count', { type: ['null', 'integer', 'string'] }],
    ['count', { anyOf: [{ type: 'integer' }, { type: 'string', format: 'date-time' }] }],
    ['assignee', { type: ['null', 'object'] }],
    ['assignee', { type: ['null', 'object', 'string'], properties: {} }],
    ['followers', { type: ['null', 'array'] }],
    ['followers', { type: ['null', 'array'], items: {} }],
  ])('changes nothing for %s where it says the same, or nothing: %j', (name, theirs) => {
    const { stream, warnings } = withTypes({ [name]: theirs });
    expect(stream?.schema.properties[name]).toEqual(pair.schema.properties[name]);
    expect(warnings).toEqual([]);
  });

  test('gives way to ours in every other case, with one warning a stream', () => {
    const { stream, warnings } = withTypes({
      modified_at: { type: 'string', format: 'date' },
      name: { type: 'string', format: 'date-time' },
      done: { type: ['null', 'integer'] },
      count: { type: ['null', 'number'] },
      assignee: { type: 'array' },
      followers: { type: 'string', format: 'date-time' },
    });
    expect(stream?.schema).toEqual(pair.schema);
    expect(warnings).toEqual([
      "tasks: the catalog gives these another type than Asana does, Asana's is used: modified_at, name, done, count, assignee, followers",
    ]);
  });

  test('counts inside of lists too', () => {
    const items = { type: 'object', properties: { gid: { type: 'integer' }, name: { type: 'string' } } };
    const { stream, warnings } = withTypes({ followers: { type: 'array', items } });
    expect(stream?.schema.properties['followers']).toEqual(pair.schema.properties['followers']);
    expect(warnings).toEqual([expect.stringMatching(/: followers\[\]\.gid$/)]);
  });
});

describe("a catalog's schema decides what exists", () => {
  test('what it does not have does not come out, be it called like what every object has', () => {
    const name = 'constructor';
    const schema = { ...pair.schema, properties: { ...pair.schema.properties, [name]: { type: ['null', 'string'] } } };
    const merger = new SchemaMerger(new Map(), new Set(['gid']));
    const merged = merger.stream({ schema, ask: schema } as SchemaPair, { properties: { name: { type: 'string' } } });
    expect(Object.keys(merged.schema.properties ?? {}).sort()).toEqual(['gid', 'name']);
  });

  test('what it does not have does not come out, but the keys do', () => {
    const { columns, warnings } = readOne(selected, { properties: { name: { type: 'string' } } });
    expect(columns).toEqual(['gid', 'modified_at', 'name']);
    expect(warnings).toEqual([]);
  });

  test('in objects and in lists as well', () => {
    const items = { type: 'object', properties: { gid: {} } };
    const { stream } = readOne(selected, {
      properties: { assignee: { properties: { name: {} } }, followers: { type: 'array', items } },
    });
    expect(stream?.schema.properties['assignee']?.properties).toEqual({ name: { type: ['null', 'string'] } });
    for (const followers of [stream?.schema, stream?.ask].map((each) => each?.properties['followers']))
      expect(followers?.items?.properties).toEqual({ gid: { type: ['null', 'string'] } });
  });

  test('what exists there alone is named once a stream, if it is wanted', () => {
    const schema = {
      properties: {
        is_rendered_as_seperator: { type: 'boolean' },
        unwanted: { type: 'string' },
        assignee: { properties: { gid: {}, email: {}, phone: {} } },
        followers: { type: 'array', items: { properties: { gone: {} } } },
      },
    };
    const unwanted = { selected: false };
    const { warnings } = readOne({ ...selected, unwanted, 'assignee.phone': unwanted }, schema);
    expect(warnings).toEqual([
      'tasks: the catalog has columns that do not exist here and get no values: assignee.email, followers[].gone, is_rendered_as_seperator (now is_rendered_as_separator; discover again)',
    ]);
  });

  test('a long list of names is cut', () => {
    const names = Array.from({ length: 20 }, (_, index) => `c${index}`);
    const warned = (count: number) =>
      readOne(selected, { properties: Object.fromEntries(names.slice(0, count).map((name) => [name, {}])) }).warnings;
    expect(warned(1)).toEqual([expect.stringMatching(/: c0$/)]);
    expect(warned(12)).toEqual([expect.stringMatching(/: c0, .*, c11$/)]);
    expect(warned(13)).toEqual([expect.stringMatching(/: c0, .*, c11 and 1 more$/)]);
    expect(warned(20)).toEqual([expect.stringMatching(/: c0, .*, c11 and 8 more$/)]);
  });
});

test('law: reading what was selected once more selects the same', () => {
  const paths = [
    'name',
    'done',
    'assignee',
    'assignee.gid',
    'assignee.name',
    'assignee.photo',
    'assignee.photo.url',
    'followers',
  ];
  fc.assert(
    fc.property(fc.subarray(paths), (gone) => {
      const said = Object.fromEntries(gone.map((path) => [path, { selected: false }]));
      const once = readOne({ ...selected, ...said });
      const schema = JSON.parse(JSON.stringify(once.stream?.schema));
      const twice = readOne({ ...selected, ...said }, schema);
      // A catalog that gives an object no insides wants it as it is: an empty one is the one thing that cannot be said twice.
      fc.pre(once.warnings.length === 0);
      expect(twice.stream).toEqual(once.stream);
    }),
  );
});

test("law: where the user's type wins, the record picker has a coercion, or writes text as text", () => {
  const type = fc.constantFrom('string', 'integer', 'number', 'boolean', 'object', 'array');
  const format = fc.constantFrom(undefined, 'date', 'date-time', 'uri');
  fc.assert(
    fc.property(type, format, fc.array(type), format, (mine, myFormat, types, theirFormat) => {
      const isDay = mine === 'string' && (myFormat === 'date' || myFormat === 'date-time');
      const own = { type: ['null', mine], ...(isDay && { format: myFormat }) };
      const theirs = readType({ type: types, format: theirFormat });
      if (compareTypes(own, theirs) !== 'theirs') return;
      const written = coercedSchema(theirs);
      const isText = mine === 'string' && written.format === undefined;
      expect(isText || coercionOf(own, written) !== undefined).toBe(true);
    }),
  );
});

test('no catalog and an empty metadata list agree', () => {
  expect(readOne({}).stream).toEqual(readCatalog(undefined).stream);
});
