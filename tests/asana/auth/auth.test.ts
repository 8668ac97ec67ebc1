import { describe, expect, it } from 'vitest';
import { oauthAuth, type TokenRequest, tokenAuth } from '../../../src/asana/auth/auth.ts';
import { sleep } from '../../../src/clock.ts';
import { AuthError } from '../../../src/errors.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

const HOUR = 3_600_000;
const { signal } = new AbortController();

const credentials = {
  kind: 'oauth',
  clientId: 'id',
  clientSecret: 'secret',
  refreshToken: 'r0',
  redirectUri: 'urn:ietf:wg:oauth:2.0:oob',
} as const;

/** An app whose token endpoint takes 100 ms; each grant is as `answer` says. */
function open(answer: (nth: number) => Record<string, unknown> = () => ({})) {
  const clock = new VirtualClock();
  const forms: Record<string, string>[] = [];
  const said: string[] = [];
  const asked: Promise<unknown>[] = [];
  const request: TokenRequest = async (form, stop) => {
    forms.push(Object.fromEntries(form));
    const nth = forms.length;
    await sleep(clock, 100, stop);
    return { status: 200, text: JSON.stringify({ access_token: `a${nth}`, expires_in: 3600, ...answer(nth) }) };
  };
  const auth = oauthAuth(credentials, request, clock, {
    issued: (secret) => said.push(`issued ${secret}`),
    rotated: async (token) => {
      said.push(`rotated ${token}`);
    },
    asked: (job) => {
      asked.push(job);
    },
  });
  return { asked, auth, clock, forms, said };
}

it('a personal access token stays what it is, and cannot be renewed', async () => {
  const auth = tokenAuth('pat');
  expect(await auth.bearer(signal)).toBe('pat');
  expect(await auth.renew('pat', signal)).toBeUndefined();
});

describe('an app', () => {
  it('asks for a token when the first request needs one, once for all that wait', async () => {
    const { auth, clock, forms } = open();
    expect(forms).toEqual([]);
    const tokens = await clock.run(Promise.all([1, 2, 3].map(() => auth.bearer(signal))));
    expect(tokens).toEqual(['a1', 'a1', 'a1']);
    expect(forms).toEqual([
      {
        grant_type: 'refresh_token',
        client_id: 'id',
        client_secret: 'secret',
        redirect_uri: 'urn:ietf:wg:oauth:2.0:oob',
        refresh_token: 'r0',
      },
    ]);
  });

  it('asks for the next one a minute before the end of the last', async () => {
    const { auth, clock } = open();
    await clock.run(auth.bearer(signal));
    clock.advance(HOUR - 60_101);
    expect(await clock.run(auth.bearer(signal))).toBe('a1');
    clock.advance(1);
    expect(await clock.run(auth.bearer(signal))).toBe('a2');
  });

  it('uses a token that lives for seconds only for nearly as long', async () => {
    const { auth, clock, forms } = open(() => ({ expires_in: 30 }));
    for (let second = 0; second < 60; second += 1) {
      await clock.run(auth.bearer(signal));
      clock.advance(1000);
    }
    expect(forms.length).toBeLessThanOrEqual(3);
  });

  it.each([{ expires_in: 'soon' }, { expires_in: 0 }, { expires_in: null }])(
    'takes a token for one of an hour when %o',
    async (answer) => {
      const { auth, clock, forms } = open(() => answer);
      await clock.run(auth.bearer(signal));
      clock.advance(HOUR - 120_000);
      await clock.run(auth.bearer(signal));
      expect(forms).toHaveLength(1);
    },
  );

  it('renews a token that was rejected once, for all it was rejected from', async () => {
    const { auth, clock, forms } = open();
    const first = await clock.run(auth.bearer(signal));
    const renewed = await clock.run(Promise.all([1, 2, 3].map(() => auth.renew(first, signal))));
    expect(renewed).toEqual(['a2', 'a2', 'a2']);
    expect(await clock.run(auth.renew(first, signal))).toBe('a2');
    expect(forms).toHaveLength(2);
  });

  it('gives a token that was rejected to nobody while the next one is on its way', async () => {
    const { auth, clock, forms } = open();
    const first = await clock.run(auth.bearer(signal));
    const renewed = auth.renew(first, signal);
    const others = clock.run(Promise.all([auth.bearer(signal), auth.bearer(signal), auth.renew(first, signal)]));
    expect([await others, await renewed]).toEqual([['a2', 'a2', 'a2'], 'a2']);
    expect(forms).toHaveLength(2);
  });

  it('tells each token before anybody uses it', async () => {
    const { auth, clock, said } = open(() => ({ refresh_token: 'r1' }));
    await clock.run(auth.bearer(signal));
    expect(said).toEqual(['issued a1', 'issued r1', 'rotated r1']);
  });

  it('uses the refresh token that it was handed last, and keeps it once', async () => {
    const { auth, clock, forms, said } = open((nth) => (nth === 2 ? {} : { refresh_token: 'r1' }));
    await clock.run(auth.bearer(signal));
    await clock.run(auth.renew('a1', signal));
    await clock.run(auth.renew('a2', signal));
    expect(forms.map((form) => form['refresh_token'])).toEqual(['r0', 'r1', 'r1']);
    expect(said.filter((each) => each.startsWith('rotated'))).toEqual(['rotated r1']);
  });

  it('tells of each request for a token, which is over once a new refresh token is kept', async () => {
    const { asked, auth, clock, said } = open(() => ({ refresh_token: 'r1' }));
    const token = auth.bearer(signal);
    expect(asked).toHaveLength(1);
    await clock.run(Promise.all([token, asked[0]]));
    expect(said.at(-1)).toBe('rotated r1');
    await clock.run(auth.renew('a1', signal));
    expect(asked).toHaveLength(2);
  });

  it('goes on asking for the others when one of them is stopped', async () => {
    const { auth, clock } = open();
    const stop = new AbortController();
    const stopped = auth.bearer(stop.signal);
    const other = auth.bearer(signal);
    clock.after(50, () => stop.abort(new Error('stopped')));
    const results = await clock.run(Promise.allSettled([stopped, other]));
    expect(results).toMatchObject([{ reason: { message: 'stopped' } }, { value: 'a1' }]);
  });

  it('asks again after it was refused', async () => {
    const { auth, clock } = open((nth) => (nth === 1 ? { access_token: '' } : {}));
    await expect(clock.run(auth.bearer(signal))).rejects.toThrow(AuthError);
    expect(await clock.run(auth.bearer(signal))).toBe('a2');
  });
});
