import { Ajv } from 'ajv';
import ajvFormats from 'ajv-formats';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mainType } from '../../../src/singer/column-type.ts';
import { loadSchema, type ObjectSchema, type PropertySchema, withoutExtensions } from '../../../src/streams/schema.ts';
import { streamNames, streamRow } from '../../../src/streams/table.ts';
import { compileRecord } from '../../../src/sync/record/compile.ts';
import { prune } from '../../support/prune.ts';
import { rememberingReport } from './report.ts';
import { boolean, day, free, instant, integer, keyed, list, number, object, selected, text } from './streams.ts';

const ajv = new Ajv({ strict: true, allErrors: true, coerceTypes: false });
ajvFormats.default(ajv);

/** Any UTF-16, NUL and half pairs among it. */
const anyText = fc
  .array(fc.oneof(fc.constantFrom(0, 0xd83d, 0xde00, 0x22, 0x41), fc.integer({ max: 0xffff, min: 0 })), {
    maxLength: 8,
  })
  .map((units) => String.fromCharCode(...units));

const times = fc.oneof(
  fc.constantFrom(
    '',
    '2026-02-30',
    '2026-02-30T10:00:00Z',
    '2026-01-05T25:00:00Z',
    '2026-01-05 10:00',
    '2026-01-05T10:00:60Z',
  ),
  fc.constantFrom(
    '2026-01-05T10:00:00+24:00',
    '2026-01-05T10:00:00-00:00',
    '9999-12-31T23:59:59-01:00',
    '0000-01-01',
    '2026-W05',
  ),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10)),
);

const anything: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  anyText,
  times,
  fc.constantFrom(true, 'true', '1.5', '1e999', 1.5, 2 ** 63, Number.POSITIVE_INFINITY, -0),
  fc.dictionary(fc.oneof(fc.constantFrom('gid', 'name', '__proto__', 'constructor'), anyText), fc.jsonValue()),
);

/** Mostly what the schema says, now and then anything. */
function given(schema: PropertySchema): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 6, arbitrary: fitting(schema) },
    { weight: 1, arbitrary: anything },
    { weight: 1, arbitrary: fc.constant(undefined) },
  );
}

function fitting(schema: PropertySchema): fc.Arbitrary<unknown> {
  if (schema.format !== undefined) return times;
  switch (mainType(schema)) {
    case 'array':
      return fc.array(given(schema.items ?? text), { maxLength: 3 });
    case 'object':
      return fc.record(
        Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, child]) => [name, given(child)])),
      );
    case 'boolean':
      return fc.boolean();
    case 'string':
      return anyText;
    default:
      return fc.oneof(fc.integer(), fc.double({ noNaN: true }));
  }
}

function rowOf(schema: ObjectSchema, keys: readonly string[] = ['gid']): fc.Arbitrary<unknown> {
  const key = fc.oneof({ weight: 9, arbitrary: fc.constantFrom('1', '12\0', 12) }, { weight: 1, arbitrary: anything });
  const keysOf = fc.record(Object.fromEntries(keys.map((name) => [name, key])));
  return fc.oneof(
    { weight: 1, arbitrary: anything },
    { weight: 9, arbitrary: fc.tuple(fitting(schema), keysOf).map(([row, own]) => ({ ...(row as object), ...own })) },
  );
}

const property: fc.Arbitrary<PropertySchema> = fc.letrec<{ node: PropertySchema }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(text, number, integer, boolean, day, instant, free),
    tie('node').map(list),
    fc.dictionary(fc.constantFrom('gid', 'name', 'a', 'constructor'), tie('node')).map(object),
  ),
})).node;

const anySchema = fc.dictionary(fc.constantFrom('name', 'a', 'b', 'valueof', 'constructor'), property).map(keyed);

/** Every text in a value, the names of properties too, and those in a text that is JSON (`json_to_text`). */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value, ...textsIn(asJson(value))];
  if (typeof value !== 'object' || value === null) return [];
  return [...(Array.isArray(value) ? [] : Object.keys(value)), ...Object.values(value).flatMap(textsIn)];
}

function asJson(text: string): unknown {
  try {
    return /^[[{]/.test(text) ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}

function checkLaws(ask: ObjectSchema, row: unknown, keyProperties: readonly string[] = ['gid']): void {
  const report = rememberingReport();
  const schema = withoutExtensions(ask);
  const stream = { ...selected(ask, schema), keyProperties };
  const pick = compileRecord(stream, report);
  const record = pick(row);
  if (record === undefined) {
    expect(report.dropped).toBe(1);
    return;
  }
  expect(Object.keys(record)).toEqual(Object.keys(ask.properties));
  const written = JSON.parse(JSON.stringify(record));
  expect(textsIn(record).filter((each) => each.includes('\0') || !each.isWellFormed())).toEqual([]);
  const validate = ajv.compile(schema);
  validate(written);
  expect(validate.errors ?? []).toEqual([]);

  const again = rememberingReport();
  expect(compileRecord(stream, again)(written)).toEqual(written);
  expect(again).toMatchObject({ rules: [], unknownPaths: [], dropped: 0 });
}

test('any row under any schema gives a record that fits it, and picking twice is picking once', () => {
  const cases = anySchema.chain((schema) => fc.tuple(fc.constant(schema), rowOf(schema)));
  fc.assert(
    fc.property(cases, ([schema, row]) => checkLaws(schema, row)),
    { numRuns: 400 },
  );
});

test.each(streamNames)('so does any row of %s, whatever is selected', (name) => {
  const whole = loadSchema(name);
  const { key } = streamRow(name);
  const cases = fc.tuple(rowOf(whole, key), fc.array(fc.boolean(), { minLength: 7, maxLength: 31 }));
  fc.assert(
    fc.property(cases, ([row, kept]) => {
      let asked = 0;
      const ask = prune(whole, (path) => key.includes(path.join()) || kept[asked++ % kept.length] === true);
      checkLaws(ask, row, key);
    }),
    { numRuns: 20 },
  );
});
