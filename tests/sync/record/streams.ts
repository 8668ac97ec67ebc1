import type { SelectedStream } from '../../../src/singer/selection.ts';
import { type ObjectSchema, type PropertySchema, withoutExtensions } from '../../../src/streams/schema.ts';
import { compileRecord } from '../../../src/sync/record/compile.ts';
import { type Remembered, rememberingReport } from './report.ts';

export const text: PropertySchema = { type: ['null', 'string'] };
export const integer: PropertySchema = { type: ['null', 'integer'] };
export const number: PropertySchema = { type: ['null', 'number'] };
export const boolean: PropertySchema = { type: ['null', 'boolean'] };
export const instant: PropertySchema = { type: ['null', 'string'], format: 'date-time' };
export const day: PropertySchema = { type: ['null', 'string'], format: 'date' };
export const free: PropertySchema = { type: ['null', 'object'] };

export function object(properties: Record<string, PropertySchema>): ObjectSchema {
  return { type: ['null', 'object'], properties };
}

export function list(items: PropertySchema): PropertySchema {
  return { type: ['null', 'array'], items };
}

/** A schema with the key `gid` and these properties. */
export function keyed(properties: Record<string, PropertySchema>): ObjectSchema {
  return { type: 'object', properties: { gid: { type: 'string' }, ...properties } };
}

/** A stream as a selection gives it: everything in `ask`, written in the types of `theirs`. */
export function selected(ask: ObjectSchema, theirs: ObjectSchema = withoutExtensions(ask)): SelectedStream {
  return { id: 'things', ask, schema: theirs, keyProperties: ['gid'], replicationMethod: 'FULL_TABLE' };
}

/** Picks one row. */
export function pickRow(
  stream: SelectedStream,
  row: unknown,
  whole?: ObjectSchema,
): { record: Record<string, unknown> | undefined; report: Remembered } {
  const report = rememberingReport();
  return { record: compileRecord(stream, report, whole)(row), report };
}

/** Picks one value by one property's schema. */
export function pickValue(
  ours: PropertySchema,
  value: unknown,
  theirs?: PropertySchema,
): { value: unknown; rules: string[] } {
  const stream = selected(keyed({ field: ours }), theirs && keyed({ field: theirs }));
  const { record, report } = pickRow(stream, { gid: '1', field: value });
  return { value: record?.['field'], rules: report.rules };
}
