import { afterEach, expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import type { SandboxOptions } from '../../src/sandbox/options.ts';
import { coreStreams } from '../support/core-streams.ts';
import type { FakeIo } from './fake-io.ts';
import { lastWords, type Sandboxed, startSandboxed, types } from './sandboxed.ts';

let sandboxed: Sandboxed | undefined;

afterEach(async () => {
  await sandboxed?.close();
});

async function start(line: string, options: SandboxOptions = {}, files: Readonly<Record<string, unknown>> = {}) {
  sandboxed = await startSandboxed(options);
  const io = sandboxed.io(line, { files });
  return { code: await main(io), io, requests: sandboxed.sandbox.requests };
}

const records = (io: FakeIo) =>
  io.messages.filter((message) => message['type'] === 'RECORD').map((message) => message['stream']);

test('every stream has its SCHEMA and one record, and there is no STATE', async () => {
  const { code, io, requests } = await start('-c c --test');
  expect(code).toBe(0);
  expect(records(io)).toEqual(coreStreams);
  expect(new Set(types(io))).toEqual(new Set(['SCHEMA', 'RECORD']));
  expect(io.err).not.toContain('WARNING');
  expect(requests.length).toBeLessThan(30);
});

test('lists that fill a property are read too', async () => {
  const { io } = await start('-c c --test');
  const record = (stream: string) =>
    io.messages.find((message) => message['type'] === 'RECORD' && message['stream'] === stream)?.['record'];
  expect(record('teams')).toMatchObject({
    users: expect.arrayContaining([expect.objectContaining({ gid: expect.any(String) })]),
  });
  expect(record('portfolios')).toMatchObject({
    portfolio_items: [expect.anything(), expect.anything(), expect.anything()],
  });
});

test('a gid that is none changes no path', async () => {
  const rules = [{ path: '/portfolios', fault: { type: 'patch-rows', set: { gid: '../users' } } }] as const;
  const { code, io, requests } = await start('-c c --test', { faults: [...rules] });
  expect([code, records(io)]).toEqual([0, coreStreams]);
  expect(requests.filter(({ path }) => path.includes('..') || path.includes('items'))).toEqual([]);
});

test('a service account finds a portfolio, though it owns none; a person who owns none is refused without a word', async () => {
  const account = await start('-c c --test', { serviceAccount: true });
  expect(records(account.io)).toEqual(coreStreams);
  await sandboxed?.close();
  const person = await start('-c c --test', { sizes: { portfolios: 0 } });
  expect(person.io.err).toContain('WARNING test: found no record of portfolios\n');
  expect(person.io.err).not.toContain('was answered');
  expect(person.requests.filter(({ path }) => path.endsWith('/portfolios')).map(({ status }) => status)).toEqual([
    200, 400,
  ]);
});

test('streams without a record are named', async () => {
  const sizes = { tasks: 10, subtasks: 0, subtaskParents: 0, tags: 0, portfolios: 0, storiesPerTask: 0 };
  const { code, io } = await start('-c c --test', { sizes });
  expect(code).toBe(0);
  expect(io.err).toContain('WARNING test: found no record of tags, portfolios, subtasks, stories\n');
});

test('what is asked under a parent is asked under ten at most', async () => {
  const sizes = { projects: 14, sectionsPerProject: 0, tasks: 0, looseTasks: 0, multiHomedTasks: 0, subtasks: 0 };
  const { requests } = await start('-c c --test', { sizes: { ...sizes, subtaskParents: 0, placedSubtasks: 0 } });
  expect(requests.filter(({ path }) => path.includes('/sections'))).toHaveLength(10);
});

test('only what is selected is read, and only under what the config names', async () => {
  const root = [{ breadcrumb: [], metadata: { selected: true } }];
  const catalog = { streams: [{ tap_stream_id: 'sections', schema: {}, metadata: root }] };
  const { io, requests } = await start('-c c -c p --catalog k --test', {}, { k: catalog, p: { projects: ['1'] } });
  expect(requests.map(({ path }) => path)).toEqual([expect.stringMatching(/\/projects\/1\/sections$/)]);
  expect(io.err).toContain('skipped project 1.');
  expect(io.err).toContain('found no record of sections');
});

test('a refusal is reported and no failure, anything else is exit 1 with the reason last', async () => {
  const rules = [
    { path: '/workspaces/*/teams', fault: { type: 'status', status: 403 } },
    { path: '/teams/*/users', fault: { type: 'status', status: 403 } },
    { path: '/portfolios/*/items', fault: { type: 'status', status: 403 } },
    { path: '/projects/*/sections', fault: { type: 'status', status: 418 } },
  ] as const;
  const { code, io } = await start('-c c --test', { faults: [...rules] });
  expect(code).toBe(1);
  expect(records(io)).toEqual(coreStreams.filter((name) => name !== 'teams' && name !== 'sections'));
  expect(io.err).toMatch(/"stream":"sections","status":"failed"/);
  expect(io.err).toMatch(/"stream":"tasks","status":"succeeded"/);
  expect(lastWords(io)).toMatch(
    /^CRITICAL sections: could not read project \d+\..* And \d+ more failures, see above\.$/,
  );
});

test('workspaces that the token does not reach are exit 1', async () => {
  const { code, io } = await start('-c c -c w --test', {}, { w: { workspaces: ['1'] } });
  expect(code).toBe(1);
  expect(lastWords(io)).toBe(
    'CRITICAL None of the configured workspaces is reachable with this token. Check `workspaces`.',
  );
});

test('projects that the token does not reach are exit 1, as they are for a sync', async () => {
  const { code, io } = await start('-c c -c p --test', {}, { p: { projects: ['1', '2'] } });
  expect(code).toBe(1);
  expect(lastWords(io)).toBe(
    'CRITICAL None of the configured projects is reachable with this token. Check `projects`.',
  );
});

test('one project that it reaches is enough', async () => {
  const { io: found } = await start('-c c --test');
  await sandboxed?.close();
  const project = found.messages.find(({ type, stream }) => type === 'RECORD' && stream === 'projects')?.['record'];
  const { gid } = project as { gid: string };
  const { code, io } = await start('-c c -c p --test', {}, { p: { projects: ['1', gid] } });
  expect(code).toBe(0);
  expect(io.err).toContain('skipped project 1.');
});

test('projects whose workspace has blocked the app keep nobody from the others, and are not reached', async () => {
  const sizes = { workspaces: 2, organizations: 2, users: 2, projects: 2, tasks: 4, subtasks: 0, subtaskParents: 0 };
  sandboxed = await startSandboxed({ sizes });
  const [first, second] = [0, 1].map((index) => sandboxed?.sandbox.world.gid('project', index));
  sandboxed.sandbox.edit({ type: 'block-workspace', workspace: 'workspace:0' });
  const root = [{ breadcrumb: [], metadata: { selected: true } }];
  const k = { streams: [{ tap_stream_id: 'tasks', schema: {}, metadata: root }] };
  const both = sandboxed.io('-c c -c p --catalog k --test', { files: { k, p: { projects: [first, second] } } });
  expect([await main(both), records(both)]).toEqual([0, ['tasks']]);
  expect(both.err).toContain(`skipped project ${first}.`);
  const one = sandboxed.io('-c c -c p --catalog k --test', { files: { k, p: { projects: [first] } } });
  expect(await main(one)).toBe(1);
  expect(lastWords(one)).toMatch(/^CRITICAL None of the configured projects is reachable/);
});

test('projects that only a plan keeps from a stream are reached', async () => {
  const root = [{ breadcrumb: [], metadata: { selected: true } }];
  const catalog = { streams: [{ tap_stream_id: 'budgets', schema: {}, metadata: root }] };
  const faults = [{ path: '/budgets', fault: { type: 'status', status: 402 } as const }];
  const { code } = await start('-c c -c p --catalog k --test', { faults }, { k: catalog, p: { projects: ['1'] } });
  expect(code).toBe(0);
});

test('a list of workspaces that is not there is exit 1, with the reason last', async () => {
  const fault = { type: 'status', status: 404 } as const;
  const { code, io } = await start('-c c --test', { faults: [{ path: '/workspaces', fault }] });
  expect(code).toBe(1);
  expect(lastWords(io)).toMatch(/^CRITICAL The list of workspaces .* was answered 404.* Is api_url right\?$/);
});

test.each([0, 1])(
  'no workspace is shown that the config does not name, wherever in the list it is: %i',
  async (index) => {
    const sizes = { workspaces: 2 };
    sandboxed = await startSandboxed({ sizes });
    const wanted = sandboxed.sandbox.world.gid('workspace', index);
    const config = { ...JSON.parse(sandboxed.io('').readFile('c')), workspaces: [wanted], page_size: 1 };
    const io = sandboxed.io('-c c --test', { files: { c: config } });
    expect(await main(io)).toBe(0);
    const rows = io.messages.filter(({ type, stream }) => type === 'RECORD' && stream === 'workspaces');
    expect(rows).toMatchObject([{ record: { gid: wanted } }]);
  },
);

test.each([0, 4])(
  'a project that the config names is looked for where its row is needed, wherever it is: %i',
  async (index) => {
    sandboxed = await startSandboxed({ sizes: { customFields: 2 } });
    const wanted = sandboxed.sandbox.world.gid('project', index);
    const config = { ...JSON.parse(sandboxed.io('').readFile('c')), projects: [wanted], page_size: 1 };
    const root = [{ breadcrumb: [], metadata: { selected: true } }];
    const k = { streams: [{ tap_stream_id: 'project_custom_field_settings', schema: {}, metadata: root }] };
    const io = sandboxed.io('-c c --catalog k --test', { files: { c: config, k } });
    expect([await main(io), records(io)]).toEqual([0, ['project_custom_field_settings']]);
  },
);

test('what was found is shown, whatever ends it', async () => {
  const fault = { type: 'status', status: 401 } as const;
  const { code, io } = await start('-c c --test', {
    faults: [
      { path: '/projects/*/sections', fault },
      { path: '/users/me', fault },
    ],
  });
  expect(code).toBe(1);
  expect(records(io)).toEqual(['workspaces', 'users', 'teams', 'tags', 'portfolios', 'projects']);
});
