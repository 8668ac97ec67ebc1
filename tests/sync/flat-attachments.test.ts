import { expect, it } from 'vitest';
import { gids, Harness } from '../support/harness.ts';
import { patchRows, SmallWorld } from './small-world.ts';

const open = (more: object = {}) => new Harness({ plan: 'enterprise', ...more });
const streams = ['tasks', 'subtasks', 'stories', 'attachments'];

it('two streams of children come out of one walk: those of all tasks first, then those of changed ones', async () => {
  const harness = open({ sizes: { attachments: 40 } });
  const run = await harness.sync({ streams });
  const truth = harness.sandbox.truth();
  expect(gids(run, 'attachments').sort()).toEqual([...truth.attachments].sort());
  expect(gids(run, 'stories').sort()).toEqual([...truth.stories].sort());
  const tasks = truth.tasks.length;
  const asked = (path: RegExp, of = run) => of.requests.filter((request) => path.test(request.path)).length;
  expect(asked(/\/stories$/)).toBeGreaterThanOrEqual(tasks);

  harness.later();
  const task = harness.sandbox.world.gid('task', 0);
  const added = harness.sandbox.edit({ type: 'add-attachment', parent: 'task:0' }).gid;
  const changed = harness.sandbox.truth();
  harness.later();
  const next = await harness.sync({ streams, state: run.states.at(-1) });
  expect(gids(next, 'tasks')).toContain(task);
  expect(gids(next, 'attachments')).toContain(added);
  expect(new Set(gids(next, 'attachments')).size).toBe(gids(next, 'attachments').length);
  const all = new Set([...gids(run, 'attachments'), ...gids(next, 'attachments')]);
  expect([...all].sort()).toEqual([...changed.attachments].sort());
  const lists = next.requests.filter(({ query }) => query['parent'] === task);
  expect(lists).toHaveLength(1);
});

it('what one of them is refused does not hold up the other', async () => {
  const harness = open({
    faults: [{ path: '/attachments', count: 3, fault: { type: 'status', status: 403 } }],
  });
  const run = await harness.sync({ streams });
  expect([run.error, run.failures]).toEqual([undefined, []]);
  expect(gids(run, 'stories').sort()).toEqual([...harness.sandbox.truth().stories].sort());
  const next = await harness.sync({ streams, state: run.states.at(-1) });
  const all = new Set([...gids(run, 'attachments'), ...gids(next, 'attachments')]);
  expect([...all].sort()).toEqual([...harness.sandbox.truth().attachments].sort());
});

it('start_date cuts those of tasks and of projects alike', async () => {
  const harness = open();
  const start = '2026-06-01T00:00:00.000Z';
  const run = await harness.sync({ streams: ['attachments'], config: { start_date: start } });
  const dates = (run.records.get('attachments') ?? []).map((row) => String(row['created_at']));
  expect(dates.filter((date) => date < start)).toEqual([]);
});

it('start_date is the first moment whose attachments come, of tasks and of projects alike', async () => {
  const world = new SmallWorld({ plan: 'enterprise', sizes: { attachments: 0 } });
  const attach = (parent: string) => world.edit({ type: 'add-attachment', parent });
  const task = world.task(0);
  const parents = [task, 'project:0'];
  for (const parent of parents) attach(parent);
  const start = world.later(1);
  const first = parents.map(attach);
  world.later();
  const late = attach(task);
  const run = await world.next({ streams: ['attachments'], config: { start_date: start } });
  expect(gids(run, 'attachments').sort()).toEqual([...first, late].sort());
});

it.each([undefined, '2026-11-20T08:30:00Z'])(
  'what has no date comes, for nothing says that it is older (%s)',
  async (start) => {
    const world = new SmallWorld({ plan: 'enterprise', sizes: { attachments: 0 } });
    const task = world.task(0);
    const attached = [task, 'project:0'].map((parent) => world.edit({ type: 'add-attachment', parent }));
    world.later();
    const story = world.story(task);
    world.edit({ type: 'rename-task', task, name: 'new' });
    const run = await world.next({
      streams: ['stories', 'attachments'],
      config: start === undefined ? {} : { start_date: start },
      fetch: patchRows(/\/(stories|attachments)$/, { created_at: null }),
    });
    expect([gids(run, 'stories'), gids(run, 'attachments').sort()]).toEqual([[story], attached.sort()]);
  },
);

it('a start_date that is set later cuts none of a project that has come after its bookmark', async () => {
  const harness = open();
  const one = await harness.sync({ streams: ['attachments'] });
  harness.later();
  const added = ['task:0', 'project:0'].map((parent) => harness.sandbox.edit({ type: 'add-attachment', parent }).gid);
  const config = { start_date: harness.later() };
  const two = await harness.sync({ streams: ['attachments'], config, state: one.states.at(-1) });
  expect(gids(two, 'attachments')).toEqual(expect.arrayContaining(added));
});
