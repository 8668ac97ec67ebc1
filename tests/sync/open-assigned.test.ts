import { describe, expect, it } from 'vitest';
import { asOf, EVERYTHING } from '../../src/sync/tasks/reading.ts';
import type { Fetch } from '../support/fetch.ts';
import { gids, type Outcome } from '../support/harness.ts';
import { placeOf, stateOf } from './small-world.ts';
import { sevenTasks, stopBefore, storiesOf } from './stopped.ts';

describe('an assigned list that leaves rows to a project that is gone on with behind them', () => {
  const ONE = { max_concurrent_requests: 1 };
  const HIDE = { type: 'hide-project', project: 'project:0' } as const;

  /** Stopped at ten inside the project, whose tasks are all assigned; the first of them has another story since. */
  async function stoppedInside() {
    const { world, tasks, project } = sevenTasks();
    for (const task of tasks) world.edit({ type: 'assign-task', task, assignee: 'user:0' });
    const zero = await world.next();
    for (const task of tasks) world.story(task);
    const one = await stopBefore(world, storiesOf(tasks[4]), { state: stateOf(zero), config: ONE });
    const bookmarkOf = (run: Outcome, stream: string, key = world.assigned()) => placeOf(run, stream).partitions[key];
    return { world, state: stateOf(one), late: world.story(tasks[0] as string), project, bookmarkOf };
  }

  it('promises no more of them than that project, which may be hidden then', async () => {
    const { world, state, late, project, bookmarkOf } = await stoppedInside();
    const two = await world.next({ state });
    expect(gids(two, 'stories')).not.toContain(late);
    expect(bookmarkOf(two, 'stories', project)).toBe('2026-11-20T09:59:00.000Z');
    expect(bookmarkOf(two, 'stories')).toBe('2026-11-20T09:59:00.000Z');
    expect(bookmarkOf(two, 'tasks')).toBe('2026-11-20T10:59:00.000Z');
    world.edit(HIDE);
    const three = await world.next({ state: stateOf(two) });
    expect(gids(three, 'stories')).toContain(late);
  });

  it('nor when it is stopped itself, and gone on with', async () => {
    const { world, state, late, bookmarkOf } = await stoppedInside();
    const loose = Array.from({ length: 3 }, () => world.assignedTask());
    for (const task of loose) world.story(task);
    const two = await stopBefore(world, storiesOf(loose[2]), { state, config: ONE });
    expect(placeOf(two, 'stories').open?.[world.assigned()]).toMatch(/^2026-11-20T10:00:00.000Z\|/);
    const three = await world.next({ state: stateOf(two) });
    expect(bookmarkOf(three, 'stories')).toBe('2026-11-20T09:59:00.000Z');
    world.edit(HIDE);
    const four = await world.next({ state: stateOf(three) });
    expect(gids(four, 'stories')).toContain(late);
  });

  it('nor less than it did before', async () => {
    const { world, state, late, project, bookmarkOf } = await stoppedInside();
    const refused = (fetch: Fetch) => (url: string, init: RequestInit) =>
      url.includes(`project=${project}`) ? Promise.resolve(new Response('{}', { status: 403 })) : fetch(url, init);
    const two = await world.next({ state, fetch: refused });
    expect(gids(two, 'stories')).toContain(late);
    expect(bookmarkOf(two, 'stories')).toBe('2026-11-20T10:59:00.000Z');
    const three = await world.next({ state: stateOf(two) });
    expect(bookmarkOf(three, 'stories', project)).toBe('2026-11-20T09:59:00.000Z');
    expect(bookmarkOf(three, 'stories')).toBe('2026-11-20T10:59:00.000Z');
  });
});

describe('asOf', () => {
  const at = (reading: { since: string; at: string | undefined }) =>
    asOf({ cut: EVERYTHING, below: EVERYTHING, after: undefined, ...reading }, '2026-11-20T10:00:00.000Z', NOW, 60).at;
  const NOW = '2026-11-20T12:00:00.000Z';

  it.each([
    ['when the other began', '2026-11-20T08:59:00.000Z', undefined, '2026-11-20T10:00:00.000Z'],
    ['that from the beginning', '', undefined, '2026-11-20T10:00:00.000Z'],
    ['what it promised before, if that is later', '2026-11-20T10:29:00.000Z', undefined, '2026-11-20T10:30:00.000Z'],
    ['its own start, if that is earlier', '', '2026-11-20T09:00:00.000Z', '2026-11-20T09:00:00.000Z'],
    ["never more than this run's start", '2026-11-20T11:59:30.000Z', undefined, NOW],
  ])('takes %s', (_, since, own, expected) => {
    expect(at({ since, at: own })).toBe(expected);
  });
});

describe('an assigned list that leaves rows to a project whose sweep is not due', () => {
  it('promises no sweep of them when it is stopped and gone on with: the project may be hidden then', async () => {
    const DAILY = { subtask_sweep_hours: 24, max_concurrent_requests: 1 };
    const { world, tasks, child } = sevenTasks();
    world.edit({ type: 'assign-task', task: tasks[0] as string, assignee: 'user:0' });
    const zero = await world.next({ config: { ...DAILY, include_assigned_tasks: false } });
    const late = world.story(child);
    const loose = Array.from({ length: 3 }, () => world.assignedTask());
    for (const task of loose) world.story(task);
    const one = await stopBefore(world, storiesOf(loose[2]), { state: stateOf(zero), config: DAILY });
    world.edit({ type: 'hide-project', project: 'project:0' });
    const two = await world.next({ state: stateOf(one), config: DAILY });
    world.later(24 * 3_600_000);
    const three = await world.next({ state: stateOf(two), config: DAILY });
    expect([...gids(two, 'stories'), ...gids(three, 'stories')]).toContain(late);
  });
});
