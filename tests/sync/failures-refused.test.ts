import { describe, expect, it } from 'vitest';
import type { FaultRule } from '../../src/sandbox/faults/rule.ts';
import { gids } from '../support/harness.ts';
import { asked, FAMILY, logged, placeOf, SmallWorld, stateOf } from './small-world.ts';

const REFUSALS = [402, 403, 404, 451];

const refuse = (path: string, status: number, more: Partial<FaultRule> = {}): FaultRule => ({
  path,
  ...more,
  fault: { type: 'status', status },
});

describe.each(REFUSALS)('%i on a list', (status) => {
  it('under a project skips that project: named in a warning, counted, its bookmark not moved, exit 0', async () => {
    const world = new SmallWorld({ sizes: { projects: 2 } });
    const refused = world.gid('project', 1);
    const faults = [refuse('/tasks', status, { query: { project: refused }, from: 7200 })];
    const again = new SmallWorld({ sizes: { projects: 2 }, faults });
    const tasks = [again.task(0), again.task(1)];
    const one = await again.next({ streams: ['tasks'] });
    for (const task of tasks) again.edit({ type: 'rename-task', task, name: 'new' });
    const two = await again.next({ streams: ['tasks'], state: stateOf(one) });
    expect([two.error, two.failures, gids(two, 'tasks')]).toEqual([undefined, [], [tasks[0]]]);
    expect(logged(two, 'WARNING')).toEqual([expect.stringContaining(`skipped project ${refused}.`)]);
    expect(two.metrics.total('skipped_count', { stream: 'tasks' })).toBe(1);
    expect(placeOf(two, 'tasks').partitions[refused]).toBe(placeOf(one, 'tasks').partitions[refused]);
    expect(placeOf(two, 'tasks').partitions[again.gid('project', 0)]).toBe('2026-11-20T09:59:00.000Z');
  });

  it('of sections skips the project for these alone', async () => {
    const world = new SmallWorld({
      sizes: { projects: 2 },
      faults: [refuse('/projects/*/sections', status, { nth: 1 })],
    });
    const task = world.task(0);
    const run = await world.next({ streams: ['sections', 'tasks'], config: { max_concurrent_requests: 1 } });
    expect([run.failures, gids(run, 'sections'), gids(run, 'tasks')]).toEqual([[], [world.gid('section', 1)], [task]]);
    expect(logged(run, 'WARNING')).toEqual([expect.stringContaining(`skipped project ${world.gid('project', 0)}.`)]);
  });

  it('of the members of a team, or the items of a portfolio, leaves these out, and the row comes', async () => {
    const sizes = { teams: 1, portfolios: 1, itemsPerPortfolio: 1 };
    const faults = [refuse('/users', status, { query: { team: '*' } }), refuse('/portfolios/*/items', status)];
    const world = new SmallWorld({ sizes, faults });
    const run = await world.next({ streams: ['teams', 'portfolios'] });
    expect(run.failures).toEqual([]);
    expect(run.records.get('teams')).toMatchObject([{ gid: world.gid('team'), users: null }]);
    expect(run.records.get('portfolios')).toMatchObject([{ gid: world.gid('portfolio'), portfolio_items: null }]);
    expect(logged(run, 'WARNING').sort()).toEqual([
      expect.stringContaining(`items of portfolios ${world.gid('portfolio')}`),
      expect.stringContaining(`members of teams ${world.gid('team')}`),
    ]);
  });

  it('of what is assigned to somebody skips these', async () => {
    const world = new SmallWorld({ sizes: { users: 2 } });
    const faults = [refuse('/tasks', status, { query: { assignee: world.gid('user', 0) } })];
    const again = new SmallWorld({ sizes: { users: 2 }, faults });
    const [, theirs] = [again.assignedTask(0), again.assignedTask(1)];
    const run = await again.next({ streams: ['tasks'] });
    expect([run.failures, gids(run, 'tasks')]).toEqual([[], [theirs]]);
    expect(logged(run, 'WARNING')).toEqual([
      expect.stringContaining(`assigned to user ${world.gid('user')} in workspace ${world.gid('workspace')}.`),
    ]);
    expect(placeOf(run, 'tasks').partitions[again.assigned(0)]).toBe('');
    expect(placeOf(run, 'tasks').partitions[again.assigned(1)]).not.toBe('');
  });
});

describe.each([402, 403, 451])("%i on a task's own list", (status) => {
  it('of stories is warned of, remembered, asked again in each run until it is granted; its partition completes', async () => {
    const faults = [refuse('/tasks/*/stories', status, { until: 3 * 3600 + 1800 })];
    const world = new SmallWorld({ faults });
    const task = world.task(0);
    const story = world.story(task);
    const one = await world.next();
    expect([one.error, one.failures]).toEqual([undefined, []]);
    expect(logged(one, 'WARNING')).toEqual([expect.stringContaining(`skipped stories of task ${task}.`)]);
    expect(one.metrics.total('skipped_count', { stream: 'stories' })).toBe(1);
    expect(placeOf(one, 'stories')).toMatchObject({
      partitions: { [world.gid('project')]: '2026-11-20T08:59:00.000Z' },
      refused: [task],
    });

    const two = await world.next({ state: stateOf(one) });
    expect(asked(two, '/stories')).toEqual([`/tasks/${task}/stories`]);
    expect(placeOf(two, 'stories').refused).toEqual([task]);

    world.later();
    const three = await world.next({ state: stateOf(two) });
    expect(gids(three, 'stories')).toEqual([story]);
    expect(placeOf(three, 'stories').refused).toEqual([]);
    const four = await world.next({ state: stateOf(three) });
    expect(asked(four, '/stories')).toEqual([]);
  });

  it('of subtasks likewise, with all that lies below it', async () => {
    const faults = [refuse('/tasks/*/subtasks', status, { until: 5400 })];
    const world = new SmallWorld({ faults });
    const task = world.task(0);
    const child = world.subtask(task);
    const leaf = world.subtask(child);
    const stories = [world.story(child), world.story(leaf)];
    const one = await world.next();
    expect([one.failures, gids(one, 'subtasks'), gids(one, 'stories')]).toEqual([[], [], []]);
    const two = await world.next({ state: stateOf(one) });
    expect([gids(two, 'subtasks'), gids(two, 'stories').sort()]).toEqual([[child, leaf], stories.sort()]);
    expect(placeOf(two, 'subtasks').refused).toEqual([]);
    const three = await world.next({ state: stateOf(two) });
    expect([...three.records.keys()]).toEqual([]);
  });
});

describe('refused tasks', () => {
  it('are remembered up to 1,000; beyond that their partition stays open', async () => {
    const world = new SmallWorld({ faults: [refuse('/tasks/*/stories', 403, { from: 7200 })] });
    const one = await world.next({ streams: ['stories'] });
    const task = world.task(0);
    const state = structuredClone(stateOf(one)) as { bookmarks: { stories: { refused: string[] } } };
    state.bookmarks.stories.refused = Array.from({ length: 1000 }, (_, index) => String(5_000 + index));
    world.later();
    const two = await world.next({ streams: ['stories'], state });
    expect(two.failures).toEqual([]);
    expect(placeOf(two, 'stories').refused).not.toContain(task);
    expect(placeOf(two, 'stories').partitions[world.gid('project')]).toBe('2026-11-20T08:59:00.000Z');
  });

  it.each([
    ['stories', 'subtasks'],
    ['subtasks', 'stories'],
  ])('of %s take nothing of %s from who has a task below them', async (before, _) => {
    const world = new SmallWorld({ faults: [refuse('/tasks/*/subtasks', 403, { count: 1 })] });
    const task = world.task(0);
    const child = world.edit({ type: 'add-task', parent: task, assignee: 'user:0' });
    const story = world.story(child);
    const one = await world.next({ streams: ['tasks', before], config: { include_assigned_tasks: false } });
    expect(placeOf(one, before).refused).toEqual([task]);
    // In no list any more, nor assigned to anybody.
    world.edit({ type: 'remove-from-project', task, project: 'project:0' });
    const two = await world.next({ state: stateOf(one) });
    expect([gids(two, 'subtasks'), gids(two, 'stories')]).toEqual([[child], [story]]);
  });

  it('that are gone meanwhile are forgotten', async () => {
    const world = new SmallWorld({ faults: [refuse('/tasks/*/stories', 403, { until: 5400 })] });
    const task = world.task(0);
    const one = await world.next({ streams: ['stories'] });
    world.edit({ type: 'delete-task', task });
    const two = await world.next({ streams: ['stories'], state: stateOf(one) });
    expect([two.failures, placeOf(two, 'stories').refused]).toEqual([[], []]);
  });

  it('never change the path of a request, whatever the state holds', async () => {
    const world = new SmallWorld();
    const one = await world.next({ streams: ['stories'] });
    const state = structuredClone(stateOf(one)) as { bookmarks: { stories: { refused: string[] } } };
    state.bookmarks.stories.refused = ['../../users/me?', '1/../2', ''];
    const two = await world.next({ streams: ['stories'], state });
    expect(asked(two).filter((request) => !/^\/(workspaces|users|projects|tasks)(\?|$)/.test(request))).toEqual([]);
  });
});

describe("404 on a task's own list", () => {
  it.each(['stories', 'subtasks'])('of %s means that it is gone: counted, done, no warning', async (stream) => {
    const world = new SmallWorld({ faults: [refuse(`/tasks/*/${stream}`, 404)] });
    world.subtask(world.task(0));
    const run = await world.next({ streams: ['tasks', stream] });
    expect([run.error, run.failures, logged(run, 'WARNING')]).toEqual([undefined, [], []]);
    expect(run.metrics.total('skipped_count', { stream })).toBeGreaterThan(0);
    expect(placeOf(run, stream).refused).toEqual([]);
    expect(placeOf(run, stream).partitions[world.gid('project')]).not.toBe('');
  });
});

describe("a refusal of a workspace's own list", () => {
  it.each([402, 403])(
    'ends that stream there with SCHEMA, no rows and a warning that says what it needs: %i',
    async (status) => {
      const sizes = { workspaces: 2, organizations: 1, users: 2, projects: 2, portfolios: 2, itemsPerPortfolio: 0 };
      const world = new SmallWorld({ sizes });
      const faults = [refuse('/portfolios', status, { query: { workspace: world.gid('workspace', 1) } })];
      const again = new SmallWorld({ sizes, faults });
      const run = await again.next({ streams: ['portfolios', 'projects'] });
      expect([run.error, run.failures]).toEqual([undefined, []]);
      expect(run.messages.filter(({ type }) => type === 'SCHEMA').map(({ stream }) => stream)).toContain('portfolios');
      expect(gids(run, 'portfolios')).toEqual([again.gid('portfolio', 0)]);
      expect(gids(run, 'projects')).toHaveLength(2);
      expect(logged(run, 'WARNING')).toEqual([
        expect.stringMatching(
          `WARNING portfolios: not available in workspace ${world.gid('workspace', 1)}\\..*It needs a plan with portfolios`,
        ),
      ]);
    },
  );

  it('that is the only one leaves SCHEMA, no rows, exit 0', async () => {
    const world = new SmallWorld({ plan: 'free', sizes: { portfolios: 1 } });
    const run = await world.next({ streams: ['portfolios'] });
    expect([run.error, run.failures]).toEqual([undefined, []]);
    expect(run.messages.map(({ type }) => type)).toEqual(['SCHEMA', 'STATE', 'STATE']);
  });
});

describe('403 that names scopes', () => {
  const scopes = (path: string): FaultRule => ({
    path,
    fault: { type: 'status', status: 403, message: 'The token lacks the following scopes: stories:read' },
  });

  it('anywhere ends the stream for the workspace: nothing more is asked for it there, one warning names it', async () => {
    const world = new SmallWorld({ sizes: { projects: 2 }, faults: [scopes('/tasks/*/stories')] });
    const tasks = [world.task(0), world.task(0), world.task(1)];
    const run = await world.next({ config: { max_concurrent_requests: 1 } });
    expect([run.error, run.failures]).toEqual([undefined, []]);
    expect(gids(run, 'tasks').sort()).toEqual(tasks.sort());
    expect(asked(run, '/stories').length).toBeLessThanOrEqual(2);
    expect(logged(run, 'WARNING')).toEqual([
      expect.stringMatching(/^WARNING stories: not available in workspace .*stories:read/),
    ]);
    expect(placeOf(run, 'stories').partitions[world.gid('project')]).toBe('');
    expect(placeOf(run, 'stories').refused).toEqual([]);
    expect(placeOf(run, 'tasks').partitions[world.gid('project')]).not.toBe('');
  });

  it('on the projects ends all that hangs on them, and the rest is read', async () => {
    const world = new SmallWorld({ sizes: { users: 2 }, faults: [scopes('/projects')] });
    const run = await world.next({ streams: ['users', ...FAMILY] });
    expect([run.error, run.failures, gids(run, 'users').length]).toEqual([undefined, [], 2]);
  });

  it('in the next run with the scope loses nothing', async () => {
    const world = new SmallWorld({ faults: [{ ...scopes('/tasks/*/stories'), until: 5400 }] });
    const story = world.story(world.task(0));
    const one = await world.next();
    const two = await world.next({ state: stateOf(one) });
    expect(gids(two, 'stories')).toEqual([story]);
  });
});
