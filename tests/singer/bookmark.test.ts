import { describe, expect, it } from 'vitest';
import { type Bookmark, bookmarkValue, parseBookmark } from '../../src/singer/bookmark.ts';

/** Reads the bookmark of `tasks`, and says what was wrong with it. */
function read(value: unknown): { bookmark: Bookmark; problems: string[] } {
  const problems: string[] = [];
  const bookmark = parseBookmark('tasks', 'modified_at', value, problems);
  return { bookmark, problems };
}

const OURS = {
  modified_at: '2026-11-20T08:00:00.000Z',
  partitions: { '1201': '2026-11-20T07:59:00.000Z', '1202': '', '77/12': '2026-11-20T07:59:00.000Z' },
  open: {
    '1201': '',
    '1202': '2026-11-21T06:00:00.000Z||1207',
    '77/12': '2026-11-21T06:00:00.000Z|2026-11-20T07:59:00.000Z|12',
  },
  swept: { '1201': '2026-11-19T07:59:00.000Z', '1202': '' },
  waiting: { '77': '2026-11-18T07:59:00.000Z', '78': '' },
  refused: ['1207', '1208'],
  cut: ['2026-01-01T00:00:00.000Z|1208'],
};

describe('a bookmark of ours', () => {
  it('comes out as it went in', () => {
    const { bookmark, problems } = read(OURS);
    expect(problems).toEqual([]);
    expect(bookmarkValue(bookmark, undefined)).toEqual(OURS);
    expect(bookmarkValue(read(bookmarkValue(bookmark, undefined)).bookmark, undefined)).toEqual(OURS);
  });

  it('is known by its partitions, even if there are none', () => {
    expect(read({ partitions: {} }).bookmark).toMatchObject({ own: true, legacy: undefined });
    expect(read({ modified_at: OURS.modified_at, partitions: {} }).bookmark).toMatchObject({
      own: true,
      legacy: undefined,
    });
  });

  it('says of an open partition when it was begun, what it was asked with and how far it is', () => {
    const { open } = read(OURS).bookmark;
    expect(open.get('1202')).toEqual({ at: '2026-11-21T06:00:00.000Z', since: '', gid: '1207' });
    expect(open.get('77/12')).toEqual({ at: '2026-11-21T06:00:00.000Z', since: '2026-11-20T07:59:00.000Z', gid: '12' });
    expect([open.has('1201'), open.get('1201')]).toEqual([true, undefined]);
  });

  it('keeps every key it came with, empty ones too, and makes none of its own', () => {
    const empty = { modified_at: '', partitions: {}, open: {}, swept: {}, waiting: {}, refused: [], cut: [] };
    expect(bookmarkValue(read(empty).bookmark, undefined)).toEqual(empty);
    expect(bookmarkValue(read({}).bookmark, undefined)).toEqual({});
    expect(bookmarkValue(read({ modified_at: null, partitions: {} }).bookmark, undefined)).toEqual({
      modified_at: null,
      partitions: {},
    });
  });

  it('has instants of one form, whatever form they came in', () => {
    const { bookmark, problems } = read({
      partitions: { a: '2026-11-20T08:00:00+01:00', b: '2026-11-20', c: '2026-11-20T08:00:00.123456' },
    });
    expect(problems).toEqual([]);
    expect(bookmarkValue(bookmark, undefined)).toEqual({
      partitions: { a: '2026-11-20T07:00:00.000Z', b: '2026-11-20T00:00:00.000Z', c: '2026-11-20T08:00:00.123Z' },
    });
  });

  it('whose keys are named like parts of objects is nothing special', () => {
    const value = JSON.parse('{"partitions": {"__proto__": "2026-11-20T08:00:00.000Z", "constructor": ""}}');
    expect(JSON.stringify(bookmarkValue(read(value).bookmark, undefined))).toBe(JSON.stringify(value));
  });
});

describe("an older tap's bookmark", () => {
  it.each([
    ['2026-11-20T08:00:00.000000', '2026-11-20T08:00:00.000Z'],
    ['2026-11-20T08:00:00.123456Z', '2026-11-20T08:00:00.123Z'],
    ['2026-11-20T08:00:00', '2026-11-20T08:00:00.000Z'],
    ['2026-11-20', '2026-11-20T00:00:00.000Z'],
  ])('is one instant for all: %s', (text, instant) => {
    const { bookmark, problems } = read({ modified_at: text });
    expect(problems).toEqual([]);
    expect(bookmark).toMatchObject({ own: false, legacy: instant, largest: instant });
  });

  it.each([undefined, {}, { modified_at: '' }, { modified_at: null }])('that says nothing is none: %j', (value) => {
    const { bookmark, problems } = read(value);
    expect(problems).toEqual([]);
    expect(bookmark).toMatchObject({ own: false, legacy: undefined, largest: undefined });
  });
});

describe('the largest value seen', () => {
  it('goes out no greater than the cap', () => {
    const { bookmark } = read(OURS);
    expect(bookmarkValue(bookmark, '2026-11-20T07:00:00.000Z')['modified_at']).toBe('2026-11-20T07:00:00.000Z');
    expect(bookmarkValue(bookmark, '2026-11-20T09:00:00.000Z')['modified_at']).toBe('2026-11-20T08:00:00.000Z');
  });
});

describe('a bookmark of unknown shape', () => {
  it.each<[unknown, string]>([
    [
      { version: 7 },
      'state.bookmarks.tasks.version: unknown; a bookmark has modified_at, partitions, open, swept, waiting, refused, cut',
    ],
    [{ modified_at: 'yesterday' }, 'state.bookmarks.tasks.modified_at: expected a date-time or "", got "yesterday"'],
    [{ modified_at: 1_700_000_000 }, 'state.bookmarks.tasks.modified_at: expected a date-time or "", got 1700000000'],
    [{ partitions: [] }, 'state.bookmarks.tasks.partitions: expected an object'],
    [{ partitions: null }, 'state.bookmarks.tasks.partitions: expected an object'],
    [{ partitions: { 1201: null } }, 'state.bookmarks.tasks.partitions.1201: expected a date-time or "", got null'],
    [
      { partitions: { 1201: '2026-02-30' } },
      'state.bookmarks.tasks.partitions.1201: expected a date-time or "", got "2026-02-30"',
    ],
    [{ swept: { 1201: true } }, 'state.bookmarks.tasks.swept.1201: expected a date-time or "", got true'],
    [{ open: { 1201: 'x' } }, 'state.bookmarks.tasks.open.1201: expected "<at>|<since>|<gid>" or "", got "x"'],
    [{ open: { 1201: '||5' } }, 'state.bookmarks.tasks.open.1201: expected "<at>|<since>|<gid>" or "", got "||5"'],
    [
      { open: { 1201: '2026-11-20||5|6' } },
      'state.bookmarks.tasks.open.1201: expected "<at>|<since>|<gid>" or "", got "2026-11-20||5|6"',
    ],
    [{ open: { 1201: null } }, 'state.bookmarks.tasks.open.1201: expected "<at>|<since>|<gid>" or "", got null'],
    [{ open: { 1201: 'then||5' } }, 'state.bookmarks.tasks.open.1201: expected a date-time or "", got "then"'],
    [{ refused: 'all' }, 'state.bookmarks.tasks.refused: expected an array of gids'],
    [{ refused: [1] }, 'state.bookmarks.tasks.refused: expected an array of gids'],
  ])('is named: %j', (value, problem) => {
    expect(read(value).problems).toEqual([problem]);
  });

  it('is named in all that is wrong with it, in few words', () => {
    const { problems } = read({ modified_at: 'x'.repeat(1000), partitions: { 1: 0, 2: false }, open: 3, odd: {} });
    expect(problems).toHaveLength(5);
    for (const problem of problems) expect(problem.length).toBeLessThan(200);
  });
});
