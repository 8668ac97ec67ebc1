import { describe, expect, it } from 'vitest';
import { AuthError } from '../../src/errors.ts';
import type { FaultRule } from '../../src/sandbox/faults/rule.ts';
import { gids } from '../support/harness.ts';
import { asked, logged, placeOf, SmallWorld, stateOf } from './small-world.ts';

const ALONE = { include_assigned_tasks: false };

describe('400 too many results', () => {
  /** Asana ends lists of more than so many rows with a 400. Two tasks in each of two sections, with a story. */
  function large(truncateAfter: number, faults: readonly FaultRule[] = []) {
    const world = new SmallWorld({ truncateAfter, faults });
    world.edit({ type: 'add-section', project: 'project:0' });
    const tasks = Array.from({ length: 4 }, () => world.task(0));
    for (const task of tasks.slice(2)) {
      world.edit({ type: 'add-to-project', task, project: 'project:0', section: 'section:1' });
    }
    for (const task of tasks) world.story(task);
    return { world, tasks };
  }

  it('has a project read by its sections, each task once, and its partition completes', async () => {
    const { world, tasks } = large(3);
    const one = await world.next({ config: { ...ALONE, page_size: 2 } });
    expect([one.error, one.failures]).toEqual([undefined, []]);
    expect(gids(one, 'tasks').sort()).toEqual(tasks.sort());
    expect(gids(one, 'stories')).toHaveLength(4);
    expect(asked(one, '/tasks?section').sort()).toEqual(
      [0, 1].map((section) => `/tasks?section=${world.gid('section', section)}`),
    );
    expect(placeOf(one, 'tasks').partitions[world.gid('project')]).toBe('2026-11-20T08:59:00.000Z');

    world.edit({ type: 'rename-task', task: tasks[0] as string, name: 'new' });
    const two = await world.next({ config: { ...ALONE, page_size: 2 }, state: stateOf(one) });
    expect([gids(two, 'tasks'), two.failures]).toEqual([[tasks[0]], []]);
  });

  it('fails the partition where a section is too large as well: nothing is cut off in silence', async () => {
    const { world } = large(1);
    const run = await world.next({ streams: ['tasks'], config: { ...ALONE, page_size: 2 } });
    expect(run.failures).toEqual([expect.stringMatching(`could not read project ${world.gid('project')}.*too large`)]);
    expect(placeOf(run, 'tasks').partitions[world.gid('project')]).toBe('');
  });

  it.each([
    ['refused', 403, 'You do not have access.'],
    ['refused for a scope that only sections need', 403, 'Missing scope: project_sections:read'],
    ['not part of the plan', 402, 'Payment Required'],
  ])('fails the partition, and that alone, where the sections are %s', async (_name, status, message) => {
    const { world } = large(3, [{ path: '/projects/*/sections', fault: { type: 'status', status, message } }]);
    world.edit({ type: 'add-project' });
    const other = world.task(1);
    const run = await world.next({ streams: ['tasks'], config: { ...ALONE, page_size: 2 } });
    expect(run.failures).toEqual([
      expect.stringMatching(`could not read project ${world.gid('project')}.*sections.*${status}: ${message}`),
    ]);
    expect(gids(run, 'tasks')).toContain(other);
    expect(placeOf(run, 'tasks').partitions[world.gid('project')]).toBe('');
    expect(placeOf(run, 'tasks').partitions[world.gid('project', 1)]).not.toBe('');
  });

  it('passes over a project that is gone by the time it would be split', async () => {
    const { world } = large(3, [{ path: '/projects/*/sections', fault: { type: 'status', status: 404 } }]);
    const run = await world.next({ streams: ['tasks'], config: { ...ALONE, page_size: 2 } });
    expect([run.failures, run.error]).toEqual([[], undefined]);
    expect(placeOf(run, 'tasks').partitions[world.gid('project')]).toBe('');
  });

  it('fails the partition where the list cannot be split', async () => {
    const { world, tasks } = large(3);
    const other = world.task(0);
    for (let story = 0; story < 4; story += 1) world.story(other);
    const run = await world.next({ config: { ...ALONE, page_size: 2 } });
    expect(run.failures).toEqual([expect.stringContaining(`stories of task ${other}`)]);
    expect(gids(run, 'stories')).toEqual(expect.arrayContaining([world.gid('story', 0)]));
    expect(gids(run, 'tasks').sort()).toEqual([...tasks, other].sort());
    expect(placeOf(run, 'stories').partitions[world.gid('project')]).toBe('');
    expect(placeOf(run, 'tasks').partitions[world.gid('project')]).not.toBe('');
  });

  it('asks for nothing but the gids of the sections, and counts that for the stream whose list it is', async () => {
    const { world } = large(3);
    const run = await world.next({ streams: ['stories'], config: { ...ALONE, page_size: 2 } });
    const sections = run.requests.filter(({ path }) => path.endsWith('/sections'));
    expect(sections.map(({ query }) => query)).toEqual([{ limit: '2', opt_fields: 'gid' }]);
    const tags = { endpoint: '/projects/{parent}/sections' };
    expect([
      run.metrics.total('http_request_count', tags),
      run.metrics.total('http_request_count', { ...tags, stream: 'stories' }),
    ]).toEqual([1, 1]);
  });

  it('fails the partition where a section has no gid: what is in it would be missing', async () => {
    const { world, tasks } = large(3);
    const run = await world.next({
      streams: ['tasks'],
      config: { ...ALONE, page_size: 2 },
      fetch: (fetch) => async (url, init) => {
        const answer = await fetch(url, init);
        if (!url.includes('/sections')) return answer;
        const { data } = (await answer.json()) as { data: object[] };
        return Response.json({ data: [data[0], { name: 'Doing' }] });
      },
    });
    expect(run.failures).toEqual([expect.stringMatching(`could not read project ${world.gid('project')}.*too large`)]);
    expect(tasks.length).toBeGreaterThan(gids(run, 'tasks').length);
    expect(placeOf(run, 'tasks').partitions[world.gid('project')]).toBe('');
  });

  it('passes over the workspace where it blocks the app while the project is split', async () => {
    const { world } = large(3, [{ path: '/projects/*/sections', fault: { type: 'status', status: 401 } }]);
    const run = await world.next({ streams: ['tasks'], config: { ...ALONE, page_size: 2 } });
    expect([run.error, run.failures]).toEqual([undefined, []]);
    expect(logged(run, 'WARNING')).toEqual([
      expect.stringMatching(`Workspace ${world.gid('workspace')} is skipped: it has blocked this app`),
    ]);
    expect(placeOf(run, 'tasks').partitions[world.gid('project')]).toBe('');
  });

  it('ends the run where the token dies while the project is split', async () => {
    const dies = ['/projects/*/sections', '/users/me'].map(
      (path) => ({ path, fault: { type: 'status', status: 401 } }) as const,
    );
    const { world } = large(3, dies);
    const run = await world.next({ streams: ['tasks'], config: { ...ALONE, page_size: 2 } });
    expect([run.error, run.failures]).toEqual([expect.any(AuthError), []]);
  });
});
