import { expect, it } from 'vitest';
import type { SandboxOptions } from '../../src/sandbox/options.ts';
import { gids, Harness, type Outcome, type SyncOptions } from '../support/harness.ts';

/** The owners that portfolios were asked for; null for everybody's. */
function owners(run: Outcome): (string | null)[] {
  return run.requests
    .filter(({ path }) => path.endsWith('/portfolios'))
    .map(({ query }) => new URLSearchParams(query).get('owner'));
}

const streams = ['portfolios'];
const mine = { sizes: { portfolios: 2, otherPortfolios: 3 } };
const none = { sizes: { portfolios: 0, otherPortfolios: 3 } };
const spread = { workspaces: 3, organizations: 3, users: 6, portfolios: 0, otherPortfolios: 6 };

function sync(options: SandboxOptions, more: SyncOptions = {}): Promise<Outcome> {
  return new Harness({ plan: 'enterprise', ...options }).sync({ streams, ...more });
}

it('a person with portfolios is asked for them alone', async () => {
  const run = await sync(mine);
  expect([owners(run), gids(run, 'portfolios').length]).toEqual([['me'], 2]);
});

it('a token that owns none is asked once a run whether it may see everybody’s', async () => {
  const run = await sync({ sizes: spread });
  expect([run.error, run.failures, gids(run, 'portfolios')]).toEqual([undefined, [], []]);
  expect(owners(run).sort()).toEqual([null, 'me', 'me', 'me'].sort());
  expect(run.log).not.toContain('WARNING');
});

it('a service account sees everybody’s, in all its organizations', async () => {
  const one = await sync({ ...none, serviceAccount: true });
  expect([owners(one), gids(one, 'portfolios').length]).toEqual([['me', null], 3]);
  const three = await sync({ sizes: spread, serviceAccount: true });
  expect(gids(three, 'portfolios')).toHaveLength(6);
});

it('a service account owns none among those of people, and so sees them all', async () => {
  const run = await sync({ ...mine, serviceAccount: true });
  expect([owners(run), gids(run, 'portfolios').length]).toEqual([['me', null], 5]);
});

it('with a stream that only a service account can read, everybody’s are asked for first', async () => {
  const all = ['portfolios', 'audit_log_events'];
  const account = await sync({ ...mine, serviceAccount: true }, { streams: all });
  expect([owners(account), gids(account, 'portfolios').length]).toEqual([[null], 5]);
  const person = await sync(mine, { streams: all });
  expect([owners(person), gids(person, 'portfolios').length]).toEqual([[null, 'me'], 2]);
});

/** The token of a service account that owns two portfolios: they are the first user's. */
const owning = { ...mine, tokens: { 'sandbox-token': { user: 0, serviceAccount: true } } };

/** As if it were none of the people. */
const stranger = {
  path: '/portfolios',
  query: { owner: 'me' },
  fault: { type: 'patch-rows', set: { owner: { gid: '1', name: 'Export' } } },
} as const;

it('an owner who is none of the people is a service account', async () => {
  const all = ['portfolios', 'users', 'portfolio_items', 'project_portfolio_settings'];
  const person = await sync(owning, { streams: all });
  expect([owners(person), gids(person, 'portfolios').length]).toEqual([['me'], 2]);
  const run = await sync({ ...owning, faults: [stranger] }, { streams: all });
  expect([owners(run), gids(run, 'portfolios').length]).toEqual([['me', null], 5]);
  expect(new Set(gids(run, 'portfolios')).size).toBe(5);
  for (const list of ['items', 'project_portfolio_settings'])
    expect(run.requests.filter(({ path }) => path.endsWith(`/${list}`))).toHaveLength(5);
});

it('nobody is taken for a person where the people could not be listed: no table is closed without those of others', async () => {
  const options = { streams: ['portfolios', 'users'], config: { emit_activate_version_messages: true } };
  const refused = { path: '/users', fault: { type: 'status', status: 403 } } as const;
  const closed = (run: Outcome) => run.messages.filter(({ type }) => type === 'ACTIVATE_VERSION').length;
  const account = await sync({ ...owning, faults: [stranger, refused] }, options);
  expect([owners(account), gids(account, 'portfolios').length, closed(account)]).toEqual([['me', null], 5, 1]);
  const person = await sync({ ...mine, faults: [refused] }, options);
  expect([owners(person), gids(person, 'portfolios').length, closed(person)]).toEqual([['me', null], 2, 1]);
});

it('in a plain workspace, and with OAuth, nobody is asked twice', async () => {
  const plain = await sync({ sizes: { ...none.sizes, organizations: 0, teams: 0, teamlessProjects: 0 } });
  const oauth = { access_token: '', client_id: 'sandbox-client', client_secret: 'sandbox-secret' };
  const signedIn = await sync(none, { config: { ...oauth, refresh_token: 'sandbox-refresh' } });
  expect([owners(plain), owners(signedIn)]).toEqual([['me'], ['me']]);
});

it('what could not be asked is a failure: nobody knows then whether everything came out', async () => {
  const run = await sync({
    ...none,
    faults: [{ path: '/portfolios', nth: 2, fault: { type: 'status', status: 418 } }],
  });
  expect(run.failures).toEqual([expect.stringMatching(/^portfolios: could not read workspace/)]);
});

it('a table is closed only where it is certain that a person asks', async () => {
  const config = { emit_activate_version_messages: true };
  const closed = async (options: SandboxOptions) => {
    const run = await sync({ ...none, ...options }, { config });
    return [run.failures, run.messages.filter(({ type }) => type === 'ACTIVATE_VERSION').length];
  };
  const other = (status: number) => ({ nth: 2, path: '/portfolios', fault: { type: 'status', status } }) as const;
  expect(await closed({})).toEqual([[], 1]);
  for (const status of [400, 402, 403]) {
    expect(await closed({ serviceAccount: true, faults: [other(status)] }), String(status)).toEqual([[], 0]);
  }
});
