import { describe, expect, it } from 'vitest';
import { listSizes } from '../../src/sandbox/list-sizes.ts';
import type { SandboxOptions } from '../../src/sandbox/options.ts';
import { type ParentKind, sourcesOf } from '../../src/streams/define.ts';
import { type StreamName, streamNames, streamRow } from '../../src/streams/table.ts';
import { coreStreams } from '../support/core-streams.ts';
import { c } from '../support/formula.ts';
import { Harness, type Outcome } from '../support/harness.ts';

const further = streamNames.filter((name) => !coreStreams.includes(name));

/** Streams that are simply listed: their costs can be worked out without the walk over tasks. */
const flat = further.filter((name) => streamRow(name).role === undefined);

type Further = keyof ReturnType<typeof listSizes>['further'];

/** The keys of a stream's records as the sandbox's truth writes them. */
function keys(outcome: Outcome, name: StreamName): string[] {
  const { key } = streamRow(name);
  return (outcome.records.get(name) ?? []).map((record) => key.map((field) => String(record[field])).join('|')).sort();
}

/** What lists for the parents of some kinds cost, each list once. */
function parentCost({ sandbox }: Harness, kinds: ReadonlySet<ParentKind>): number {
  const truth = sandbox.truth();
  const cost = (kind: ParentKind, rows: readonly string[]) => (kinds.has(kind) ? c(rows.length) : 0);
  return (
    c(truth.workspaces.length) +
    cost('project', truth.projects) +
    cost('team', truth.teams) +
    cost('portfolio', truth.portfolios) +
    cost('goal', truth.goals) +
    cost('user', truth.users)
  );
}

function ownCost({ sandbox }: Harness, name: StreamName): number {
  const row = streamRow(name);
  if (row.from !== undefined) return 0;
  const { world, reader, plan } = sandbox;
  const lists = Object.values(listSizes(world, reader, plan).further[name as Further]).flat();
  // The audit log's last page is an empty one, unless there is no other.
  const last = row.list.shape === 'endless' ? lists.filter((rows) => rows > 0).length : 0;
  return lists.reduce((total, rows) => total + c(rows), last);
}

const WORLDS: readonly (readonly [string, SandboxOptions])[] = [
  ['a person', { plan: 'enterprise' }],
  ['a service account', { plan: 'enterprise', serviceAccount: true }],
  [
    'somebody in three workspaces, one of them plain',
    {
      plan: 'enterprise',
      sizes: { workspaces: 3, organizations: 2, users: 9, projects: 6, portfolios: 6, goals: 9, timeEntries: 30 },
    },
  ],
];

describe.each(WORLDS)('for %s', (_who, options) => {
  it('every stream comes out whole, each row once, with what it was listed under, and the next run is quiet', async () => {
    const harness = new Harness(options);
    const run = await harness.sync({ streams: streamNames });
    expect([run.error, run.failures]).toEqual([undefined, []]);
    const truth = harness.sandbox.truth();
    for (const name of streamNames) expect([name, keys(run, name)]).toEqual([name, [...truth[name]].sort()]);
    for (const name of further) {
      const under = Object.keys(run.records.get(name)?.[0] ?? {}).filter((field) => field.endsWith('_gid'));
      for (const record of run.records.get(name) ?? []) {
        for (const field of under) expect(record[field]).toMatch(/^\d+$/);
      }
    }

    harness.later();
    const next = await harness.sync({ streams: streamNames, state: run.states.at(-1) });
    expect([next.error, next.failures]).toEqual([undefined, []]);
    for (const name of further.filter((each) => streamRow(each).replicationKey === undefined)) {
      expect([name, keys(next, name)]).toEqual([name, keys(run, name)]);
    }
    expect(keys(next, 'audit_log_events')).toEqual([]);
  });
});

describe('a stream on its own', () => {
  it.each(flat)('%s asks for the lists it hangs on, for its own, and for nothing else', async (name) => {
    const harness = new Harness({ plan: 'enterprise', serviceAccount: streamRow(name).serviceAccounts === true });
    const run = await harness.sync({ streams: [name] });
    expect([run.error, run.failures]).toEqual([undefined, []]);
    expect([...run.records.keys()]).toEqual([name]);
    expect(keys(run, name)).toEqual([...harness.sandbox.truth()[name]].sort());
    const kinds = new Set(sourcesOf(streamRow(name)).map(({ parent }) => parent));
    expect(run.requests.length).toBe(parentCost(harness, kinds) + ownCost(harness, name));
  });

  it('attachments ask for the lists of tasks and subtasks, each once, and for those of projects', async () => {
    const harness = new Harness({ plan: 'enterprise' });
    const { sandbox } = harness;
    const run = await harness.sync({ streams: ['attachments'] });
    const sizes = listSizes(sandbox.world, sandbox.reader, sandbox.plan);
    const sum = (numbers: readonly number[]) => numbers.reduce((total, n) => total + c(n), 0);
    const lists = [sizes.projectTasks, sizes.assignedTasks, sizes.subtasks].flatMap(Object.values);
    expect(run.requests.length).toBe(
      parentCost(harness, new Set(['project', 'user'])) + sum(lists) + ownCost(harness, 'attachments'),
    );
    expect(keys(run, 'attachments')).toEqual([...sandbox.truth().attachments].sort());
  });
});
