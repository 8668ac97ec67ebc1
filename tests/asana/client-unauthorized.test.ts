import { describe, expect, it } from 'vitest';
import type { Auth } from '../../src/asana/auth/auth.ts';
import { BlockedError } from '../../src/asana/errors.ts';
import { Priority } from '../../src/asana/pace/pacer.ts';
import { sleep } from '../../src/clock.ts';
import { AuthError, StreamError } from '../../src/errors.ts';
import { CountingClock, later, ok, openClient, refusal, type Script } from './open-client.ts';

const ME = '/users/me';

/** An app's tokens, `t0`, `t1` …, each asked for once however many want it. */
function renewable(): Auth & { issued: () => number } {
  let issued = 0;
  let underWay: Promise<string> | undefined;
  return {
    issued: () => issued,
    bearer: async () => `t${issued}`,
    async renew(rejected) {
      if (rejected !== `t${issued}`) return `t${issued}`;
      underWay ??= Promise.resolve().then(() => {
        issued += 1;
        underWay = undefined;
        return `t${issued}`;
      });
      return underWay;
    },
  };
}

const only =
  (token: string, otherwise = ok): Script =>
  (asked) =>
    asked.token === token ? otherwise() : refusal(401, 'Not Authorized');

describe('a personal access token that is answered 401', () => {
  it('is dead when it does not know who it is either: the run ends', async () => {
    const { asked, clock, events, get } = openClient(() => refusal(401, 'Not Authorized'));
    await expect(clock.run(get('/tasks'))).rejects.toThrow(AuthError);
    expect(asked.map(({ path }) => path)).toEqual(['/tasks', ME]);
    expect(events.at(-1)).toBe('fatal AuthError');
  });

  it('says what to check', async () => {
    const { clock, get } = openClient(() => refusal(401, 'Not Authorized'));
    await expect(clock.run(get('/tasks?workspace=7'))).rejects.toThrow(
      'GET /tasks?workspace=7 was answered 401: Not Authorized. Check the token: it may have been revoked, or belong to somebody who was deactivated.',
    );
  });

  it('is asked no twice who it is', async () => {
    const { asked, clock, get } = openClient(() => refusal(401));
    await expect(clock.run(get(ME))).rejects.toThrow(AuthError);
    expect(asked).toHaveLength(1);
  });

  it.each<[string, Script]>([
    ['knows who it is', () => ok({ gid: '1' })],
    ['may not say who it is, which a dead one is not told', () => refusal(403, 'scope users:read')],
    ['says who it is after a fault', (_, index) => (index === 1 ? refusal(503) : ok({ gid: '1' }))],
    ['says who it is after a pause', (_, index) => (index === 1 ? refusal(429) : ok({ gid: '1' }))],
  ])('is blocked in a workspace when it %s', async (_name, me) => {
    const { clock, events, get } = openClient((one, index) => (one.path === ME ? me(one, index) : refusal(401)));
    await expect(clock.run(get('/tasks'))).rejects.toThrow(BlockedError);
    expect(events.some((event) => event.startsWith('fatal'))).toBe(false);
  });

  it('is not judged while nobody can say: that list fails, no more', async () => {
    const { clock, get } = openClient((one) => (one.path === ME ? refusal(503) : refusal(401)));
    await expect(clock.run(get('/tasks'))).rejects.toThrow(StreamError);
  });

  it('is asked once who it is for all that are refused together', async () => {
    const opened = openClient((one) =>
      later(opened.clock, 100, one, () => (one.path === ME ? ok({ gid: '1' }) : refusal(401))),
    );
    const { asked, clock, get } = opened;
    const results = await clock.run(Promise.allSettled(Array.from({ length: 20 }, () => get('/tasks'))));
    for (const result of results) expect(result).toMatchObject({ reason: { name: 'BlockedError' } });
    expect(asked.filter(({ path }) => path === ME)).toHaveLength(1);
  });
});

it('an app’s token is waited for before a request takes its place', async () => {
  const clock = new CountingClock();
  const bearer = (signal: AbortSignal) => sleep(clock, 5000, signal).then(() => 'late');
  const auth = { bearer, renew: async () => undefined };
  const { get, pacer, stop } = openClient(() => ok(), { auth, clock, places: 1 });
  const begun = clock.now();
  const job = get('/tasks');
  expect(await clock.run(pacer.run(Priority.list, stop.signal, async (at) => at))).toBe(begun);
  await clock.run(job);
});

it('what waited for an app’s token in its place heeds a pause that began meanwhile', async () => {
  const clock = new CountingClock();
  const begun = clock.now();
  const bearer = async (signal: AbortSignal) => {
    if (clock.now() > begun + 500) await sleep(clock, Math.max(0, begun + 5000 - clock.now()), signal);
    return 'late';
  };
  const refused = () => refusal(429, 'slow down', { 'retry-after': '60' });
  const { asked, get } = openClient(
    (one, index) => later(clock, index === 0 ? 1000 : 600, one, index === 0 ? refused : ok),
    { auth: { bearer, renew: async () => undefined }, clock, places: 2 },
  );
  await clock.run(Promise.all(['/a', '/b', '/c', '/d'].map(get)));
  expect(asked.filter(({ at }) => at > 1001 && at < 61_000)).toEqual([]);
  expect(asked.map(({ path }) => path).sort()).toEqual(['/a', '/a', '/b', '/c', '/d']);
});

describe('an app’s token that is answered 401', () => {
  it('is renewed once for all requests in flight, which are asked again', async () => {
    const auth = renewable();
    const opened = openClient((one, index) => later(opened.clock, 50, one, () => only('t1')(one, index) as Response), {
      auth,
    });
    const { asked, clock, get } = opened;
    await clock.run(Promise.all(Array.from({ length: 40 }, () => get('/tasks'))));
    expect(auth.issued()).toBe(1);
    expect(asked.filter(({ token }) => token === 't1')).toHaveLength(40);
  });

  it('is renewed no second time for the same request: the run ends', async () => {
    const auth = renewable();
    const { asked, clock, get } = openClient(() => refusal(401), { auth });
    await expect(clock.run(get('/tasks'))).rejects.toThrow(AuthError);
    expect(auth.issued()).toBe(1);
    expect(asked.map(({ path, token }) => `${path} ${token}`)).toEqual(['/tasks t0', '/tasks t1', `${ME} t1`]);
  });

  it('is renewed once for a workspace that blocks the app, not for each of its lists', async () => {
    const auth = renewable();
    const { clock, get } = openClient((one) => (one.path === ME ? ok() : refusal(401)), { auth });
    for (let turn = 0; turn < 5; turn += 1) await expect(clock.run(get('/tasks'))).rejects.toThrow(BlockedError);
    expect(auth.issued()).toBe(1);
  });

  it('is renewed after all when it dies later', async () => {
    const auth = renewable();
    let alive = 't1';
    const { clock, get } = openClient(
      (one) => {
        if (one.token !== alive || one.path === '/blocked') return refusal(401);
        return ok();
      },
      { auth },
    );
    await expect(clock.run(get('/blocked'))).rejects.toThrow(BlockedError);
    alive = 't2';
    await expect(clock.run(get('/tasks'))).resolves.toBeDefined();
    expect(auth.issued()).toBe(2);
  });

  it('says nothing of the workspace where it died twice, and only the next one knows who it is', async () => {
    let issued = 0;
    const auth: Auth = {
      bearer: async () => `t${issued}`,
      async renew() {
        issued += 1;
        return `t${issued}`;
      },
    };
    const { asked, clock, get } = openClient(
      (one) => {
        // Another request that was refused has renewed it meanwhile.
        if (one.path === '/tasks' && one.token === 't1') issued += 1;
        return one.token === 't2' ? ok() : refusal(401);
      },
      { auth },
    );
    await expect(clock.run(get('/tasks'))).resolves.toBeDefined();
    expect(asked.map(({ path, token }) => `${path} ${token}`)).toEqual([
      '/tasks t0',
      '/tasks t1',
      `${ME} t2`,
      '/tasks t2',
    ]);
  });

  it('ends with a workspace that blocks the app, though each lives for one request', async () => {
    let asks = 0;
    const auth: Auth = { bearer: async () => `t${asks++}`, renew: async () => `t${asks++}` };
    const { asked, clock, get } = openClient((one) => (one.path === ME ? ok() : refusal(401)), { auth });
    await expect(clock.run(get('/tasks'))).rejects.toThrow(BlockedError);
    expect(asked.length).toBeLessThan(20);
  });

  it('is the one there is when its turn comes, however long that takes', async () => {
    let token = 'old';
    const auth: Auth = { bearer: async () => token, renew: async () => undefined };
    const opened = openClient((one) => later(opened.clock, 60_000, one), { auth, places: 1 });
    const jobs = Promise.all([opened.get('/tasks'), opened.get('/tasks')]);
    opened.clock.after(30_000, () => {
      token = 'new';
    });
    await opened.clock.run(jobs);
    expect(opened.asked.map((one) => one.token)).toEqual(['old', 'new']);
  });
});
