import { describe, expect, it } from 'vitest';
import { FatalError } from '../../src/errors.ts';
import type { Fault } from '../../src/sandbox/faults/rule.ts';
import { gids } from '../support/harness.ts';
import { asked, logged, placeOf, SmallWorld, stateOf } from './small-world.ts';

const ALONE = { include_assigned_tasks: false };
const EXPIRED: Fault = { type: 'expired-offset' };

describe("400 'pagination token has expired'", () => {
  it('has the list read again from its start, and writes nothing twice', async () => {
    const world = new SmallWorld({ faults: [{ path: '/tasks', nth: 3, fault: EXPIRED }] });
    const tasks = Array.from({ length: 9 }, () => world.task(0));
    const run = await world.next({ streams: ['tasks'], config: { ...ALONE, page_size: 2 } });
    expect([gids(run, 'tasks'), run.failures]).toEqual([tasks, []]);
    // Three pages, then five.
    expect(asked(run, '/tasks?')).toHaveLength(3 + 5);
  });

  it('is the same for a list that is flat, and for one below a task', async () => {
    const faults = [
      { path: '/tags', nth: 2, fault: EXPIRED },
      { path: '/tasks/*/stories', nth: 2, fault: EXPIRED },
    ];
    const world = new SmallWorld({ sizes: { tags: 3 }, faults });
    const task = world.task(0);
    const stories = [world.story(task), world.story(task), world.story(task)];
    const run = await world.next({ streams: ['tags', 'stories'], config: { ...ALONE, page_size: 2 } });
    expect([gids(run, 'stories'), gids(run, 'tags').length, run.failures]).toEqual([stories, 3, []]);
  });

  it('that really comes of waiting: a reader that stalls for an hour loses nothing', async () => {
    const world = new SmallWorld();
    const tasks = Array.from({ length: 300 }, () => world.task(0));
    let stalls = 1;
    const run = await world.next({
      streams: ['tasks'],
      config: { ...ALONE, page_size: 50 },
      reader: () => {
        if (stalls === 0) return Promise.resolve();
        stalls -= 1;
        return new Promise((resolve) => world.clock.after(3_600_000, resolve));
      },
    });
    expect([run.error, run.failures]).toEqual([undefined, []]);
    expect(run.requests.some(({ status }) => status === 400)).toBe(true);
    expect(gids(run, 'tasks')).toEqual(tasks);
  });

  it('is answered by three new starts, after which the partition fails and the others go on', async () => {
    const world = new SmallWorld({ sizes: { projects: 2 } });
    const query = { project: world.gid('project', 0), offset: '*' };
    const again = new SmallWorld({ sizes: { projects: 2 }, faults: [{ path: '/tasks', query, fault: EXPIRED }] });
    for (let task = 0; task < 3; task += 1) again.task(0);
    const other = again.task(1);
    const one = await again.next({ streams: ['tasks'], config: { ...ALONE, page_size: 2 } });
    expect(one.failures).toEqual([
      expect.stringMatching(`could not read project ${query.project}.*begun again 3 times`),
    ]);
    expect(gids(one, 'tasks')).toContain(other);
    expect(new Set(gids(one, 'tasks')).size).toBe(gids(one, 'tasks').length);
    expect(asked(one, query.project)).toHaveLength(2 * 4);
    expect(placeOf(one, 'tasks').partitions).toEqual({
      [query.project]: '',
      [world.gid('project', 1)]: '2026-11-20T08:59:00.000Z',
    });
  });
});

describe('a list that goes wrong', () => {
  it('by leading back to a page it has been on ends, and fails its partition', async () => {
    const world = new SmallWorld({ faults: [{ path: '/tasks', fault: { type: 'repeat-page' } }] });
    for (let task = 0; task < 5; task += 1) world.task(0);
    const run = await world.next({ streams: ['tasks'], config: { ...ALONE, page_size: 2 } });
    expect(run.failures).toEqual([expect.stringContaining('repeats a page offset')]);
    expect(run.requests.length).toBeLessThan(20);
    expect(new Set(gids(run, 'tasks')).size).toBe(gids(run, 'tasks').length);
  });

  it('by an empty page goes on: next_page alone ends a list', async () => {
    const world = new SmallWorld({ faults: [{ path: '/tasks', nth: 1, fault: { type: 'empty-page' } }] });
    const tasks = [world.task(0), world.task(0), world.task(0)];
    const run = await world.next({ streams: ['tasks'], config: { ...ALONE, page_size: 2 } });
    expect([gids(run, 'tasks'), run.failures]).toEqual([tasks, []]);
  });
});

describe('anything else', () => {
  it.each([400, 405, 406, 410, 418, 422])('fails that partition, and the others go on: %i', async (status) => {
    const world = new SmallWorld({ sizes: { projects: 2 } });
    const query = { project: world.gid('project', 0) };
    const fault: Fault = { type: 'status', status, message: 'Something nobody foresaw' };
    const again = new SmallWorld({ sizes: { projects: 2 }, faults: [{ path: '/tasks', query, from: 7200, fault }] });
    const tasks = [again.task(0), again.task(1)];
    const one = await again.next({ streams: ['tasks'] });
    for (const task of tasks) again.edit({ type: 'rename-task', task, name: 'new' });
    const two = await again.next({ streams: ['tasks'], state: stateOf(one) });
    expect([two.error, gids(two, 'tasks')]).toEqual([undefined, [tasks[1]]]);
    expect(two.failures).toEqual([
      expect.stringMatching(`project ${query.project}.*${status}: Something nobody foresaw`),
    ]);
    expect(logged(two, 'ERROR')).toEqual([`ERROR ${two.failures[0]}`]);
    expect(placeOf(two, 'tasks').partitions[query.project]).toBe('2026-11-20T08:59:00.000Z');
  });

  it('is listed, each of it, in the order it came up', async () => {
    const faults = [{ path: '/tasks/*/stories', fault: { type: 'status', status: 418 } as const }];
    const world = new SmallWorld({ faults });
    const tasks = [world.task(0), world.task(0), world.task(0)];
    const run = await world.next({ config: { ...ALONE, max_concurrent_requests: 1 } });
    expect(run.failures).toEqual(tasks.map((task) => expect.stringContaining(`stories of task ${task}`)));
  });

  it('in the list of workspaces ends the run, with its own words: everything else hangs on it', async () => {
    const world = new SmallWorld({ faults: [{ path: '/workspaces', fault: { type: 'status', status: 418 } }] });
    const run = await world.next();
    expect(String(run.error)).toMatch(
      /The list of workspaces could not be read.* GET \/workspaces\S* was answered 418/,
    );
    expect(run.messages.at(-1)).toMatchObject({ type: 'STATE' });
  });

  it('on the way to the list of workspaces ends the run with what went wrong there', async () => {
    const failed = new TypeError('fetch failed', { cause: new Error('getaddrinfo ENOTFOUND app.test') });
    const run = await new SmallWorld().next({ fetch: () => () => Promise.reject(failed) });
    expect(run.error).toBeInstanceOf(FatalError);
    expect(String(run.error)).toMatch(
      /could not be read.* failed: fetch failed \(getaddrinfo ENOTFOUND app\.test\)\.$/,
    );
  });

  it.each([
    [404, 'Not Found', /was answered 404: Not Found\. Is api_url right\?$/],
    [403, 'Not for you', /Not for you\. The token lacks the permission, or api_url is not right\.$/],
    [403, 'Missing scopes: workspaces:read', /workspaces:read\. The token lacks the scope it names\.$/],
    [302, 'Moved', /was answered 302: Moved\. Is api_url right\?$/],
  ])(
    '%i (%s) of the list of workspaces is no want of a plan, which no account is without',
    async (status, message, end) => {
      const run = await new SmallWorld({
        faults: [{ path: '/workspaces', fault: { type: 'status', status, message } }],
      }).next();
      expect(run.error).toBeInstanceOf(FatalError);
      expect(String(run.error)).toMatch(end);
      expect(String(run.error) + run.log).not.toMatch(/plan/);
    },
  );

  it('401 of the list of workspaces to a token that works is no workspace without a gid', async () => {
    const run = await new SmallWorld({
      faults: [{ path: '/workspaces', fault: { type: 'status', status: 401 } }],
    }).next();
    expect(String(run.error)).toMatch(/was answered 401.* The token works, but not for this\.$/);
    expect(logged(run, 'WARNING')).toEqual([]);
  });

  it('in the list of projects fails all that hangs on them, and the bookmarks stay', async () => {
    const faults = [{ path: '/projects', from: 7200, fault: { type: 'status', status: 418 } as const }];
    const world = new SmallWorld({ faults });
    const loose = world.assignedTask();
    const one = await world.next({ streams: ['tasks', 'projects'] });
    world.edit({ type: 'rename-task', task: loose, name: 'new' });
    const two = await world.next({ streams: ['tasks', 'projects'], state: stateOf(one) });
    expect(two.failures).toHaveLength(1);
    expect(gids(two, 'tasks')).toEqual([loose]);
    const project = world.gid('project');
    expect(placeOf(two, 'tasks').partitions[project]).toBe(placeOf(one, 'tasks').partitions[project]);
    expect(placeOf(two, 'projects').partitions[project]).toBe(placeOf(one, 'projects').partitions[project]);
  });
});
