import { describe, expect, it } from 'vitest';
import { AuthError } from '../../src/errors.ts';
import { gids } from '../support/harness.ts';
import { asked, logged, placeOf, SmallWorld, stateOf } from './small-world.ts';

const OAUTH = {
  access_token: undefined,
  client_id: 'sandbox-client',
  client_secret: 'sandbox-secret',
  refresh_token: 'sandbox-refresh',
};
const tokenRequests = (world: SmallWorld) => world.sandbox.requests.filter(({ method }) => method === 'POST').length;

describe('401 to a personal access token', () => {
  it('ends the run: the token does not work', async () => {
    const world = new SmallWorld();
    world.sandbox.revoke('sandbox-token');
    const run = await world.next();
    expect(run.error).toBeInstanceOf(AuthError);
    expect(String(run.error)).toContain('401');
    expect(String(run.error)).not.toContain('sandbox-token');
    expect(run.messages.at(-1)).toMatchObject({ type: 'STATE' });
    expect(asked(run)).toEqual(['/workspaces', '/users/me']);
  });

  it('in the middle of a run ends it with what is safe by then, and nothing is lost', async () => {
    const world = new SmallWorld();
    const stories = Array.from({ length: 5 }, () => world.story(world.task(0)));
    const one = await world.next({
      config: { max_concurrent_requests: 1 },
      fetch: (fetch) => (url, init) => {
        if (url.includes(`${world.gid('task', 3)}/stories`)) world.sandbox.revoke('sandbox-token');
        return fetch(url, init);
      },
    });
    expect(one.error).toBeInstanceOf(AuthError);
    const again = new SmallWorld({ world: world.sandbox.world });
    again.clock.advance(2 * 3_600_000);
    const two = await again.next({ state: stateOf(one) });
    expect([...gids(one, 'stories'), ...gids(two, 'stories')].sort()).toEqual(stories.sort());
  });
});

describe('OAuth', () => {
  it('asks for a token once, before the first request', async () => {
    const world = new SmallWorld();
    const task = world.task(0);
    const run = await world.next({ config: OAUTH });
    expect([run.error, gids(run, 'tasks')]).toEqual([undefined, [task]]);
    expect(tokenRequests(world)).toBe(1);
  });

  it('renews a token that was revoked once for all requests in flight, and each is sent once more', async () => {
    const world = new SmallWorld({ sizes: { projects: 6 }, latencyMs: 500, latencyJitter: 0 });
    const tasks = Array.from({ length: 6 }, (_, project) => world.task(project));
    let revoked = false;
    const run = await world.next({
      config: OAUTH,
      fetch: (fetch) => (url, init) => {
        if (url.includes('project=') && !revoked) {
          revoked = true;
          world.sandbox.revoke('sandbox-access-1');
        }
        return fetch(url, init);
      },
    });
    expect([run.error, run.failures, gids(run, 'tasks').sort()]).toEqual([undefined, [], tasks.sort()]);
    expect(tokenRequests(world)).toBe(2);
    const refused = run.requests.filter(({ status }) => status === 401);
    expect(refused.length).toBeGreaterThan(1);
    expect(asked(run, '/users/me')).toEqual([]);
  });

  it('renews a token before its end, without being refused', async () => {
    const world = new SmallWorld({ tokenLifetimeS: 600, latencyMs: 60_000, latencyJitter: 0 });
    for (let task = 0; task < 30; task += 1) world.task(0);
    const run = await world.next({ config: { ...OAUTH, max_concurrent_requests: 1 } });
    expect(run.error).toBeUndefined();
    expect(tokenRequests(world)).toBeGreaterThan(2);
    expect(run.requests.filter(({ status }) => status === 401)).toEqual([]);
  });

  it('shows no token that it was handed, not in what Asana answers either', async () => {
    const message = 'neither sandbox-access-1 nor sandbox-refresh-1 may do that';
    const faults = [{ path: '/tasks', fault: { type: 'status', status: 400, message } as const }];
    const run = await new SmallWorld({ rotateRefreshToken: true, faults }).next({ config: OAUTH });
    expect(run.log).toContain('neither *** nor *** may do that');
    expect(run.log).not.toMatch(/sandbox-(access|refresh)/);
  });

  it('says why it waits when the endpoint fails, as for any other request, and no secret', async () => {
    const world = new SmallWorld({
      faults: [{ path: '/-/oauth_token', count: 2, fault: { type: 'status', status: 503 } }],
    });
    const run = await world.next({ config: OAUTH });
    expect(run.error).toBeUndefined();
    expect(logged(run, 'WARNING')).toEqual([
      expect.stringMatching(/^WARNING POST http\S+\/-\/oauth_token was answered 503.*\. Trying again in 1 s\.$/),
      expect.stringMatching(/ Trying again in 2 s\.$/),
    ]);
    expect(run.log).not.toMatch(/sandbox-(?:secret|refresh)/);
  });

  it('with a refresh token that does not work ends the run', async () => {
    const world = new SmallWorld();
    const run = await world.next({ config: { ...OAUTH, refresh_token: 'gone' } });
    expect(run.error).toBeInstanceOf(AuthError);
    expect(String(run.error)).not.toContain('gone');
    expect(run.requests).toHaveLength(1);
  });
});

describe('a workspace that blocks the app', () => {
  /** Two workspaces; the second answers 401 to all that is asked of it, though the token works. */
  function blockedWorld() {
    const world = new SmallWorld({ sizes: { workspaces: 2, organizations: 1, users: 2, projects: 2, tags: 2 } });
    const tasks = [world.task(0), world.task(1)];
    const block =
      (fetch: (url: string, init: RequestInit) => Promise<Response>) => (url: string, init: RequestInit) => {
        // Blocked after the list of workspaces was read: before, it would not be in it (sandbox, people-routes).
        if (url.includes('/projects?')) world.edit({ type: 'block-workspace', workspace: 'workspace:1' });
        return fetch(url, init);
      };
    return { world, tasks, block };
  }

  it.each([{}, OAUTH])('is skipped with one warning, and the others are read (%j)', async (config) => {
    const { world, tasks, block } = blockedWorld();
    const run = await world.next({ streams: ['tags', 'projects', 'tasks'], config, fetch: block });
    expect([run.error, run.failures]).toEqual([undefined, []]);
    expect(gids(run, 'tasks')).toEqual([tasks[0]]);
    const blocked = world.gid('workspace', 1);
    expect(logged(run, 'WARNING')).toEqual([
      expect.stringMatching(`Workspace ${blocked} is skipped: it has blocked this app`),
    ]);
    expect(asked(run, '/users/me')).toHaveLength(1);
  });

  it('is read again when it is open again, from where it was', async () => {
    const { world, tasks, block } = blockedWorld();
    const streams = ['tasks'];
    const one = await world.next({ streams });
    world.edit({ type: 'rename-task', task: tasks[1] as string, name: 'while blocked' });
    const two = await world.next({ streams, state: stateOf(one), fetch: block });
    expect([two.error, gids(two, 'tasks')]).toEqual([undefined, []]);
    world.edit({ type: 'unblock-workspace', workspace: 'workspace:1' });
    const three = await world.next({ streams, state: stateOf(two) });
    expect(gids(three, 'tasks')).toEqual([tasks[1]]);
  });

  it('keeps nobody from the tasks of others that earlier runs were refused, and its own are asked again', async () => {
    const sizes = { workspaces: 2, organizations: 1, users: 2, projects: 2 };
    const faults = [{ path: '/tasks/*/stories', until: 5400, fault: { type: 'status', status: 403 } } as const];
    const world = new SmallWorld({ sizes, faults });
    const [open, blocked] = [world.task(0), world.task(1)];
    const story = world.story(open);
    const streams = ['stories'];
    const config = { max_concurrent_requests: 1 };
    const state = stateOf(await world.next({ streams, config }));
    const { stories } = state['bookmarks'] as { stories: { refused: string[] } };
    // The first that is asked for is the blocked one.
    stories.refused = [blocked, open];
    world.edit({ type: 'block-workspace', workspace: 'workspace:1' });
    const two = await world.next({ streams, config, state });
    expect([two.error, two.failures, gids(two, 'stories')]).toEqual([undefined, [], [story]]);
    expect(placeOf(two, 'stories').refused).toEqual([blocked]);
    expect(logged(two, 'WARNING')).toContainEqual(expect.stringContaining(`skipped stories of task ${blocked}.`));
    expect(two.log).not.toContain('blocked this app');
  });
});
