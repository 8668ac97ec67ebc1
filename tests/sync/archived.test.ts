import { describe, expect, it } from 'vitest';
import { gids } from '../support/harness.ts';
import { asked, FAMILY, logged, SmallWorld, stateOf } from './small-world.ts';

const STREAMS = ['projects', 'sections', ...FAMILY];
const WITHOUT = { include_archived_projects: false, include_assigned_tasks: false };

/** Two projects with a task each. */
function twoProjects() {
  const world = new SmallWorld({ sizes: { projects: 2 } });
  const tasks = [world.task(0), world.task(1)];
  return { world, tasks, second: world.gid('project', 1) };
}

const below = (project: string) => [`/projects/${project}/sections`, `/tasks?project=${project}`];

describe('archived projects', () => {
  it('are read like others', async () => {
    const { world, second } = twoProjects();
    world.edit({ type: 'archive-project', project: 'project:1' });
    const one = await world.next({ streams: STREAMS, config: { include_assigned_tasks: false } });
    expect(asked(one, second)).toEqual(below(second));
    const two = await world.next({ streams: STREAMS, config: { include_assigned_tasks: false }, state: stateOf(one) });
    expect(asked(two, second)).toHaveLength(3);
  });
});

describe('include_archived_projects: false', () => {
  it('reads what is in a project once more after it was archived, then no more', async () => {
    const { world, tasks, second } = twoProjects();
    const one = await world.next({ streams: STREAMS, config: WITHOUT });
    world.edit({ type: 'rename-task', task: tasks[1] as string, name: 'the last thing done in it' });
    world.edit({ type: 'archive-project', project: 'project:1' });
    const two = await world.next({ streams: STREAMS, config: WITHOUT, state: stateOf(one) });
    expect(gids(two, 'tasks')).toEqual([tasks[1]]);
    expect(asked(two, second)).toHaveLength(3);
    const three = await world.next({ streams: STREAMS, config: WITHOUT, state: stateOf(two) });
    expect(asked(three, second)).toEqual([]);
  });

  it.each([1, 59, 61])('reads it no more where it was archived %i s before that run', async (seconds) => {
    const { world, second } = twoProjects();
    const one = await world.next({ streams: STREAMS, config: WITHOUT });
    // The next run begins an hour on.
    world.later(3_600_000 - seconds * 1000);
    world.edit({ type: 'archive-project', project: 'project:1' });
    world.later(seconds * 1000 - 3_600_000);
    const two = await world.next({ streams: STREAMS, config: WITHOUT, state: stateOf(one) });
    expect(asked(two, second)).toHaveLength(3);
    const three = await world.next({ streams: STREAMS, config: WITHOUT, state: stateOf(two) });
    expect(asked(three, second)).toEqual([]);
  });

  it('reads it once more also where lookback_seconds has been raised since the run before', async () => {
    const { world, tasks, second } = twoProjects();
    const one = await world.next({ streams: STREAMS, config: WITHOUT });
    world.later(600_000);
    world.edit({ type: 'rename-task', task: tasks[1] as string, name: 'the last thing done in it' });
    world.edit({ type: 'archive-project', project: 'project:1' });
    const config = { ...WITHOUT, lookback_seconds: 3600 };
    const two = await world.next({ streams: STREAMS, config, state: stateOf(one) });
    expect(gids(two, 'tasks')).toEqual([tasks[1]]);
    world.later();
    const three = await world.next({ streams: STREAMS, config, state: stateOf(two) });
    const four = await world.next({ streams: STREAMS, config, state: stateOf(three) });
    expect(asked(four, second)).toEqual([]);
  });

  it('reads lists without a bookmark once more too, by that of the project', async () => {
    const { world, second } = twoProjects();
    const streams = ['projects', 'sections'];
    const one = await world.next({ streams, config: WITHOUT });
    world.edit({ type: 'archive-project', project: 'project:1' });
    const two = await world.next({ streams, config: WITHOUT, state: stateOf(one) });
    expect(asked(two, second)).toHaveLength(1);
    const three = await world.next({ streams, config: WITHOUT, state: stateOf(two) });
    expect(asked(three, second)).toEqual([]);
  });

  it.each([
    ['sections', (second: string) => [`/projects/${second}/sections`]],
    ['project_custom_field_settings', () => []],
  ] as const)("reads it once more by an older tap's bookmark, be it for %s alone", async (stream, expected) => {
    const world = new SmallWorld({ sizes: { projects: 2, customFields: 1 } });
    const old = { modified_at: '2026-11-20T08:30:00.000000' };
    world.later();
    world.edit({ type: 'archive-project', project: 'project:1' });
    const state = { bookmarks: { tasks: old, projects: old } };
    const run = await world.next({ streams: [stream], config: WITHOUT, state });
    expect(asked(run, world.gid('project', 1))).toEqual(expected(world.gid('project', 1)));
    expect(gids(run, stream)).toHaveLength(2);
  });

  it('reads it once more where it was archived while the run before was reading', async () => {
    const { world, tasks, second } = twoProjects();
    const one = await world.next({
      streams: STREAMS,
      config: WITHOUT,
      fetch: (fetch) => async (url, init) => {
        const answer = await fetch(url, init);
        if (url.includes(`/tasks?project=${second}`)) {
          world.edit({ type: 'rename-task', task: tasks[1] as string, name: 'after it was read' });
          world.edit({ type: 'archive-project', project: 'project:1' });
        }
        return answer;
      },
    });
    const two = await world.next({ streams: STREAMS, config: WITHOUT, state: stateOf(one) });
    expect(gids(two, 'tasks')).toEqual([tasks[1]]);
    const three = await world.next({ streams: STREAMS, config: WITHOUT, state: stateOf(two) });
    expect(asked(three, second)).toEqual([]);
  });

  it('reads it once more where that was not complete the last time', async () => {
    const { world, tasks, second } = twoProjects();
    const one = await world.next({ streams: STREAMS, config: WITHOUT });
    world.edit({ type: 'rename-task', task: tasks[1] as string, name: 'the last thing done in it' });
    world.edit({ type: 'archive-project', project: 'project:1' });
    world.edit({ type: 'refuse-project', project: 'project:1' });
    const two = await world.next({ streams: STREAMS, config: WITHOUT, state: stateOf(one) });
    world.edit({ type: 'share-project', project: 'project:1' });
    const three = await world.next({ streams: STREAMS, config: WITHOUT, state: stateOf(two) });
    expect(gids(three, 'tasks')).toEqual([tasks[1]]);
    expect(asked(three, second)).toHaveLength(3);
  });

  it('does not begin one that was never read', async () => {
    const { world, tasks, second } = twoProjects();
    world.edit({ type: 'archive-project', project: 'project:1' });
    const one = await world.next({ streams: STREAMS, config: WITHOUT });
    expect(gids(one, 'tasks')).toEqual([tasks[0]]);
    expect(asked(one, second)).toEqual([]);
    const two = await world.next({ streams: STREAMS, config: WITHOUT, state: stateOf(one) });
    expect(asked(two, second)).toEqual([]);
  });

  it('always writes its own row', async () => {
    const { world, second } = twoProjects();
    const one = await world.next({ streams: STREAMS, config: WITHOUT });
    world.edit({ type: 'archive-project', project: 'project:1' });
    const two = await world.next({ streams: STREAMS, config: WITHOUT, state: stateOf(one) });
    expect(two.records.get('projects')).toMatchObject([{ gid: second, archived: true }]);
    world.edit({ type: 'rename-project', project: 'project:1', name: 'renamed in the archive' });
    const three = await world.next({ streams: STREAMS, config: WITHOUT, state: stateOf(two) });
    expect(three.records.get('projects')).toMatchObject([{ gid: second, name: 'renamed in the archive' }]);
  });

  it('goes on where it was when a project is taken out of the archive', async () => {
    const { world, tasks } = twoProjects();
    const one = await world.next({ streams: STREAMS, config: WITHOUT });
    world.edit({ type: 'archive-project', project: 'project:1' });
    const two = await world.next({ streams: STREAMS, config: WITHOUT, state: stateOf(one) });
    world.edit({ type: 'rename-task', task: tasks[1] as string, name: 'in the archive' });
    const three = await world.next({ streams: STREAMS, config: WITHOUT, state: stateOf(two) });
    expect(gids(three, 'tasks')).toEqual([]);
    world.edit({ type: 'unarchive-project', project: 'project:1' });
    const four = await world.next({ streams: STREAMS, config: WITHOUT, state: stateOf(three) });
    expect(gids(four, 'tasks')).toEqual([tasks[1]]);
    expect(logged(four, 'WARNING')).toEqual([]);
  });

  it('leaves its tasks out of assigned lists too, unless they are in another project', async () => {
    const { world } = twoProjects();
    world.edit({ type: 'archive-project', project: 'project:1' });
    world.edit({ type: 'add-task', projects: ['project:1'], assignee: 'user:0' });
    const both = world.edit({ type: 'add-task', projects: ['project:0', 'project:1'], assignee: 'user:0' });
    const loose = world.assignedTask();
    const run = await world.next({ streams: ['tasks'], config: { include_archived_projects: false } });
    expect(gids(run, 'tasks').sort()).toEqual([world.gid('task', 0), both, loose].sort());
  });
});
