import { expect, it } from 'vitest';
import { gids } from '../support/harness.ts';
import { answering, asked, placeOf, SmallWorld, selectionWith, stateOf } from './small-world.ts';

const ALONE = { include_assigned_tasks: false };
const OLD = '2026-11-20T09:00:00.000Z';
const legacy = { bookmarks: { tasks: { modified_at: OLD } } };

/** A project with a task in each of two workspaces, which an older tap has read up to `OLD`. */
function twoWorkspaces() {
  const world = new SmallWorld({ sizes: { workspaces: 2, projects: 2, users: 2 } });
  const before = world.task(1);
  world.later(2 * 3_600_000);
  return { world, before, after: world.task(1), first: world.gid('workspace'), second: world.gid('workspace', 1) };
}

it("an older tap's bookmark waits on through a run that lists no projects", async () => {
  const { world, after, first, second } = twoWorkspaces();
  const isSecond = ({ pathname, searchParams }: URL) =>
    pathname.endsWith('/projects') && searchParams.get('workspace') === second;
  const one = await world.next({ streams: ['tasks'], config: ALONE, state: legacy, fetch: answering(403, isSecond) });
  const two = await world.next({ streams: ['tags'], config: ALONE, state: stateOf(one) });
  expect(placeOf(two, 'tasks')['waiting']).toEqual({ [first]: '', [second]: OLD });
  const config = { ...ALONE, start_date: new Date(world.clock.now()).toISOString() };
  const three = await world.next({ streams: ['tasks'], config, state: stateOf(two) });
  expect(asked(three, world.gid('project', 1))).toEqual([
    `/tasks?project=${world.gid('project', 1)}&modified_since=${OLD}`,
  ]);
  expect(gids(three, 'tasks')).toEqual([after]);
});

it('it does not wait for a workspace whose rows a closed table has lost', async () => {
  const { world, before, after, first, second } = twoWorkspaces();
  const config = { ...ALONE, workspaces: [first] };
  const one = await world.next({ streams: ['tasks'], config, state: legacy });
  expect(placeOf(one, 'tasks')['waiting']).toEqual({ [first]: '', [second]: OLD });
  const two = await world.next({
    selection: selectionWith(['tasks'], { tasks: { '': { 'replication-method': 'FULL_TABLE' } } }),
    config: { ...ALONE, emit_activate_version_messages: true },
    state: stateOf(one),
    fetch: (send) => async (url, init) => {
      const answer = await send(url, init);
      if (!new URL(url).pathname.endsWith('/workspaces')) return answer;
      const body = (await answer.json()) as { data: unknown[] };
      return Response.json({ ...body, data: body.data.slice(0, 1) }, { headers: answer.headers });
    },
  });
  expect(two.messages.at(-2)).toMatchObject({ type: 'ACTIVATE_VERSION', stream: 'tasks' });
  // Said before the table is closed: a target may end in between.
  const closing = two.messages.findIndex(({ type }) => type === 'ACTIVATE_VERSION');
  expect(two.messages[closing - 1]).toMatchObject({ value: { bookmarks: { tasks: { waiting: { [second]: '' } } } } });
  const three = await world.next({ streams: ['tasks'], config: ALONE, state: stateOf(two) });
  expect(gids(three, 'tasks').sort()).toEqual([before, after].sort());
});
