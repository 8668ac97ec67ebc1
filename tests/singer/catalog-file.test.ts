import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { ConfigError } from '../../src/errors.ts';
import { fits } from '../../src/json/fits.ts';
import { CATALOG, parseCatalog } from '../../src/singer/catalog-file.ts';

function problems(json: unknown): readonly string[] {
  try {
    parseCatalog(json);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

test('what hands and tools add does not matter', () => {
  const catalog = {
    version: 1,
    streams: [
      {
        tap_stream_id: 'tasks',
        stream: 'tasks',
        schema: { type: 'object', properties: { gid: {}, x: { type: 7 } }, additionalProperties: false },
        metadata: [{ breadcrumb: [], metadata: { selected: true, odd: [] } }],
        is_view: false,
      },
    ],
  };
  expect(parseCatalog(catalog)).toEqual({ streams: catalog.streams });
});

test('a stream may lack metadata, and an id where it has a name', () => {
  expect(parseCatalog({ streams: [{ stream: 'tasks', schema: {} }] }).streams).toEqual([
    { stream: 'tasks', tap_stream_id: 'tasks', schema: {}, metadata: [] },
  ]);
});

test('an id counts for more than a name', () => {
  expect(parseCatalog({ streams: [{ stream: 'aufgaben', tap_stream_id: 'tasks', schema: {} }] }).streams).toMatchObject(
    [{ tap_stream_id: 'tasks' }],
  );
});

test.each([
  [null, 'catalog: must be object'],
  [[], 'catalog: must be object'],
  [{}, "catalog: must have required property 'streams'"],
  [{ streams: {} }, 'catalog at /streams: must be array'],
  [{ streams: [3] }, 'catalog at /streams/0: must be object'],
  [{ streams: [{ schema: {} }] }, "catalog at /streams/0: must have required property 'tap_stream_id'"],
  [{ streams: [{ tap_stream_id: 'a' }] }, "catalog at /streams/0: must have required property 'schema'"],
  [
    { streams: [{ tap_stream_id: 'a', schema: { properties: [] } }] },
    'catalog at /streams/0/schema/properties: must be object',
  ],
  [
    { streams: [{ tap_stream_id: 'a', schema: {}, metadata: [{ breadcrumb: '[]', metadata: {} }] }] },
    'catalog at /streams/0/metadata/0/breadcrumb: must be array',
  ],
  [
    { streams: [{ tap_stream_id: 'a', schema: {}, metadata: [{ breadcrumb: ['properties', 3], metadata: {} }] }] },
    'catalog at /streams/0/metadata/0/breadcrumb/1: must be string',
  ],
  [
    { streams: [{ tap_stream_id: 'a', schema: {}, metadata: [{ breadcrumb: [], metadata: 'selected' }] }] },
    'catalog at /streams/0/metadata/0/metadata: must be object',
  ],
  [
    {
      streams: [
        { tap_stream_id: 'a', schema: {} },
        { tap_stream_id: 'a', schema: {} },
      ],
    },
    'catalog: stream a is there twice',
  ],
])('%j is no catalog', (json, problem) => {
  expect(problems(json)).toEqual([problem]);
});

test('problems name the file, if there is one', () => {
  const named = (json: unknown) => () => parseCatalog(json, 'catalog file k.json');
  expect(named(3)).toThrow(/^catalog file k\.json: must be object$/);
  const twice = { tap_stream_id: 'a', schema: {} };
  expect(named({ streams: [twice, twice] })).toThrow('catalog file k.json: stream a is there twice');
});

test('a file that is wrong everywhere is not said so everywhere', () => {
  const lines = problems({ streams: Array.from({ length: 40 }, () => 3) });
  expect(lines).toHaveLength(11);
  expect(lines.at(-1)).toBe('catalog: and 30 more like these');
});

/** All that can be made of a value by putting `other` in one place of it. */
function* changed(value: unknown, other: unknown): Generator<unknown> {
  yield other;
  if (typeof value !== 'object' || value === null) return;
  for (const [name, child] of Object.entries(value)) {
    const copy = (now: unknown) =>
      Array.isArray(value) ? Object.assign([...value], { [name]: now }) : { ...value, [name]: now };
    for (const now of changed(child, other)) yield copy(now);
  }
}

test('the quick look says what the schema says, whatever is wrong', () => {
  const validate = new Ajv().compile(CATALOG);
  const column = { type: 'object', properties: { b: { type: 'string' } } };
  const catalog = {
    streams: [
      { tap_stream_id: 'a', schema: {} },
      {
        tap_stream_id: 'b',
        stream: 'b',
        schema: { type: 'object', properties: { a: column, c: {} } },
        metadata: [
          { breadcrumb: [], metadata: { selected: true } },
          { breadcrumb: ['properties', 'a'], metadata: {} },
        ],
      },
    ],
  };
  const said = [undefined, null, 3, 'text', true, [], [3], {}].flatMap((other) =>
    Array.from(changed(catalog, other), (each) => {
      expect([each, fits(CATALOG, each)]).toEqual([each, validate(each)]);
      return fits(CATALOG, each);
    }),
  );
  expect(said).toContain(true);
  expect(said).toContain(false);
});
