import { describe, expect, it } from 'vitest';
import { judgeState, type Limits } from '../simulator/judge/bookmarks.ts';
import { Floors } from '../simulator/judge/floors.ts';
import { Backups } from '../simulator/play/backups.ts';
import { Bookmarks } from '../simulator/play/bookmarks.ts';

const MINUTE = 60_000;
const NOW = Date.parse('2026-11-20T08:00:00.000Z');

/** So many minutes before now. */
function ago(minutes: number): string {
  return new Date(NOW - minutes * MINUTE).toISOString();
}

function tasks(partitions: Record<string, string>, more: object = {}) {
  return { bookmarks: { tasks: { partitions, ...more } } };
}

/** What is wrong with a step from one state to another, in a run that began a minute ago. */
function wrong(before: object, after: object, limits: Partial<Limits> = {}): string[] {
  const usual = { lookbackMs: MINUTE, raisedMs: 0, isUndated: false, start: undefined, tables: [], isClosing: false };
  return judgeState(before, after, { ...usual, latest: NOW - MINUTE, ...limits }).map(({ text }) => text);
}

describe('a bookmark', () => {
  it('goes back by no more than the lookback is longer than an earlier one', () => {
    const step = [tasks({ p: ago(5) }), tasks({ p: ago(20) })] as const;
    expect(wrong(...step)).toEqual([expect.stringContaining('back in time')]);
    expect(wrong(...step, { raisedMs: 14 * MINUTE })).toEqual([expect.stringContaining('back in time')]);
    expect(wrong(...step, { raisedMs: 15 * MINUTE })).toEqual([]);
  });

  it('gives way to what a stopped run had begun with, and that to what was set back by hand or a clock that was ahead', () => {
    const [begun, since] = [ago(5), ago(30)];
    const open = { open: { p: `${begun}|${since}|7` } };
    const anew = tasks({ p: ago(3) }, { open: { p: '' } });
    const goneOn = tasks({ p: ago(6) }, { open: { p: '' } });
    const latest = NOW - 3 * MINUTE;
    expect(wrong(tasks({ p: ago(20) }, open), tasks({ p: since }, open))).toEqual([]);
    expect(wrong(tasks({ p: since }, open), goneOn, { latest })).toEqual([]);
    expect(wrong(tasks({ p: since }, open), anew, { latest })).toEqual([expect.stringContaining('was begun at')]);
    expect(wrong(tasks({ p: ago(60) }, open), anew, { latest })).toEqual([]);
    expect(wrong(tasks({ p: ago(2) }, open), anew, { latest })).toEqual([]);
    expect(wrong(tasks({ p: ago(2) }), anew, { latest })).toEqual([expect.stringContaining('back in time')]);
    const ahead = { open: { p: `${ago(-60)}|${since}|7` } };
    expect(wrong(tasks({ p: since }, ahead), anew, { latest })).toEqual([]);
  });

  it('gives way to the beginning of all where that is what a stopped run had begun with, and not to start_date', () => {
    const stopped = tasks({ p: ago(20) }, { open: { p: `${ago(5)}||7` } });
    const begun = tasks({ p: '' }, { open: { p: '' } });
    const all = tasks({ p: '1970-01-01T00:00:00.000Z' }, { open: { p: '' } });
    expect([wrong(stopped, begun), wrong(stopped, all, { start: NOW })]).toEqual([[], []]);
    expect(wrong(stopped, begun, { start: NOW })).toHaveLength(1);
    expect(wrong(stopped, all)).toEqual([expect.stringContaining('back in time')]);
  });

  it("is later than the run's start less the lookback only where an older tap's is taken over", () => {
    const late = ago(0);
    const over = [expect.stringContaining('after the run')];
    const legacy = { modified_at: late };
    const [waiting, waited] = [{ waiting: { w: late } }, { waiting: { w: '' } }];
    expect(wrong({}, tasks({ p: late }))).toEqual(over);
    expect(wrong({ bookmarks: { tasks: legacy } }, tasks({ p: late }, legacy))).toEqual([]);
    expect(wrong(tasks({}, waiting), tasks({ p: late }, waited))).toEqual([]);
    // Beside partitions it is the largest value seen, and says nothing.
    expect(wrong(tasks({}, legacy), tasks({ p: late }, legacy))).toEqual(over);
  });
});

describe('what is known of bookmarks that are given again', () => {
  it('is when the run began that set them, whatever the lookback is by now', () => {
    const bookmarks = new Bookmarks();
    bookmarks.note(tasks({ p: ago(100) }), MINUTE);
    bookmarks.note(tasks({ p: ago(50) }), 10 * MINUTE);
    bookmarks.note(tasks({ p: ago(100) }), 10 * MINUTE);
    const first = { at: NOW - 100 * MINUTE, startedAt: NOW - 99 * MINUTE };
    const second = { at: NOW - 50 * MINUTE, startedAt: NOW - 40 * MINUTE };
    expect(bookmarks.all('tasks', 'p')).toEqual([first, second, first]);
    expect(bookmarks.first('tasks', 'p')).toBe(first.startedAt);
  });

  it('is that what they lack begins anew', () => {
    const bookmarks = new Bookmarks();
    bookmarks.note(tasks({ p: ago(100), q: ago(100), r: ago(100) }), MINUTE);
    bookmarks.restored(tasks({ p: ago(200), q: '' }));
    expect(['p', 'q', 'r'].map((partition) => bookmarks.begun('tasks', partition))).toEqual([
      NOW - 100 * MINUTE,
      undefined,
      undefined,
    ]);
    bookmarks.note(tasks({ q: ago(10) }), MINUTE);
    expect(bookmarks.begun('tasks', 'q')).toBe(NOW - 10 * MINUTE);
  });
});

describe('an older state', () => {
  const then = { tasks: { partitions: { p: ago(60) } }, stories: { partitions: { p: ago(60) } } };
  const now = {
    tasks: { partitions: { p: ago(30), q: ago(30) } },
    stories: { partitions: { p: ago(30) } },
    tags: { created_at: ago(30) },
  };

  function restore(backup: Parameters<Backups['restore']>[1]) {
    const backups = new Backups();
    for (const bookmarks of [then, now]) backups.keep({ bookmarks }, new Floors());
    return backups.restore({ bookmarks: now }, backup);
  }

  it('is given again whole', () => {
    expect(restore({ runs: 1, isMerged: false }).state).toEqual({ bookmarks: then });
  });

  it('is given again for some streams, which are gone where it does not have them', () => {
    expect(restore({ runs: 1, streams: ['stories', 'tags'], isMerged: false }).state).toEqual({
      bookmarks: { tasks: now.tasks, stories: then.stories },
    });
  });

  it('is laid over what is there, key by key', () => {
    expect(restore({ runs: 1, isMerged: true }).state).toEqual({
      bookmarks: {
        tasks: { partitions: { p: ago(60), q: ago(30) } },
        stories: { partitions: { p: ago(60) } },
        tags: { created_at: ago(30) },
      },
    });
  });

  it('is none, where there were not so many runs', () => {
    expect(restore({ runs: 2, isMerged: false })).toEqual({ state: undefined, floors: undefined });
    expect(restore({ runs: 2, isMerged: true }).state).toEqual({ bookmarks: now });
  });
});
