import { describe, expect, it } from 'vitest';
import { Editor } from '../simulator/edit/editor.ts';
import { Damage } from '../simulator/judge/damage.ts';
import { Floors } from '../simulator/judge/floors.ts';
import type { Rewind } from '../simulator/plan/rewinds.ts';
import { Bookmarks } from '../simulator/play/bookmarks.ts';
import { lose, momentOf, setBack } from '../simulator/play/rewind.ts';
import { Target } from '../simulator/play/target.ts';
import { Truth } from '../simulator/play/truth.ts';
import { SmallWorld } from '../sync/small-world.ts';

const MINUTE = 60_000;
const NOW = Date.parse('2026-11-20T08:00:00.000Z');

/** So many minutes before now. */
function ago(minutes: number): string {
  return new Date(NOW - minutes * MINUTE).toISOString();
}

const ALL: Rewind = { to: 'beginning', streams: 1, draw: 0, isThorough: false, isDamaged: true, isEarly: false };

describe('bookmarks that are set back by hand', () => {
  const tasks = {
    partitions: { p: ago(10), q: ago(30), r: '' },
    open: { q: `${ago(5)}|${ago(30)}|7`, r: `${ago(5)}||7` },
  };
  const state = { bookmarks: { users: {}, tasks, stories: { partitions: { p: ago(10) }, waiting: { w: ago(1) } } } };
  const changedBy = (more: Partial<Rewind>, moment: string) => {
    const { changed } = setBack(state, { ...ALL, ...more }, moment);
    return [...changed.keys()];
  };

  it('are those that are later than the moment', () => {
    const { state: after } = setBack(state, ALL, ago(20));
    expect(after).toEqual({
      bookmarks: {
        users: {},
        tasks: { ...tasks, partitions: { p: ago(20), q: ago(30), r: '' } },
        stories: { partitions: { p: ago(20) }, waiting: { w: ago(20) } },
      },
    });
    expect(changedBy({}, ago(20))).toEqual(['tasks p', 'stories p']);
    expect(changedBy({}, '')).toEqual(['tasks p', 'tasks q', 'stories p']);
  });

  it('are those of one list, and then nothing that waits', () => {
    const { state: after, changed } = setBack(state, { ...ALL, one: 0.4 }, ago(60));
    expect([...changed]).toEqual([['tasks q', ago(60)]]);
    expect(after).toMatchObject({ bookmarks: { stories: state.bookmarks.stories } });
  });

  it('are also those of lists that a run was stopped in that had begun before', () => {
    expect(changedBy({ isThorough: true }, ago(20))).toEqual(['tasks p', 'tasks q', 'tasks r', 'stories p']);
    expect(changedBy({ isThorough: true }, ago(30))).toEqual(['tasks p', 'tasks r', 'stories p']);
    const { state: after } = setBack(state, { ...ALL, isThorough: true }, '');
    expect(after).toMatchObject({ bookmarks: { tasks: { open: { q: tasks.open.q, r: '' } } } });
  });

  it('are set to the beginning, into the time that has passed, beside what the state has, or before a clock was ahead', () => {
    const times = { begun: NOW - 100 * MINUTE, now: NOW, wrongSince: NOW - 50 * MINUTE };
    expect(momentOf('beginning', state, times)).toBe('');
    expect(momentOf({ share: 0.25 }, state, times)).toBe(ago(75));
    expect(momentOf({ mark: 0.5, offMs: MINUTE }, state, times)).toBe(ago(9));
    expect(momentOf({ mark: 0.5, offMs: 0 }, { bookmarks: {} }, times)).toBeUndefined();
    expect(momentOf({ beforeMs: MINUTE }, state, times)).toBe(ago(51));
  });

  it('are no evidence of a run, and the next reading goes by them', () => {
    const bookmarks = new Bookmarks();
    const note = (at: string) => bookmarks.note({ bookmarks: { tasks: { partitions: { p: at } } } }, MINUTE);
    note(ago(30));
    bookmarks.rewound(new Map([['tasks p', ago(60)]]));
    for (const at of [ago(60), ago(10)]) note(at);
    expect(bookmarks.all('tasks', 'p')).toEqual([
      { at: NOW - 30 * MINUTE, startedAt: NOW - 29 * MINUTE },
      { at: NOW - 60 * MINUTE, startedAt: Number.NEGATIVE_INFINITY },
      { at: NOW - 10 * MINUTE, startedAt: NOW - 9 * MINUTE },
    ]);
    bookmarks.rewound(new Map([['tasks p', '']]));
    expect(bookmarks.begun('tasks', 'p')).toBeUndefined();
  });
});

describe('rows that go from the tables', () => {
  function open() {
    const world = new SmallWorld();
    const editor = new Editor(world.sandbox, 1, Date.now, () => {});
    const target = new Target();
    const put = (gid: string) => {
      target.take({ type: 'SCHEMA', stream: 'tasks', key_properties: ['gid'] }, 100);
      target.take({ type: 'RECORD', stream: 'tasks', record: { gid } }, 100);
      target.end();
      return gid;
    };
    const damage = new Damage();
    const known = { bookmarks: new Bookmarks(), floors: new Floors(), damage };
    const loseSince = (moment: string, partition: string, reach = {}) => {
      const changed = new Map([[`tasks ${partition}`, moment]]);
      const stage = { sandbox: world.sandbox, editor, target };
      const state = { bookmarks: {} };
      known.floors.note(
        { bookmarks: { tasks: { partitions: { [partition]: world.later() } } } },
        { start: undefined, tables: [], isRefresh: false },
      );
      return lose(stage, { state, changed }, known, {
        latestStart: Number.NEGATIVE_INFINITY,
        isArchived: true,
        ...reach,
      });
    };
    return { world, target, damage, put, loseSince };
  }

  it('are what has changed since the moment, and is in its list', () => {
    const { world, target, damage, put, loseSince } = open();
    const [early] = [put(world.task(0))];
    const moment = world.later();
    const late = put(world.task(0));
    const elsewhere = put(world.assignedTask());
    expect(loseSince(moment, world.gid('project'))).toBe(1);
    expect([...target.table('tasks').keys()].sort()).toEqual([early, elsewhere].sort());
    expect(damage.isOwedBy('tasks', late, [world.gid('project')])).toBe(true);
    expect(loseSince('', world.assigned())).toBe(1);
  });

  it('are none that assigned lists leave to others, and none that may be cut off or are read no more', () => {
    const { world, put, loseSince } = open();
    const task = put(world.task(0));
    world.edit({ type: 'assign-task', task, assignee: 'user:0' });
    expect(loseSince('', world.assigned())).toBe(0);
    expect(loseSince('', world.gid('project'), { latestStart: Date.parse(world.later()) })).toBe(0);
    world.edit({ type: 'archive-project', project: 'project:0' });
    expect(loseSince('', world.gid('project'), { isArchived: false })).toBe(0);
    expect(loseSince('', world.gid('project'))).toBe(1);
  });
});

it('what a clock that was ahead has written is known for what it was, also where a later run ends what it began', () => {
  const tasks = (partitions: object, open: object) => ({ bookmarks: { tasks: { partitions, open } } });
  const truth = new Truth();
  const [first, second] = [
    tasks({ p: ago(60) }, {}),
    tasks({ p: ago(60), q: ago(9) }, { p: `${ago(8)}|${ago(60)}|7` }),
  ];
  truth.note(first, second, { aheadMs: 30 * MINUTE, lookbackMs: MINUTE });
  expect(truth.of(second)).toEqual(tasks({ p: ago(60), q: ago(39) }, { p: `${ago(38)}|${ago(60)}|7` }));
  const third = tasks({ p: ago(10), q: ago(5) }, { p: '' });
  truth.note(second, third, { aheadMs: 0, lookbackMs: 2 * MINUTE });
  expect(truth.of(third)).toEqual(tasks({ p: ago(40), q: ago(5) }, { p: '' }));
});
