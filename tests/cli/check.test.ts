import { afterEach, describe, expect, it } from 'vitest';
import { main } from '../../src/cli/main.ts';
import type { SandboxOptions } from '../../src/sandbox/options.ts';
import { discover } from '../../src/singer/discover.ts';
import { loadSchema } from '../../src/streams/schema.ts';
import { parentStream, type StreamName, streamNames, streams } from '../../src/streams/table.ts';
import { lastWords, type Sandboxed, startSandboxed } from './sandboxed.ts';

let sandboxed: Sandboxed | undefined;

afterEach(async () => {
  await sandboxed?.close();
  sandboxed = undefined;
});

async function check(
  options: SandboxOptions = {},
  more: Readonly<Record<string, unknown>> = {},
  flags = '',
  wanted: readonly StreamName[] = ['users'],
) {
  sandboxed = await startSandboxed(options);
  const io = sandboxed.io(`check -c c -c more${flags}`, { files: { more, catalog: catalogOf(wanted) } });
  const code = await main(io);
  return { code, io, out: io.out, sandbox: sandboxed.sandbox };
}

/** A catalog in which some streams are selected. */
function catalogOf(wanted: readonly StreamName[]): object {
  const schemas = Object.fromEntries(streamNames.map((name) => [name, loadSchema(name)]));
  const { streams: entries } = discover(streams, schemas, parentStream);
  const select = (entry: (typeof entries)[number]) => ({
    ...entry,
    metadata: [{ breadcrumb: [], metadata: { selected: true } }, ...entry.metadata.slice(1)],
  });
  return { streams: entries.filter(({ tap_stream_id }) => wanted.some((name) => name === tap_stream_id)).map(select) };
}

/** @returns the requests that a line of the output speaks of */
function requestsIn(out: string, words: RegExp): number {
  const [, number = 'NaN'] = words.exec(out) ?? [];
  return Number(number.replaceAll(',', ''));
}

describe('what a token reaches', () => {
  it('is said in plain words, and nothing else is on stdout', async () => {
    const { code, out, io, sandbox } = await check();
    expect([code, io.err]).toEqual([0, '']);
    const me = sandbox.object(sandbox.truth().users[0] ?? '', 'name,email') as { name: string; email: string };
    expect(out).toContain(`The token works. It is that of ${me.name} (${me.email}).`);
    expect(out).toMatch(/^ {2}organization .+ \(\d+\): .*6 users, 2 teams, 4 tags, 2 portfolios, 5 projects/m);
    expect(out).toContain('A sync reads in 5 projects, 1 of them archived.');
    expect(out).toContain('No selected stream will be empty');
    expect(out).not.toContain('sandbox-token');
  });

  it('is everybody’s portfolios for a service account, and none for a person who owns none', async () => {
    const account = await check({ serviceAccount: true });
    expect(account.out).toContain('3 portfolios, 5 projects');
    expect(account.out).toContain('No selected stream will be empty');
    await sandboxed?.close();
    const person = await check({ sizes: { portfolios: 0 } });
    expect([person.code, person.out]).toEqual([0, expect.stringContaining('portfolios: there are none')]);
  });

  it('leaves archived projects out where they are not wanted', async () => {
    const { out } = await check({}, { include_archived_projects: false });
    expect(out).toContain('A sync reads in 4 projects; 1 more is archived, and read once more at most.');
  });

  it('shows no escape sequence of somebody else', async () => {
    const { out } = await check({ faults: [{ path: '/workspaces', fault: patch({ name: 'a\u001b[31mb\nc' }) }] });
    expect(out).toContain('organization a\ufffd[31mb\ufffdc (');
  });

  it('is little where a token has single permissions', async () => {
    const status = { type: 'status', status: 403, message: 'lacks users:read' } as const;
    const { code, out } = await check({ faults: [{ path: '/users/me', fault: status }] });
    expect(code).toBe(0);
    expect(out).toContain('The token works. It may not say whose it is.');
    await sandboxed?.close();
    const nameless = await check({ faults: [{ path: '/users/me', fault: patch({ name: null }) }] });
    expect(nameless.out).toContain('The token works. It may not say whose it is.');
  });
});

describe('which streams will be empty', () => {
  it('for want of a plan', async () => {
    const { code, out } = await check({ plan: 'free' });
    expect(code).toBe(0);
    expect(out).toMatch(
      /^ {2}portfolios in .+: GET \/portfolios.* was answered 402: .* It needs a plan with portfolios\.$/m,
    );
    expect(out).toContain('At 1,000,000 requests a minute (as the config says):');
  });

  it('for want of an organization, and of rows', async () => {
    const sizes = { organizations: 0, teams: 0, tags: 0, portfolios: 0 };
    const { out } = await check({ sizes });
    expect(out).toContain('  teams: only organizations have them, and there is none');
    expect(out).toContain('  tags: there are none');
    expect(out).toContain('  portfolios: there are none');
    expect(out).toMatch(/^ {2}workspace .+ \(\d+\): /m);
  });

  it('is known of streams that are read by date too', async () => {
    const dated = ['time_tracking_entries', 'audit_log_events'] as const;
    const person = await check({ plan: 'paid' }, {}, ' --catalog catalog', dated);
    expect(person.out).toMatch(/60 time_tracking_entries.*; no access to .*audit_log_events/);
    expect(person.out).toMatch(/^ {2}audit_log_events in .* was answered 403: .* It needs a service account/m);
    expect(person.out).not.toContain('time_tracking_entries in');
    await sandboxed?.close();
    const service = await check({ plan: 'enterprise', serviceAccount: true }, {}, ' --catalog catalog', dated);
    expect(service.out).toContain('No selected stream will be empty');
    expect(service.out).toContain('over 100 audit_log_events');
    const sizes = { timeEntries: 0 };
    await sandboxed?.close();
    expect((await check({ sizes }, {}, ' --catalog catalog', dated)).out).toContain(
      'time_tracking_entries: there are none',
    );
  });

  it('counts both lists of a stream that has two', async () => {
    const { out } = await check({}, {}, ' --catalog catalog', ['time_tracking_categories']);
    expect(out).toContain('5 time_tracking_categories');
  });

  it('where a workspace has blocked the app', async () => {
    const { code, out } = await check({ faults: [{ path: '/users', fault: { type: 'status', status: 401 } }] });
    expect(code).toBe(0);
    expect(out).toContain('has blocked this app, nothing of it can be read');
  });
});

describe('what a sync costs', () => {
  it('comes near to what it really asks for, full and next', async () => {
    const { out, sandbox } = await check({ sizes: { tasks: 150, subtasks: 40, subtaskParents: 20, projects: 5 } });
    const full = requestsIn(out, /a full sync takes about ([\d,]+) requests/);
    const next = requestsIn(out, /the next one about ([\d,]+) requests/);
    sandbox.log.reset();
    const first = sandboxed?.io('-c c');
    expect(await main(first as NonNullable<typeof first>)).toBe(0);
    const real = sandbox.log.counts().total;
    expect(Math.abs(full - real) / real).toBeLessThan(0.15);
    sandbox.log.reset();
    const state = first?.messages.findLast(({ type }) => type === 'STATE')?.['value'];
    const second = sandboxed?.io('-c c -s s', { files: { s: state } });
    expect(await main(second as NonNullable<typeof second>)).toBe(0);
    const again = sandbox.log.counts().total;
    expect(Math.abs(next - again) / again).toBeLessThan(0.25);
  });

  it('is told at the quota of the plan where no pace is set', async () => {
    const sizes = { tasks: 20, subtasks: 4, subtaskParents: 2 };
    sandboxed = await startSandboxed({ plan: 'free', sizes });
    const { api_url } = JSON.parse(sandboxed.io('x').files['c'] ?? '{}') as { api_url: string };
    const io = sandboxed.io('check -c own', { files: { own: { access_token: 'sandbox-token', api_url } } });
    expect(await main(io)).toBe(0);
    expect(io.out).toContain('At 150 requests a minute (the quota of a free plan, since portfolios are refused):');
  });

  it('is found out with a handful of requests, however much there is', async () => {
    const { out, sandbox } = await check({ sizes: { tasks: 1_000, projects: 60 } });
    const made = sandbox.log.counts().total;
    expect(made).toBeLessThanOrEqual(22);
    expect(out).toContain(`This check made ${made} requests.`);
    expect(out).toContain('judging by 5 projects.');
  });

  it('is that of what is selected', async () => {
    const { out, sandbox } = await check({}, {}, ' --catalog catalog');
    expect(out).toContain('a full sync takes about 2 requests: less than a minute');
    expect(sandbox.requests.map(({ path }) => path)).not.toContain('/api/1.0/tasks');
  });
});

describe('exit codes', () => {
  it('a token that does not work is 1, with the reason, and nothing on stdout', async () => {
    const { code, out, io } = await check({}, { access_token: 'wrong' });
    expect([code, out]).toEqual([1, '']);
    expect(lastWords(io)).toMatch(/^CRITICAL GET \/users\/me.* was answered 401: .*Check the token/);
  });

  it.each([
    [{ workspaces: ['1'] }, 'None of the configured workspaces is reachable', 'workspace 1 of the config'],
    [{ projects: ['2'] }, 'None of the configured projects is reachable', 'project 2 of the config'],
  ])('%j that are out of reach are 1', async (more, words, line) => {
    const { code, out, io } = await check({}, more);
    expect(code).toBe(1);
    expect(out).toContain(`It does not reach ${line}.`);
    expect(lastWords(io)).toContain(words);
  });

  it('a project of the config is looked for beyond the pages that are counted', async () => {
    const options = { sizes: { projects: 12 } };
    const { sandbox } = await check(options);
    const last = sandbox.truth().projects.at(-1);
    const { code, out } = await check(options, { projects: [last], page_size: 1 });
    expect([code, out]).toEqual([0, expect.stringContaining('A sync reads in 1 project')]);
  });

  it('a project of the config is not said to be out of reach where the list of projects failed', async () => {
    const faults = [{ path: '/projects', fault: { type: 'status', status: 400 } } as const];
    const { code, out } = await check({ faults }, { projects: ['2'] });
    expect(code).toBe(0);
    expect(out).toContain('Project 2 of the config is in no list of projects that was read.');
  });

  it('a project of the config is not looked for where nothing selected needs it, as in a sync', async () => {
    const { code, out } = await check({}, { projects: ['2'] }, ' --catalog catalog', ['users']);
    expect(code).toBe(0);
    expect(out).not.toContain('project 2');
  });

  it('a workspace that has blocked the app is 1 where it is the only one of the config', async () => {
    const faults = [{ path: '/users', fault: { type: 'status', status: 401 } } as const];
    const { code: all, sandbox } = await check({ faults });
    const { code, io } = await check({ faults }, { workspaces: sandbox.truth().workspaces });
    expect([all, code]).toEqual([0, 1]);
    expect(lastWords(io)).toMatch(/^CRITICAL None of the configured workspaces is reachable.*blocked this app\.$/);
  });

  it('a list of workspaces that is not there is 1, with the reason last', async () => {
    const fault = { type: 'status', status: 404 } as const;
    const { code, io } = await check({ faults: [{ path: '/workspaces', fault }] });
    expect(code).toBe(1);
    expect(lastWords(io)).toMatch(/^CRITICAL The list of workspaces .* was answered 404.* Is api_url right\?$/);
  });

  it('no config is 2', async () => {
    sandboxed = await startSandboxed();
    const io = sandboxed.io('check');
    expect(await main(io)).toBe(2);
    expect(lastWords(io)).toMatch(/^CRITICAL no config: /);
  });

  it('a signal is 130, before the answer is there', async () => {
    sandboxed = await startSandboxed({ faults: [{ path: '/users/me', fault: { type: 'stall' } }] });
    const io = sandboxed.io('check -c c');
    const ended = main(io);
    await new Promise((resolve) => setTimeout(resolve, 200));
    io.signal('SIGINT');
    expect(await ended).toBe(130);
    expect(io.out).toBe('');
  });
});

function patch(set: Readonly<Record<string, unknown>>) {
  return { type: 'patch-rows', set } as const;
}
