import { describe, expect, test } from 'vitest';
import { FURTHER, FURTHER_STREAMS, type FurtherName, type FurtherStream } from '../../src/sandbox/further-streams.ts';
import { scopeOf } from '../../src/sandbox/scope.ts';
import { optFields } from '../../src/streams/fields.ts';
import { loadSchema } from '../../src/streams/schema.ts';
import { openSandbox, type Row } from './open-sandbox.ts';
import { has, pathsOf } from './schema-paths.ts';

const { sandbox, get } = openSandbox({
  plan: 'enterprise',
  serviceAccount: true,
  sizes: {
    projects: 12,
    tasks: 300,
    users: 60,
    portfolios: 20,
    goals: 12,
    statusUpdates: 60,
    taskTemplates: 12,
    attachments: 80,
  },
});
const { world, reader, plan } = sandbox;
const goals = Array.from(world.goals.lists.workspaceGoals.ids(0));
const reading = { world, reader, plan, scope: scopeOf(world, reader), goals };

/** All rows of a stream, with every field that its schema has and the list can be asked for. */
function rowsOf(stream: FurtherName): Row[] {
  const { asks, inline }: FurtherStream = FURTHER[stream];
  const names = optFields(loadSchema(stream)).map((name) => (inline === undefined ? name : `${inline}.${name}`));
  return asks(reading).flatMap(({ path, query }) => {
    const fields = names.length > 0 ? { opt_fields: names.join() } : {};
    const { list, one } = get(path, { ...query, ...fields });
    if (inline !== undefined) return one[inline] as Row[];
    return Array.isArray(one) ? list : [one];
  });
}

/** What a tap adds by itself, and what no row of the kind has, as the specification or the reference says. */
const NOT_SERVED: readonly [RegExp, RegExp][] = [
  [/./, /^(project|portfolio|goal|team|workspace)_gid$/],
  // A definition has no value.
  [/^custom_fields$/, /^(\w+_values?|display_value|enabled)(\.|$)/],
  [/./, /custom_field\.(\w+_values?|display_value|enabled|input_restrictions)(\.|$)/],
  [/^(portfolio|goal|team)_custom_field_settings$/, /^project(\.|$)/],
  [/^goals$/, /^custom_field_settings\.project(\.|$)/],
  // A task shows of whoever made it "gid and resource_type alone" (TaskCompact), unless more is named.
  [/^attachments$/, /^parent\.created_by\.name$/],
  // "Deprecated and will always be null", but not nullable.
  [/^goal_memberships$/, /^is_(commenter|editor)$/],
  // Templates of the sandbox are simple.
  [/^task_templates$/, /^template\.(dependencies|dependents|attachments)\./],
  [/^task_templates$/, /^template\.(subtasks|followers|memberships|custom_fields)\.|^template\.custom_fields/],
  // The sandbox's goals have comments and new names.
  [
    /^goal_stories$/,
    /^(?!gid|created_|html_text|is_|new_name|old_name|num_|resource_|text|type|liked|hearted|source|target$)/,
  ],
];

describe('every field of a stream’s schema is served in some row', () => {
  test.each(FURTHER_STREAMS)('%s', (stream) => {
    const except = NOT_SERVED.filter(([streams]) => streams.test(stream)).map(([, paths]) => paths);
    const paths = pathsOf(loadSchema(stream)).filter((path) => !except.some((pattern) => pattern.test(path)));
    const rows = rowsOf(stream);
    expect(rows.length).toBeGreaterThan(0);
    expect(paths.filter((path) => !rows.some((row) => has(row, path.split('.'))))).toEqual([]);
  });
});

test('a row is found by its gid, as its list shows it', () => {
  const single = [
    ...(['attachments', 'project_statuses', 'status_updates', 'project_templates', 'task_templates'] as const),
    ...(['custom_types', 'ooo_entries', 'roles', 'custom_fields', 'goals', 'goal_relationships'] as const),
    ...(['time_periods', 'time_tracking_entries', 'time_tracking_categories'] as const),
    ...(['timesheet_approval_statuses', 'allocations', 'budgets', 'rates'] as const),
  ];
  for (const stream of single) {
    const names = optFields(loadSchema(stream)).join();
    for (const row of rowsOf(stream).slice(0, 3)) {
      expect(get(`/${stream}/${row.gid}`, names === '' ? {} : { opt_fields: names }).one).toEqual(row);
    }
  }
});

test('gids are shared by no two objects', () => {
  const seen = new Map<string, string>();
  for (const stream of FURTHER_STREAMS.filter((name) => !['portfolio_items', 'project_task_counts'].includes(name))) {
    const kind = stream.endsWith('_settings') && stream !== 'project_portfolio_settings' ? 'setting' : stream;
    for (const { gid } of rowsOf(stream)) {
      expect([gid, seen.get(gid) ?? kind]).toEqual([gid, kind]);
      seen.set(gid, kind);
      expect(gid).toMatch(/^\d{16,19}$/);
    }
  }
});
