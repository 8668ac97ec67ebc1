import { describe, expect, it } from 'vitest';
import type { SandboxOptions } from '../../src/sandbox/options.ts';
import { gids, Harness, type Outcome } from '../support/harness.ts';
import { SmallWorld } from './small-world.ts';

function sync(streams: readonly string[], path: string, status: number, more: SandboxOptions = {}): Promise<Outcome> {
  const fault = { type: 'status', status, message: 'Not for you.' } as const;
  return new Harness({ plan: 'enterprise', ...more, faults: [{ path, fault }] }).sync({ streams });
}

const warnings = (run: Outcome) => run.log.split('\n').filter((line) => line.startsWith('WARNING'));

describe('a list under a parent that is refused', () => {
  it.each([402, 403, 404])('%d: that parent is passed over, named, and nothing else', async (status) => {
    const harness = new Harness({
      plan: 'enterprise',
      faults: [{ path: '/goals/*/stories', count: 1, fault: { type: 'status', status } }],
    });
    const run = await harness.sync({ streams: ['goal_stories'] });
    expect([run.error, run.failures]).toEqual([undefined, []]);
    expect(warnings(run)).toEqual([expect.stringMatching(/goal_stories: skipped goal \d+\./)]);
    expect(run.records.get('goal_stories')?.length).toBeGreaterThan(0);
  });

  it('names the user and the workspace', async () => {
    const [warning] = warnings(await sync(['user_task_lists'], '/users/*/user_task_list', 403));
    expect(warning).toMatch(/user_task_lists: skipped user \d+ in workspace \d+\./);
  });

  it('names the plan where that is what is missing', async () => {
    const [warning] = warnings(await sync(['budgets'], '/budgets', 402));
    expect(warning).toMatch(/It needs a plan with budgets\.$/);
  });

  it('that fills a column and a stream is the loss of both', async () => {
    const run = await sync(['portfolios', 'portfolio_items'], '/portfolios/*/items', 403);
    expect(warnings(run)[0]).toMatch(/portfolios, portfolio_items: skipped the items of portfolios \d+/);
    expect(run.records.get('portfolios')?.map((row) => row['portfolio_items'])).toEqual([null, null]);
  });

  it('for want of a scope is asked no more, and the rows come without it', async () => {
    const fault = { type: 'status', status: 403, message: 'Missing scopes: users:read' } as const;
    const run = await new Harness({
      sizes: { teams: 3 },
      faults: [{ path: '/users', query: { team: '*' }, fault }],
    }).sync({
      streams: ['teams'],
      config: { max_concurrent_requests: 1 },
    });
    expect(warnings(run)).toEqual([
      expect.stringMatching(/ teams: teams\.users are not available in workspace \d+\. .* lacks the scope it names\.$/),
    ]);
    expect(run.records.get('teams')?.map((row) => row['users'])).toEqual([null, null, null]);
    expect(run.requests.filter(({ query }) => query['team'] !== undefined)).toHaveLength(1);
  });

  it('that cannot be read for another reason is a failure', async () => {
    const run = await sync(['project_task_counts'], '/projects/*/task_counts', 418);
    expect(run.failures[0]).toMatch(/^project_task_counts: could not read project \d+\./);
  });

  it('and is no object where it should be is a failure too', async () => {
    const body = JSON.stringify({ data: [] });
    const fault = { type: 'status', status: 200, body } as const;
    const run = await new Harness({ faults: [{ path: '/projects/*/task_counts', fault }] }).sync({
      streams: ['project_task_counts'],
    });
    expect(run.failures[0]).toContain('answered with something that is no object');
  });

  it('and is null where an object should be is no row', async () => {
    const fault = { type: 'status', status: 200, body: '{"data":null}' } as const;
    const run = await new Harness({ faults: [{ path: '/users/*/user_task_list', fault }] }).sync({
      streams: ['user_task_lists'],
    });
    expect([run.failures, run.records.size, warnings(run)]).toEqual([[], 0, []]);
  });
});

describe('a workspace’s own list that is refused', () => {
  it('ends the stream there, with the plan it needs', async () => {
    const run = await sync(['allocations'], '/allocations', 402);
    expect(run.failures).toEqual([]);
    expect(warnings(run)).toEqual([
      expect.stringMatching(/allocations: not available in workspace \d+\..* It needs an Enterprise plan\.$/),
    ]);
  });

  it('and is only there for others is told by their names', async () => {
    const run = await sync(['goal_stories', 'goal_memberships'], '/goals', 402);
    expect(warnings(run)).toEqual([
      expect.stringMatching(
        /goal_memberships, goal_stories: goals are not available in workspace \d+\..* It needs a plan with goals\.$/,
      ),
    ]);
    expect(
      ['goal_memberships', 'goal_stories', 'goals'].map((name) => run.metrics.total('skipped_count', { stream: name })),
    ).toEqual([1, 1, 0]);
  });

  it('and is there for others too says whom it is missing', async () => {
    const run = await sync(['goals', 'goal_stories', 'status_updates'], '/goals', 402);
    expect(warnings(run)).toEqual([
      expect.stringMatching(
        / goals: not available .* What lies below is left out of goal_stories, status_updates, too\.$/,
      ),
    ]);
  });

  it('takes nothing from a stream that has rows elsewhere', async () => {
    const whole = await new Harness({ plan: 'enterprise' }).sync({ streams: ['status_updates'] });
    const kinds = (run: Outcome) =>
      new Set(
        run.records.get('status_updates')?.map((row) => (row['parent'] as { resource_type: string }).resource_type),
      );
    expect(kinds(whole)).toEqual(new Set(['project', 'portfolio', 'goal']));
    expect(kinds(await sync(['status_updates'], '/goals', 402))).toEqual(new Set(['project', 'portfolio']));
    expect(kinds(await sync(['status_updates'], '/portfolios', 403))).toEqual(new Set(['project', 'goal']));
  });

  it('for want of a scope that there is none for says so', async () => {
    const fault = { type: 'status', status: 403, message: 'Missing scopes' } as const;
    const run = await new Harness({ faults: [{ path: '/time_periods', fault }] }).sync({ streams: ['time_periods'] });
    expect(warnings(run)[0]).toContain('No OAuth scope covers this stream');
  });
});

it('a table of which a parent was left out is not closed', async () => {
  const config = { emit_activate_version_messages: true };
  const streams = ['status_updates', 'goal_memberships', 'team_memberships'];
  const faults = [{ path: '/goals', fault: { type: 'status', status: 403 } }] as const;
  const run = await new Harness({ plan: 'enterprise', faults: [...faults] }).sync({ streams, config });
  const closed = run.messages.filter(({ type }) => type === 'ACTIVATE_VERSION').map(({ stream }) => stream);
  expect(closed).toEqual(['team_memberships']);
});

it('an answer about an offset ends no run where one object was asked for', async () => {
  const fault = { type: 'status', status: 400, message: 'Your pagination token has expired' } as const;
  const world = new SmallWorld({ faults: [{ path: '/projects/*/task_counts', fault }] });
  const task = world.task(0);
  const run = await world.next({ streams: ['project_task_counts', 'tasks'] });
  expect([run.error, gids(run, 'tasks')]).toEqual([undefined, [task]]);
  expect(run.failures).toEqual([expect.stringMatching(/^project_task_counts: could not read .*expired/)]);
});
