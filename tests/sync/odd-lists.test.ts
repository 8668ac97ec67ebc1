import { describe, expect, it } from 'vitest';
import { mayHaveSubtasks } from '../../src/sync/tasks/has-subtasks.ts';
import type { Fetch } from '../support/fetch.ts';
import { gids } from '../support/harness.ts';
import { asked, logged, patchRows, placeOf, SmallWorld } from './small-world.ts';

describe('a row whose num_subtasks', () => {
  it.each([
    [0, false],
    ['0', false],
    [-1, false],
    [2, true],
    ['2', true],
    [null, true],
    [undefined, true],
    ['', true],
    ['many', true],
    [Number.NaN, true],
    [[], true],
  ])('is %o may have subtasks: %s', (num_subtasks, may) => {
    expect(mayHaveSubtasks({ num_subtasks })).toBe(may);
  });

  it('says nothing is asked below, so that no tree is lost', async () => {
    const world = new SmallWorld();
    const [parent, leaf] = [world.task(0), world.task(0)];
    const child = world.subtask(parent);
    const run = await world.next({ fetch: patchRows(/^\/api\/1\.0\/tasks$/, { num_subtasks: null }) });
    expect([run.failures, gids(run, 'subtasks')]).toEqual([[], [child]]);
    expect(run.requests.map(({ path }) => path)).toContain(`/api/1.0/tasks/${leaf}/subtasks`);
  });
});

it('asks for no sections of a project whose gid is none, though it is too large for one query', async () => {
  const fault = { type: 'status', status: 400, message: 'The result is too large.' } as const;
  const world = new SmallWorld({ faults: [{ path: '/tasks', fault }] });
  const run = await world.next({ fetch: patchRows(/^\/api\/1\.0\/projects$/, { gid: '../users' }) });
  expect(run.failures).toContainEqual(expect.stringMatching(/could not read project \.\.\/users\..*too large/));
  expect(run.requests.filter(({ path }) => path.includes('sections'))).toEqual([]);
});

it('names whatever a list hangs on whose gid is none, and asks for nothing with it', async () => {
  const world = new SmallWorld();
  const run = await world.next({
    streams: ['sections'],
    fetch: patchRows(/^\/api\/1\.0\/projects$/, { gid: '../users' }),
  });
  expect([run.error, run.failures]).toEqual([undefined, []]);
  expect(logged(run, 'WARNING')).toEqual([
    'WARNING sections: skipped project ../users. Its gid is none that Asana gives.',
  ]);
  expect(run.metrics.total('skipped_count', { stream: 'sections' })).toBe(1);
  expect(run.requests.map(({ path }) => path)).toEqual(['/api/1.0/workspaces', '/api/1.0/projects']);
});

describe.each([
  ['null', { data: null, next_page: null }],
  ['null beside an error', { data: null, errors: [{ message: 'odd' }] }],
  ['nothing beside an error', { data: [], errors: [{ message: 'odd' }] }],
  ['an object', { data: { gid: '1' } }],
  ['a text', { data: 'odd' }],
])('a list that is answered with %s', (_, body) => {
  const answering =
    (times: number) =>
    (fetch: Fetch): Fetch => {
      let left = times;
      return async (input, init) => {
        const answer = await fetch(input, init);
        if (!String(input).includes('/stories') || left === 0) return answer;
        left -= 1;
        return new Response(JSON.stringify(body), { status: 200, headers: answer.headers });
      };
    };

  it('is asked for again', async () => {
    const world = new SmallWorld();
    const story = world.story(world.task(0));
    const run = await world.next({ fetch: answering(5) });
    expect([run.failures, gids(run, 'stories')]).toEqual([[], [story]]);
  });

  it('fails at last, and comes in the next run', async () => {
    const world = new SmallWorld();
    const story = world.story(world.task(0));
    const failed = await world.next({ fetch: answering(6) });
    expect([failed.failures, gids(failed, 'stories')]).toEqual([[expect.stringContaining('was answered 200')], []]);
    const run = await world.next({});
    expect([run.failures, gids(run, 'stories')]).toEqual([[], [story]]);
  });
});

it.each(['workspaces', 'projects', 'tasks', 'goals', 'time_tracking_entries'])(
  'objects in the place of texts and numbers end nothing: %s',
  async (list) => {
    const world = new SmallWorld({ sizes: { goals: 1, tasks: 1, timeEntries: 1 } });
    world.task(0);
    const odd = { toString: 1, valueOf: 1 };
    const set = Object.fromEntries(
      ['gid', 'name', 'num_subtasks', 'entered_on', 'is_organization', 'custom_fields'].map((name) => [name, odd]),
    );
    const run = await world.next({
      streams: ['workspaces', 'projects', 'tasks', 'goals', 'time_tracking_entries', 'users'],
      config: { workspaces: list === 'workspaces' ? [] : [world.gid('workspace')] },
      fetch: patchRows(new RegExp(`/${list}$`), { ...set, custom_fields: [{ gid: odd }] }),
    });
    expect([run.error, run.failures]).toEqual([undefined, []]);
    expect(gids(run, 'users')).toHaveLength(list === 'workspaces' ? 0 : 1);
  },
);

it.each([/\/tasks$/, /\/subtasks$/])(
  'nothing is asked of a row without its gid, which fails nothing: %s',
  async (path) => {
    const world = new SmallWorld();
    const child = world.subtask(world.task(0));
    world.story(world.subtask(child));
    const run = await world.next({ fetch: patchRows(path, { gid: null }) });
    expect([run.error, run.failures]).toEqual([undefined, []]);
    expect(asked(run, '/tasks/').filter((request) => !/^\/tasks\/[0-9]+\//.test(request))).toEqual([]);
    expect(asked(run, child)).toEqual([]);
  },
);

it('a list that is too large, of a project without sections, fails its partition: nothing is cut off in silence', async () => {
  const world = new SmallWorld({ truncateAfter: 3 });
  for (let task = 0; task < 4; task += 1) world.task(0);
  const run = await world.next({
    streams: ['tasks'],
    config: { include_assigned_tasks: false, page_size: 2 },
    fetch: (fetch) => (url, init) =>
      url.includes('/sections') ? Promise.resolve(Response.json({ data: [] })) : fetch(url, init),
  });
  expect(run.failures).toEqual([expect.stringMatching(/could not read project .*too large/)]);
  expect(placeOf(run, 'tasks').partitions[world.gid('project')]).toBe('');
});
