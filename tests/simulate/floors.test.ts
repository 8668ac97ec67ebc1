import { describe, expect, it } from 'vitest';
import { Floors } from '../simulator/judge/floors.ts';

const DAY = 86_400_000;
const ALL = Number.NEGATIVE_INFINITY;

/** Epoch ms, so many days after the world's first. */
function on(day: number): number {
  return Date.parse('2026-11-20T08:00:00.000Z') + day * DAY;
}

function text(day: number): string {
  return new Date(on(day)).toISOString();
}

type Bookmarks = Record<string, { partitions: Record<string, string>; open?: Record<string, string> }>;

/** A run that left these bookmarks. */
function ran(
  floors: Floors,
  bookmarks: Bookmarks,
  start?: number,
  { isRefresh = false, tables = [] as string[] } = {},
) {
  floors.note({ bookmarks }, { start: start === undefined ? undefined : on(start), tables, isRefresh });
}

function owes(floors: Floors, day: number, partition = 'p', stream = 'tasks'): boolean {
  return floors.owes(stream, [partition], on(day), () => ALL);
}

const P = (day: number) => ({ tasks: { partitions: { p: text(day) } } });

describe('what a list owes when an older state is given again', () => {
  it('is what it owed then: a run without its state may have begun it later meanwhile', () => {
    const floors = new Floors();
    ran(floors, P(1));
    const then = floors.copy();
    ran(floors, P(4), 3, { isRefresh: true });
    expect(owes(floors, 2)).toBe(false);
    floors.restored({ bookmarks: P(1) }, then);
    expect(owes(floors, 2)).toBe(true);
  });

  it('is what it owes now, where only other streams are given again', () => {
    const floors = new Floors();
    ran(floors, { ...P(1), stories: { partitions: { p: text(1) } } });
    const then = floors.copy();
    const now = { ...P(4), stories: { partitions: { p: text(4) } } };
    ran(floors, now, 3, { isRefresh: true });
    floors.restored({ bookmarks: { ...now, ...P(1) } }, then);
    expect([owes(floors, 2), owes(floors, 2, 'p', 'stories')]).toEqual([true, false]);
  });

  it('is nothing before the next start_date, where that state did not have it yet', () => {
    const floors = new Floors();
    ran(floors, P(1));
    const then = floors.copy();
    ran(floors, { tasks: { partitions: { p: text(3), q: text(3) } } });
    floors.restored({ bookmarks: P(1) }, then);
    ran(floors, { tasks: { partitions: { p: text(5), q: text(5) } } }, 4);
    expect([owes(floors, 2), owes(floors, 2, 'q')]).toEqual([true, false]);
  });

  it('is nothing before the next start_date, where there was no state yet', () => {
    const floors = new Floors();
    ran(floors, P(1));
    floors.restored(undefined);
    ran(floors, P(5), 4);
    expect([owes(floors, 2), owes(floors, 4.5)]).toEqual([false, true]);
  });

  it.each([
    ['a start_date', text(2), [false, true]],
    ['the beginning', '', [true, true]],
  ])('is where a run had begun it that was stopped in it: %s', (_, since, expected) => {
    const stopped = { tasks: { partitions: { p: '' }, open: { p: `${text(3)}|${since}|7` } } };
    const floors = new Floors();
    ran(floors, P(1), 0.5);
    floors.restored({ bookmarks: stopped });
    ran(floors, P(3));
    expect([owes(floors, 0.2), owes(floors, 2.5)]).toEqual(expected);
  });

  it('is not changed by what came after', () => {
    const floors = new Floors();
    ran(floors, P(1));
    const then = floors.copy();
    ran(floors, P(2));
    ran(floors, P(4), 3, { isRefresh: true });
    ran(then, P(1), 3);
    expect(owes(then, 2)).toBe(true);
  });
});

describe('what an assigned list leaves to projects', () => {
  const both = (project: number, assigned: number) => ({
    tasks: { partitions: { p: text(project), 'w/u': text(assigned) } },
  });
  const leaves = (floors: Floors, day: number, hasParent = false) =>
    floors.leavesElsewhere('tasks', 'w/u', on(day), hasParent);

  it('is everything, where it begins after a start_date at which a project began', () => {
    const floors = new Floors();
    ran(floors, P(3), 2);
    ran(floors, both(5, 5));
    expect(floors.leavesOut('tasks', 'p', on(1), on(1))).toBe(true);
    expect(floors.leavesOut('tasks', 'p', on(2.5), on(2.5))).toBe(false);
    expect([leaves(floors, 1), leaves(floors, 1, true), leaves(floors, 6)]).toEqual([true, true, false]);
  });

  it('is everything but subtasks, where it goes on after that', () => {
    const floors = new Floors();
    ran(floors, { tasks: { partitions: { 'w/u': text(1) } } });
    ran(floors, both(3, 1), 2);
    ran(floors, both(5, 5));
    expect([leaves(floors, 1.5), leaves(floors, 1.5, true)]).toEqual([true, false]);
  });

  it('is nothing, where it goes on from before that start_date, or is read whole', () => {
    const floors = new Floors();
    ran(floors, { tasks: { partitions: { 'w/u': text(1) } } });
    ran(floors, both(3, 3), 2);
    expect(leaves(floors, 1.5)).toBe(false);
    const table = new Floors();
    ran(table, P(3), 2);
    ran(table, both(5, 5), undefined, { tables: ['tasks'] });
    expect(leaves(table, 1.5)).toBe(false);
  });

  it('is nothing in a project that was never begun', () => {
    const floors = new Floors();
    ran(floors, P(3), 2);
    expect(floors.leavesOut('tasks', 'q', on(1), on(1))).toBe(false);
  });
});
