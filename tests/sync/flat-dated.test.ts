import { describe, expect, it } from 'vitest';
import type { SandboxOptions } from '../../src/sandbox/options.ts';
import type { Fetch } from '../support/fetch.ts';
import { gids, Harness, selectionOf } from '../support/harness.ts';

type Bookmarks = { bookmarks: Record<string, { partitions: Record<string, string> }> };

const DAY = 24 * 3_600_000;
const BOOKMARK = '2026-11-20T07:59:00.000Z';

function open(options: SandboxOptions = {}): Harness {
  return new Harness({ plan: 'enterprise', serviceAccount: true, ...options });
}

function partitions(state: unknown, stream: string): Record<string, string> {
  return (state as Bookmarks).bookmarks[stream]?.partitions ?? {};
}

/** The parameters that lists of a stream were asked with. */
function asked(run: Awaited<ReturnType<Harness['sync']>>, path: string): URLSearchParams[] {
  return run.requests
    .filter((request) => request.path.endsWith(path))
    .map((request) => new URLSearchParams(request.query));
}

/** An event on the first page of a log has another date. */
function date(place: number, createdAt: string) {
  return (fetch: Fetch): Fetch =>
    async (url, init) => {
      const answer = await fetch(url, init);
      if (!url.includes('/audit_log_events') || url.includes('offset=') || answer.status !== 200) return answer;
      const body = (await answer.json()) as { data: Record<string, unknown>[] };
      const data = body.data.map((row, index) => (index === place ? { ...row, created_at: createdAt } : row));
      return new Response(JSON.stringify({ ...body, data }), { status: 200, headers: answer.headers });
    };
}

function makeFull(catalog: Record<string, unknown>): void {
  const streams = catalog['streams'] as { metadata: { breadcrumb: string[]; metadata: Record<string, unknown> }[] }[];
  for (const { metadata } of streams) {
    const root = metadata.find(({ breadcrumb }) => breadcrumb.length === 0);
    if (root !== undefined) root.metadata['replication-method'] = 'FULL_TABLE';
  }
}

describe('time entries', () => {
  const streams = ['time_tracking_entries'];

  it('come out whole without a bookmark, in one list of the workspace, and the bookmark is the run’s', async () => {
    const harness = open();
    const run = await harness.sync({ streams });
    expect(gids(run, 'time_tracking_entries').sort()).toEqual(
      [...harness.sandbox.truth().time_tracking_entries].sort(),
    );
    const [first, ...others] = asked(run, '/time_tracking_entries');
    expect([first?.get('entered_on_start_date'), others]).toEqual(['1970-01-01', []]);
    const workspace = harness.sandbox.world.gid('workspace', 0);
    expect(partitions(run.states[0], streams[0] ?? '')).toEqual({});
    expect(partitions(run.states.at(-1), 'time_tracking_entries')).toEqual({ [workspace]: BOOKMARK });
  });

  it('are asked for from the first day there is, where start_date is that', async () => {
    const run = await open().sync({ streams, config: { start_date: '0001-01-01' } });
    expect([run.error, run.failures]).toEqual([undefined, []]);
    expect(asked(run, '/time_tracking_entries').map((query) => query.get('entered_on_start_date'))).toEqual([
      '0001-01-01',
    ]);
  });

  it('of the 30 days before the bookmark come out again, and those dated ahead: late ones and changes leave no sign', async () => {
    const harness = open({ sizes: { timeEntries: 0 } });
    const first = await harness.sync({ streams });
    harness.later(5 * DAY);
    const add = (enteredOn: string) => harness.sandbox.edit({ type: 'add-time-entry', task: 'task:0', enteredOn }).gid;
    const late = ['2026-10-21', '2026-11-25', '2027-01-04'].map(add);
    const lost = add('2026-10-20');
    const next = await harness.sync({ streams, state: first.states.at(-1) });
    expect(asked(next, '/time_tracking_entries').map((query) => query.get('entered_on_start_date'))).toEqual([
      '2026-10-21',
    ]);
    expect(gids(next, 'time_tracking_entries').sort()).toEqual([...late].sort());

    const full = await harness.sync({ selection: selectionOf(streams, makeFull), state: next.states.at(-1) });
    expect(gids(full, 'time_tracking_entries').sort()).toEqual([...late, lost].sort());
    expect(Object.values(partitions(full.states.at(-1), 'time_tracking_entries'))).toEqual([
      '2026-11-25T07:59:00.000Z',
    ]);
  });

  it('begin at start_date, which the days read once more do not pass', async () => {
    const harness = open();
    const config = { start_date: '2026-11-10' };
    const first = await harness.sync({ streams, config });
    harness.later(DAY);
    const next = await harness.sync({ streams, config, state: first.states.at(-1) });
    const later = await harness.sync({ streams, config: { start_date: '2027-01-01' }, state: first.states.at(-1) });
    const long = await harness.sync({ streams, config: { start_date: '2026-01-01' }, state: first.states.at(-1) });
    const starts = [first, next, later, long].flatMap((run) => asked(run, '/time_tracking_entries'));
    expect(starts.map((query) => query.get('entered_on_start_date'))).toEqual([
      '2026-11-10',
      '2026-11-10',
      '2026-10-21',
      '2026-10-21',
    ]);
  });

  it('are read whole after their table was closed: those of a project that was hidden then went with it', async () => {
    const harness = open({ serviceAccount: false });
    harness.sandbox.edit({ type: 'hide-project', project: 'project:0' });
    const selection = selectionOf(streams, makeFull);
    const run = await harness.sync({ selection, config: { emit_activate_version_messages: true } });
    expect(run.messages.filter(({ type }) => type === 'ACTIVATE_VERSION')).toHaveLength(1);
    harness.sandbox.edit({ type: 'share-project', project: 'project:0' });
    const next = await harness.sync({ streams, state: run.states.at(-1) });
    expect(gids(next, 'time_tracking_entries').sort()).toEqual(
      [...harness.sandbox.truth().time_tracking_entries].sort(),
    );
    expect(gids(next, 'time_tracking_entries').length).toBeGreaterThan(gids(run, 'time_tracking_entries').length);
  });

  it('that are too many for one list are read in shorter ones, each once', async () => {
    const harness = open({ truncateAfter: 15, sizes: { timeEntries: 90 } });
    const run = await harness.sync({ streams, config: { page_size: 5 } });
    expect([run.error, run.failures]).toEqual([undefined, []]);
    // Divided by what came, and not by the calendar, in which most days have nothing.
    expect(asked(run, '/time_tracking_entries').filter((query) => !query.has('offset')).length).toBeLessThan(20);
    expect(gids(run, 'time_tracking_entries').sort()).toEqual(
      [...harness.sandbox.truth().time_tracking_entries].sort(),
    );
    expect(Object.values(partitions(run.states.at(-1), 'time_tracking_entries'))).toEqual([BOOKMARK]);
  });

  it('that are too many in two days fail, and keep their bookmark', async () => {
    const harness = open({ truncateAfter: 15, sizes: { timeEntries: 0 } });
    for (let index = 0; index < 20; index++) {
      harness.sandbox.edit({ type: 'add-time-entry', task: 'task:0', enteredOn: '2026-11-01' });
    }
    const run = await harness.sync({ streams });
    expect(run.failures).toEqual([expect.stringMatching(/^time_tracking_entries: could not read workspace \d+\./)]);
    expect(Object.values(partitions(run.states.at(-1), 'time_tracking_entries'))).toEqual(['']);
  });

  it('name the plan they need where it is missing', async () => {
    const run = await open({ plan: 'free' }).sync({ streams });
    expect(run.failures).toEqual([]);
    expect(run.log).toMatch(
      /WARNING time_tracking_entries: not available in workspace .* It needs a plan with time tracking\./,
    );
  });
});

describe('the audit log', () => {
  const streams = ['audit_log_events'];

  it('keeps its bookmark where its table is closed, since it was read', async () => {
    const harness = open();
    const selection = selectionOf(streams, makeFull);
    const run = await harness.sync({ selection, config: { emit_activate_version_messages: true } });
    expect(run.messages.filter(({ type }) => type === 'ACTIVATE_VERSION')).toHaveLength(1);
    expect(Object.values(partitions(run.states.at(-1), 'audit_log_events'))).toEqual([BOOKMARK]);
  });

  it('is read to its first empty page, then from the bookmark on', async () => {
    const harness = open();
    const first = await harness.sync({ streams });
    expect(gids(first, 'audit_log_events')).toHaveLength(150);
    expect(asked(first, '/audit_log_events').map((query) => query.get('start_at'))).toEqual([null, null, null]);
    harness.later();
    const event = harness.sandbox.edit({ type: 'add-audit-event', event: 'user_login_succeeded' }).gid;
    harness.later();
    const next = await harness.sync({ streams, state: first.states.at(-1) });
    expect(gids(next, 'audit_log_events')).toEqual([event]);
    expect(asked(next, '/audit_log_events').map((query) => query.get('start_at'))).toEqual([BOOKMARK, BOOKMARK]);
  });

  it('goes on where a run was stopped', async () => {
    const harness = open({
      faults: [{ path: '/workspaces/*/audit_log_events', nth: 2, count: 1, fault: { type: 'status', status: 418 } }],
    });
    const first = await harness.sync({ streams });
    expect(first.failures).toHaveLength(1);
    const out = gids(first, 'audit_log_events');
    expect(out).toHaveLength(100);
    const last = first.records.get('audit_log_events')?.at(-1)?.['created_at'];
    const [place] = Object.values(partitions(first.states.at(-1), 'audit_log_events'));
    expect(Date.parse(String(place))).toBe(Date.parse(String(last)) - 60_000);

    const next = await harness.sync({ streams, state: first.states.at(-1) });
    expect(new Set([...out, ...gids(next, 'audit_log_events')]).size).toBe(150);
    expect(gids(next, 'audit_log_events').length).toBeLessThan(60);
  });

  it('begins again where it began, if it was stopped in a log that is out of order', async () => {
    const harness = open({
      faults: [{ path: '/workspaces/*/audit_log_events', nth: 2, count: 1, fault: { type: 'status', status: 418 } }],
    });
    const first = await harness.sync({ streams, fetch: date(0, '2026-11-20T07:30:00.000Z') });
    expect([first.failures.length, gids(first, 'audit_log_events').length]).toEqual([1, 100]);
    expect(Object.values(partitions(first.states.at(-1), 'audit_log_events'))).toEqual(['']);
    const next = await harness.sync({ streams, state: first.states.at(-1) });
    expect(gids(next, 'audit_log_events')).toHaveLength(150);
  });

  it.each([
    ['moves on along events of one moment', {}, '2026-11-20T08:04:00.000Z'],
    ['does not go back by a longer lookback', { config: { lookback_seconds: 600 } }, BOOKMARK],
    [
      'goes back no further than it was, in a log out of order',
      { fetch: date(0, '2026-11-20T08:06:00.000Z') },
      BOOKMARK,
    ],
  ])('was stopped behind a bookmark: it %s', async (_what, options, bookmark) => {
    const fault = { type: 'status', status: 418 } as const;
    const faults = [{ path: '/workspaces/*/audit_log_events', nth: 3, count: 1, fault }];
    const harness = open({ sizes: { auditEvents: 0 }, faults });
    const first = await harness.sync({ streams });
    harness.later(5 * 60_000);
    for (let index = 0; index < 101; index++)
      harness.sandbox.edit({ type: 'add-audit-event', event: 'user_login_succeeded' });
    const next = await harness.sync({ streams, state: first.states.at(-1), ...options });
    expect([next.failures.length, gids(next, 'audit_log_events').length]).toEqual([1, 100]);
    expect(Object.values(partitions(next.states.at(-1), 'audit_log_events'))).toEqual([bookmark]);
  });

  it('is no further read than its run is old, if it was stopped behind an event that came meanwhile', async () => {
    const harness = open({
      faults: [{ path: '/workspaces/*/audit_log_events', nth: 2, count: 1, fault: { type: 'status', status: 418 } }],
    });
    const first = await harness.sync({ streams, fetch: date(99, '2026-11-20T08:05:00.000Z') });
    expect(first.failures).toHaveLength(1);
    expect(Object.values(partitions(first.states.at(-1), 'audit_log_events'))).toEqual([BOOKMARK]);
  });

  it('is asked in organizations alone, and says what it needs', async () => {
    const harness = open({ serviceAccount: false, sizes: { workspaces: 2, organizations: 1 } });
    const run = await harness.sync({ streams });
    expect(asked(run, '/audit_log_events')).toHaveLength(1);
    expect(run.failures).toEqual([]);
    expect(run.log).toMatch(
      /WARNING audit_log_events: not available in .* It needs a service account of an organization/,
    );
  });
});
