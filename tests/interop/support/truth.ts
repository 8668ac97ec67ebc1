import { expect } from 'vitest';
import { loadSchema } from '../../../src/streams/schema.ts';
import { type StreamName, streamNames, streamRow } from '../../../src/streams/table.ts';
import { cleaned, HOSTILE, type Planted } from './hostile.ts';
import type { World } from './world.ts';

export type LoadedRow = Readonly<Record<string, unknown>>;

/** Reads what was loaded, whatever the target keeps it in. */
export interface Loaded {
  rows(stream: string, columns: readonly string[]): Promise<readonly LoadedRow[]>;
}

/** The sandbox shows these in lists alone, not one by one: of them the keys are compared, and nothing else. */
const BY_KEY: readonly StreamName[] = [
  'workspace_memberships',
  'team_memberships',
  'project_memberships',
  'portfolio_memberships',
  'goal_memberships',
  'user_task_lists',
  'project_custom_field_settings',
  'portfolio_custom_field_settings',
  'goal_custom_field_settings',
  'team_custom_field_settings',
  'project_task_counts',
  'project_portfolio_settings',
];

/** How a target changes a value by its own rules; most do not. */
export type Rule = (value: unknown) => unknown;

/**
 * Every stream there is has exactly the rows that the sandbox has, no key twice, and in each of its columns that hold
 * texts, whole numbers, days, or yes and no, the values of the sandbox.
 */
export async function expectTruth(world: World, loaded: Loaded, rule: Rule = (value) => value): Promise<void> {
  const truth = world.sandbox.truth();
  const compared = new Set<string>();
  for (const stream of streamNames) {
    const { key } = streamRow(stream);
    const columns = plainColumns(stream);
    const rows = await loaded.rows(stream, [...new Set([...key, ...columns])]);
    const keys = rows.map((row) => key.map((name) => row[name]).join('|')).sort();
    expect({ stream, keys }).toEqual({ stream, keys: [...truth[stream]].sort() });
    if (!key.includes('gid')) continue;
    for (const row of rows) {
      const wanted = wantedOf(world, String(row['gid']), columns);
      const of = key.map((name) => row[name]);
      const there = Object.fromEntries(Object.keys(wanted).map((column) => [column, row[column]]));
      const all = Object.fromEntries(Object.entries(wanted).map(([column, value]) => [column, rule(value)]));
      expect({ stream, of, ...there }).toEqual({ stream, of, ...all });
      if (Object.keys(wanted).length > 1) compared.add(stream);
    }
  }
  // Whoever finds nothing to compare finds no difference either.
  expect(streamNames.filter((stream) => !compared.has(stream))).toEqual(BY_KEY);
}

/** The hostile texts are where they were written, to the character. */
export async function expectPlanted(loaded: Loaded, planted: Planted, rule: Rule = (value) => value): Promise<void> {
  const rows = await loaded.rows('tasks', ['gid', 'name']);
  const names = new Map(rows.map(({ gid, name }) => [gid, name]));
  for (const [kind, gid] of Object.entries(planted)) {
    expect({ kind, name: names.get(gid) }).toEqual({ kind, name: rule(cleaned(HOSTILE[kind] ?? '')) });
  }
}

/** Columns whose values every target writes down in the same way. */
function plainColumns(stream: StreamName): string[] {
  return Object.entries(loadSchema(stream).properties)
    .filter(([, { type, format }]) => {
      const kind = [type].flat().find((each) => each !== 'null');
      return ['string', 'integer', 'boolean'].includes(kind ?? '') && (format === undefined || format === 'date');
    })
    .map(([name]) => name);
}

/** What the sandbox says of an object; what it says nothing of (the parent a row was listed under) is left out. */
function wantedOf(world: World, gid: string, columns: readonly string[]): Record<string, unknown> {
  const object = (world.sandbox.object(gid, columns.join(',')) ?? {}) as Record<string, unknown>;
  const known = columns.filter((column) => object[column] !== undefined);
  return Object.fromEntries(known.map((column) => [column, asWritten(object[column])]));
}

/** As the tap writes it: a free form is JSON text. */
function asWritten(value: unknown): unknown {
  if (typeof value === 'string') return cleaned(value);
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
}
