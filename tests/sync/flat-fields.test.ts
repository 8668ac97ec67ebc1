import { describe, expect, it } from 'vitest';
import { streamNames } from '../../src/streams/table.ts';
import { gids, Harness, type Outcome, selectionOf } from '../support/harness.ts';

const open = () => new Harness({ plan: 'enterprise' });

/** The parameters of requests whose path ends so. */
function asked(run: Outcome, path: string): URLSearchParams[] {
  return run.requests
    .filter((request) => request.path.endsWith(path))
    .map((request) => new URLSearchParams(request.query));
}

function fieldsOf(run: Outcome, path: string): string[] {
  return asked(run, path)[0]?.get('opt_fields')?.split(',') ?? [];
}

/** Deselects some properties of a stream. */
function without(stream: string, ...names: string[]) {
  return (catalog: Record<string, unknown>) => {
    const streams = catalog['streams'] as {
      tap_stream_id: string;
      metadata: { breadcrumb: string[]; metadata: Record<string, unknown> }[];
    }[];
    for (const { breadcrumb, metadata } of streams.find((each) => each.tap_stream_id === stream)?.metadata ?? []) {
      if (breadcrumb.length === 2 && names.includes(breadcrumb[1] ?? '')) metadata['selected'] = false;
    }
  };
}

it('what the walk asks for itself is no field that nobody knows, though nothing is selected but the keys', async () => {
  const selection = selectionOf(streamNames, (catalog) => {
    for (const { metadata } of catalog['streams'] as { metadata: { breadcrumb: string[]; metadata: object }[] }[]) {
      for (const entry of metadata)
        if (entry.breadcrumb.length === 2) Object.assign(entry.metadata, { selected: false });
    }
  });
  const run = await open().sync({ selection, config: { include_archived_projects: false } });
  expect([run.failures, run.records.get('tasks')?.length]).toEqual([[], expect.any(Number)]);
  expect(run.log).not.toContain('does not know');
});

describe('rows that come with those of their parents', () => {
  const stream = 'project_custom_field_settings';

  it('make the parents’ list ask for them, and for nothing else, if the parents are not selected', async () => {
    const fields = fieldsOf(await open().sync({ streams: [stream] }), '/projects');
    expect(fields).toContain('custom_field_settings.custom_field.name');
    expect(fields.filter((field) => field !== 'gid' && !field.startsWith('custom_field_settings.'))).toEqual([]);
  });

  it('are asked for as far as they are selected, and leave their parents as they are', async () => {
    const plain = await open().sync({ streams: ['projects'] });
    const edit = (catalog: Record<string, unknown>) => {
      without(stream, 'custom_field', 'parent', 'project')(catalog);
      without('projects', 'custom_field_settings')(catalog);
    };
    const run = await open().sync({ selection: selectionOf(['projects', stream], edit) });
    expect(fieldsOf(run, '/projects').filter((field) => field.startsWith('custom_field_settings'))).toEqual([
      'custom_field_settings.gid',
      'custom_field_settings.is_important',
      'custom_field_settings.resource_type',
    ]);
    expect(gids(run, 'projects')).toEqual(gids(plain, 'projects'));
    expect(run.log).not.toContain('does not know');
  });

  it('come out in each run, also of projects that have not changed, but only of those that are wanted', async () => {
    const harness = open();
    const first = await harness.sync({ streams: ['projects', stream] });
    harness.later();
    const next = await harness.sync({ streams: ['projects', stream], state: first.states.at(-1) });
    expect([gids(next, 'projects'), gids(next, stream)]).toEqual([[], gids(first, stream)]);
    const [project] = harness.sandbox.truth().projects;
    const one = await harness.sync({ streams: [stream], config: { projects: [project] } });
    expect(new Set(one.records.get(stream)?.map((record) => record['project_gid']))).toEqual(new Set([project]));
  });
});

describe('items of portfolios', () => {
  it('that are a column and a stream are read once', async () => {
    const both = await open().sync({ streams: ['portfolios', 'portfolio_items'] });
    const harness = open();
    const column = await harness.sync({ streams: ['portfolios'] });
    const stream = await open().sync({ streams: ['portfolio_items'] });
    expect(both.requests.length).toBe(column.requests.length);
    expect(both.records.get('portfolios')).toEqual(column.records.get('portfolios'));
    expect(both.records.get('portfolio_items')).toEqual(stream.records.get('portfolio_items'));
    expect(both.log).not.toContain('does not know');
  });

  it('come out once for each portfolio they are in', async () => {
    const harness = open();
    harness.sandbox.edit({ type: 'add-portfolio', items: ['project:0'] });
    harness.sandbox.edit({ type: 'add-portfolio', items: ['project:0'] });
    const run = await harness.sync({ streams: ['portfolio_items'] });
    const rows = run.records.get('portfolio_items') ?? [];
    const project = harness.sandbox.world.gid('project', 0);
    const places = rows.filter((row) => row['gid'] === project).map((row) => row['portfolio_gid']);
    expect(places.length).toBeGreaterThan(1);
    expect(new Set(places).size).toBe(places.length);
  });
});

it('the owner of a portfolio is asked for though nobody selected it: by it people are told from service accounts', async () => {
  const streams = ['portfolios'];
  const bare = await open().sync({ selection: selectionOf(streams, without('portfolios', 'owner')) });
  expect(fieldsOf(bare, '/portfolios')).toContain('owner');
  const whole = await open().sync({ streams });
  expect(fieldsOf(whole, '/portfolios')).toContain('owner.gid');
  expect(fieldsOf(whole, '/portfolios')).not.toContain('owner');
});

describe('requests of other shapes', () => {
  it('lists that have no fields to choose are asked for none', async () => {
    const run = await open().sync({ streams: ['project_memberships', 'rates', 'budgets'] });
    const all = ['/memberships', '/rates', '/budgets'].flatMap((path) => asked(run, path));
    expect(all.length).toBeGreaterThan(10);
    expect(all.filter((query) => query.has('opt_fields'))).toEqual([]);
    expect(asked(run, '/budgets').filter((query) => query.has('limit'))).toEqual([]);
  });

  it('objects are asked without a limit, and only where their parent names them', async () => {
    const run = await open().sync({ streams: ['project_briefs', 'project_task_counts'] });
    expect(fieldsOf(run, '/projects')).toEqual(['gid', 'project_brief']);
    const briefs = run.requests.filter(({ path }) => path.includes('/project_briefs/'));
    expect(briefs).toHaveLength(gids(run, 'project_briefs').length);
    const objects = [...briefs, ...run.requests.filter(({ path }) => path.endsWith('/task_counts'))];
    expect(objects.filter(({ query }) => query['limit'] !== undefined)).toEqual([]);
    expect(fieldsOf(run, '/task_counts')).not.toContain('gid');
  });

  it('both kinds of a list that has two are read', async () => {
    const run = await open().sync({ streams: ['time_tracking_categories'] });
    expect(asked(run, '/time_tracking_categories').map((query) => query.get('is_archived'))).toEqual([null, 'true']);
    expect(new Set(run.records.get('time_tracking_categories')?.map((row) => row['is_archived']))).toEqual(
      new Set([false, true]),
    );
  });
});
