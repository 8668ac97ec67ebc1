import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../src/errors.ts';
import { parseState } from '../../src/singer/state.ts';

const STREAMS = [
  { id: 'tasks', replicationKey: 'modified_at' },
  { id: 'stories', replicationKey: 'created_at' },
  { id: 'users' },
];
const ALL = new Set(['tasks', 'stories', 'users']);

/** What is written of a state that was read, for these streams. */
function through(json: unknown, selected: ReadonlySet<string> = ALL): unknown {
  return parseState(json, STREAMS).toValue(selected, undefined);
}

function problemsOf(json: unknown): readonly string[] {
  try {
    parseState(json, STREAMS);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('a state', () => {
  it.each([
    undefined,
    {},
    { bookmarks: {} },
    { bookmarks: null },
    { bookmarks: { tasks: null } },
    { currently_syncing: 'tasks' },
  ])('may be empty: %j', (json) => {
    expect(through(json)).toEqual({ bookmarks: { tasks: {}, stories: {} }, currently_syncing: null });
  });

  it('keeps what it knows nothing of: streams not there, not selected, and whatever stands in full tables', () => {
    const bookmarks = {
      goals: { since: [1, { deep: null }] },
      users: { version: 5 },
      stories: { created_at: '2026-11-20T08:00:00.000Z', partitions: { '1': '' } },
    };
    expect(through({ bookmarks }, new Set(['tasks']))).toEqual({
      bookmarks: { ...bookmarks, tasks: {} },
      currently_syncing: null,
    });
    expect(through({ bookmarks }, new Set())).toEqual({ bookmarks, currently_syncing: null });
  });

  it('gets no key for a stream that is neither selected nor in it', () => {
    expect(through({}, new Set(['tasks']))).toEqual({ bookmarks: { tasks: {} }, currently_syncing: null });
  });

  it('keeps what an older tap has left of a full table that is touched', () => {
    const state = parseState({ bookmarks: { users: { last: 1 } } }, STREAMS);
    state.touch('users');
    expect(state.toValue(new Set(['users']), undefined)).toMatchObject({ bookmarks: { users: { last: 1 } } });
  });

  it('has full tables that are touched, and nothing in them', () => {
    const state = parseState({}, STREAMS);
    state.touch('users');
    expect(state.toValue(new Set(), undefined)).toEqual({ bookmarks: { users: {} }, currently_syncing: null });
  });

  it('has places of full tables beside what else an older tap has left of them, and takes nothing for one that is none', () => {
    const at = '2026-11-20T08:00:00.000Z';
    const users = { last: 1, partitions: { '1': at, '2': '', '3': 'x', '4': 5, '5': null } };
    const state = parseState({ bookmarks: { users, tags: { partitions: 'x' } } }, STREAMS);
    expect([...state.tabled('users')]).toEqual([
      ['1', at],
      ['2', ''],
    ]);
    expect([...state.tabled('tags'), ...state.tabled('teams')]).toEqual([]);
    state.tabled('users').set('2', at).set('6', at);
    expect(state.toValue(new Set(['users']), undefined)).toEqual({
      bookmarks: {
        users: { ...users, partitions: { ...users.partitions, '2': at, '6': at } },
        tags: { partitions: 'x' },
      },
      currently_syncing: null,
    });
  });

  it('is passed by by currently_syncing and by currently_sync_stream among the bookmarks, whatever is in them', () => {
    const json = {
      bookmarks: { currently_sync_stream: 'tasks', tasks: { partitions: {} } },
      currently_syncing: 'tasks',
    };
    expect(through(json, new Set())).toEqual({ bookmarks: { tasks: { partitions: {} } }, currently_syncing: null });
    expect(through({ bookmarks: { currently_sync_stream: 7 } }, new Set())).toEqual({
      bookmarks: {},
      currently_syncing: null,
    });
  });

  it('is moved on in place', () => {
    const state = parseState({ bookmarks: { tasks: { partitions: { '1': '' } } } }, STREAMS);
    state.of('tasks').partitions.set('1', '2026-11-20T08:00:00.000Z');
    expect(state.toValue(new Set(), undefined)).toMatchObject({
      bookmarks: { tasks: { partitions: { '1': '2026-11-20T08:00:00.000Z' } } },
    });
  });

  it('has no bookmark to move for a stream without a replication key', () => {
    expect(() => parseState({}, STREAMS).of('users')).toThrow('users has no replication key');
  });

  it('caps the largest value of each stream', () => {
    const json = { bookmarks: { tasks: { modified_at: '2026-11-20T08:00:00.000Z', partitions: {} } } };
    expect(parseState(json, STREAMS).toValue(ALL, '2026-11-20T07:00:00.000Z')).toMatchObject({
      bookmarks: { tasks: { modified_at: '2026-11-20T07:00:00.000Z' } },
    });
  });
});

describe('what is no state', () => {
  it.each<[unknown, string]>([
    [null, 'state: expected an object with "bookmarks", got null'],
    [[], 'state: expected an object with "bookmarks", got an array'],
    ['x', 'state: expected an object with "bookmarks", got a string'],
    [{ bookmarks: [] }, 'state.bookmarks: expected an object, got an array'],
    [{ bookmarks: 'x' }, 'state.bookmarks: expected an object, got a string'],
    [{ bookmarks: { tasks: 'x' } }, 'state.bookmarks.tasks: expected an object, got a string'],
    [{ bookmarks: { odd: 7 } }, 'state.bookmarks.odd: expected an object, got a number'],
    [{ value: { bookmarks: {} } }, 'state: has no "bookmarks", but value; start over with {} if that is meant'],
  ])('is refused, never taken for an empty one: %j', (json, problem) => {
    expect(problemsOf(json)).toEqual([problem]);
  });

  it('is refused with everything that is wrong with it at once', () => {
    const problems = problemsOf({
      bookmarks: { tasks: { modified_at: 'x', odd: 1 }, stories: { partitions: { '1': 'x' } }, users: [] },
    });
    expect(problems.map((problem) => problem.split(':')[0]).sort()).toEqual([
      'state.bookmarks.stories.partitions.1',
      'state.bookmarks.tasks.modified_at',
      'state.bookmarks.tasks.odd',
      'state.bookmarks.users',
    ]);
  });
});
