import { describe, expect, it } from 'vitest';
import { FatalError } from '../../src/errors.ts';
import { gids } from '../support/harness.ts';
import { asked, logged, SmallWorld, stateOf } from './small-world.ts';

/** Two workspaces with two projects each, a task in each project. */
function twoWorkspaces() {
  const world = new SmallWorld({ sizes: { workspaces: 2, organizations: 1, users: 2, projects: 4, tags: 2 } });
  const tasks = [0, 1, 2, 3].map((project) => world.task(project));
  return { world, tasks };
}

const STREAMS = ['workspaces', 'users', 'tags', 'projects', 'sections', 'tasks'];

describe('workspaces', () => {
  it('are all read unless some are named', async () => {
    const { world, tasks } = twoWorkspaces();
    const run = await world.next({ streams: STREAMS });
    expect(gids(run, 'workspaces')).toHaveLength(2);
    expect(gids(run, 'tasks').sort()).toEqual(tasks.sort());
  });

  it('that are not named are left out, with all below them and their own rows', async () => {
    const { world, tasks } = twoWorkspaces();
    const only = world.gid('workspace', 1);
    const run = await world.next({ streams: STREAMS, config: { workspaces: [only] } });
    expect(gids(run, 'workspaces')).toEqual([only]);
    expect(gids(run, 'tasks').sort()).toEqual([tasks[1], tasks[3]].sort());
    expect(gids(run, 'tags')).toEqual([world.gid('tag', 1)]);
    expect(asked(run, world.gid('workspace', 0))).toEqual([]);
  });

  it('that are out of reach are named in a warning, and the others read', async () => {
    const { world } = twoWorkspaces();
    const run = await world.next({ streams: STREAMS, config: { workspaces: ['4711', world.gid('workspace', 0)] } });
    expect(run.error).toBeUndefined();
    expect(logged(run, 'WARNING')).toEqual([expect.stringContaining('does not reach workspace 4711')]);
    expect(gids(run, 'workspaces')).toEqual([world.gid('workspace', 0)]);
  });

  it('are not warned of where all that are named are read', async () => {
    const { world } = twoWorkspaces();
    const workspaces = [0, 1].map((at) => world.gid('workspace', at));
    const run = await world.next({ streams: STREAMS, config: { workspaces } });
    expect([gids(run, 'workspaces').length, logged(run, 'WARNING')]).toEqual([2, []]);
  });

  it('fail the run where none of them is reachable', async () => {
    const { world } = twoWorkspaces();
    const run = await world.next({ streams: STREAMS, config: { workspaces: ['4711', '4712'] } });
    expect(run.error).toBeInstanceOf(FatalError);
    expect(String(run.error)).toContain('None of the configured workspaces is reachable');
    expect(run.messages.at(-1)).toMatchObject({ type: 'STATE' });
    expect([...run.records.keys()]).toEqual([]);
  });

  it('fail the run where each of them has blocked the app, and keep their bookmarks', async () => {
    const { world, tasks } = twoWorkspaces();
    const config = { workspaces: [world.gid('workspace', 1)] };
    const one = await world.next({ streams: STREAMS, config });
    world.edit({ type: 'rename-task', task: tasks[1] as string, name: 'while blocked' });
    const two = await world.next({
      streams: STREAMS,
      config,
      state: stateOf(one),
      fetch: (fetch) => (url, init) => {
        if (url.includes('/projects?')) world.edit({ type: 'block-workspace', workspace: 'workspace:1' });
        return fetch(url, init);
      },
    });
    expect(two.error).toBeInstanceOf(FatalError);
    expect(String(two.error)).toMatch(/None of the configured workspaces is reachable.*blocked this app/);
    world.edit({ type: 'unblock-workspace', workspace: 'workspace:1' });
    const three = await world.next({ streams: STREAMS, config, state: stateOf(two) });
    expect([three.error, gids(three, 'tasks')]).toEqual([undefined, [tasks[1]]]);
  });
});

describe('projects', () => {
  it('limit what lies below a project, and nothing else', async () => {
    const { world, tasks } = twoWorkspaces();
    const config = { projects: [world.gid('project', 2), world.gid('project', 3)] };
    const run = await world.next({ streams: STREAMS, config });
    expect(gids(run, 'tasks').sort()).toEqual([tasks[2], tasks[3]].sort());
    expect(gids(run, 'sections')).toHaveLength(2);
    expect([gids(run, 'projects').length, gids(run, 'users').length, gids(run, 'tags').length]).toEqual([4, 2, 2]);
    expect(asked(run, world.gid('project', 0))).toEqual([]);
  });

  it('that are out of reach are named in a warning, and the others read', async () => {
    const { world, tasks } = twoWorkspaces();
    const config = { projects: ['4711', world.gid('project', 2)] };
    const run = await world.next({ streams: STREAMS, config });
    expect(logged(run, 'WARNING')).toEqual([expect.stringContaining('does not reach project 4711')]);
    expect(gids(run, 'tasks')).toEqual([tasks[2]]);
  });

  it('fail the run where none of them is reachable', async () => {
    const { world } = twoWorkspaces();
    const run = await world.next({ streams: STREAMS, config: { projects: ['4711'] } });
    expect(run.error).toBeInstanceOf(FatalError);
    expect(String(run.error)).toContain('None of the configured projects is reachable');
    expect(run.messages.at(-1)).toMatchObject({ type: 'STATE' });
  });

  it('are not said to be out of reach where their list failed: that is the reason, and the rest is read', async () => {
    const faults = [{ path: '/projects', fault: { type: 'status', status: 503 } } as const];
    const world = new SmallWorld({ sizes: { teams: 1 }, faults });
    const config = { projects: [world.gid('project')] };
    const run = await world.next({ streams: ['tasks', 'team_memberships'], config });
    expect([run.error, run.failures]).toEqual([undefined, [expect.stringMatching(/could not read workspace.*503/)]]);
    expect(logged(run, 'WARNING').join()).toContain(`project ${config.projects[0]} is in no list that could be read`);
    expect(gids(run, 'team_memberships')).not.toEqual([]);
  });

  it('fail the run where their list is refused', async () => {
    const world = new SmallWorld({ faults: [{ path: '/projects', fault: { type: 'status', status: 403 } }] });
    const run = await world.next({ streams: ['tasks'], config: { projects: [world.gid('project')] } });
    expect(String(run.error)).toContain('None of the configured projects is reachable');
  });

  it('are not missed where nothing that is selected hangs on projects', async () => {
    const { world } = twoWorkspaces();
    const run = await world.next({ streams: ['users'], config: { projects: ['4711'] } });
    expect([run.error, logged(run, 'WARNING')]).toEqual([undefined, []]);
  });

  it('keep the bookmarks of those they leave out, which go on when they are read again', async () => {
    const { world, tasks } = twoWorkspaces();
    const config = { include_assigned_tasks: false };
    const one = await world.next({ streams: ['tasks'], config });
    world.edit({ type: 'rename-task', task: tasks[0] as string, name: 'meanwhile' });
    const two = await world.next({
      streams: ['tasks'],
      config: { ...config, projects: [world.gid('project', 3)] },
      state: stateOf(one),
    });
    expect(gids(two, 'tasks')).toEqual([]);
    const three = await world.next({ streams: ['tasks'], config, state: stateOf(two) });
    expect(gids(three, 'tasks')).toEqual([tasks[0]]);
  });
});

describe('a token that reaches no workspace', () => {
  it('ends well, with a warning', async () => {
    const world = new SmallWorld();
    world.edit({ type: 'block-workspace', workspace: 'workspace:0' });
    const run = await world.next({ streams: STREAMS });
    expect([run.error, run.failures]).toEqual([undefined, []]);
    expect(logged(run, 'WARNING')).toEqual([expect.stringContaining('reaches no workspace')]);
  });
});
