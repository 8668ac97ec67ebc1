import { expect } from 'vitest';
import { cleaned, HOSTILE, type Planted } from './hostile.ts';
import type { World } from './world.ts';

/** A table as a loader left it: how many rows it has, and how many different gids. */
export interface Count {
  readonly rows: number;
  readonly gids: number;
}

/** Reads what was loaded, whatever the target keeps it in. */
export interface Loaded {
  count(stream: string): Promise<Count>;
  /** @returns each row as its gid and one column's value */
  column(stream: string, column: string): Promise<{ readonly gid: string; readonly value: unknown }[]>;
}

/** Columns that everybody reads, of every kind that an incremental or a flat stream has. */
const COLUMNS: Readonly<Record<string, readonly string[]>> = {
  workspaces: ['name', 'is_organization'],
  users: ['name', 'email'],
  teams: ['name'],
  tags: ['name', 'color'],
  portfolios: ['name', 'public'],
  projects: ['name', 'archived', 'color'],
  sections: ['name'],
  tasks: ['name', 'notes', 'completed', 'num_subtasks', 'due_on'],
  subtasks: ['name', 'completed'],
  stories: ['text', 'type'],
};

/** How a target changes a value by its own rules; most do not. */
export type Rule = (value: unknown) => unknown;

/** Every stream has exactly the rows that the sandbox has, and the values in them are those of the sandbox. */
export async function expectTruth(world: World, loaded: Loaded, rule: Rule = (value) => value): Promise<void> {
  const truth = await world.truth();
  for (const [stream, gids] of Object.entries(truth)) {
    expect({ stream, ...(await loaded.count(stream)) }).toEqual({ stream, rows: gids.length, gids: gids.length });
    for (const column of COLUMNS[stream] ?? []) {
      const there = new Map((await loaded.column(stream, column)).map(({ gid, value }) => [gid, value]));
      const wanted = new Map(gids.map((gid) => [gid, rule(valueIn(world, gid, column))]));
      expect({ stream, column, there: sorted(there) }).toEqual({ stream, column, there: sorted(wanted) });
    }
  }
}

/** The hostile texts are where they were written, to the character. */
export async function expectPlanted(loaded: Loaded, planted: Planted, rule: Rule = (value) => value): Promise<void> {
  const names = new Map((await loaded.column('tasks', 'name')).map(({ gid, value }) => [gid, value]));
  for (const [kind, gid] of Object.entries(planted)) {
    expect({ kind, name: names.get(gid) }).toEqual({ kind, name: rule(cleaned(HOSTILE[kind] ?? '')) });
  }
}

function valueIn(world: World, gid: string, column: string): unknown {
  const row = world.sandbox.object(gid, column) as Record<string, unknown>;
  const value = row[column] ?? null;
  return typeof value === 'string' ? cleaned(value) : value;
}

function sorted(values: ReadonlyMap<string, unknown>): [string, unknown][] {
  return [...values].sort(([a], [b]) => (a < b ? -1 : 1));
}
