import { describe, expect, it } from 'vitest';
import { streamSchemas } from '../../src/cli/stream-schemas.ts';
import { readSelection } from '../../src/singer/read-selection.ts';
import type { Selection } from '../../src/singer/selection.ts';
import { streams } from '../../src/streams/table.ts';
import { selectionOf } from '../support/harness.ts';
import { SmallWorld } from './small-world.ts';

const WITH_COLUMNS = ['tasks', 'subtasks', 'projects', 'portfolios'];

/** Custom fields of a world with one of each type: text, number, enum … as the sandbox numbers them. */
function columnWorld() {
  const world = new SmallWorld({ sizes: { customFields: 9, portfolios: 1, itemsPerPortfolio: 0 } });
  const task = world.task(0);
  world.subtask(task);
  const row = world.sandbox.object(task, 'custom_fields.gid,custom_fields.resource_subtype') as {
    custom_fields: { gid: string; resource_subtype: string }[];
  };
  const types = ['text', 'number', 'enum', 'multi_enum', 'date', 'people'];
  const columns = Object.fromEntries(
    row.custom_fields
      .filter(({ resource_subtype: type }) => types.includes(type))
      .map(({ gid, resource_subtype: type }) => [`own_${type}`, { gid, type }]),
  );
  return { world, task, columns };
}

/** The streams selected by default, with these columns, as the command line makes it. */
function selection(columns: Parameters<typeof streamSchemas>[0], only?: string): Selection {
  const all = readSelection(undefined, streams, streamSchemas(columns), () => {});
  return new Map([...all].filter(([name]) => (only === undefined ? WITH_COLUMNS.includes(name) : name === only)));
}

describe('custom_field_columns', () => {
  it('adds a typed column to tasks, subtasks, projects and portfolios, in SCHEMA and on every row', async () => {
    const { world, columns } = columnWorld();
    expect(Object.keys(columns).length).toBeGreaterThan(3);
    const run = await world.next({ selection: selection(columns as never), config: { custom_field_columns: columns } });
    expect(run.error).toBeUndefined();
    for (const stream of WITH_COLUMNS) {
      const schema = run.messages.find((message) => message['type'] === 'SCHEMA' && message['stream'] === stream);
      for (const name of Object.keys(columns)) expect(schema).toHaveProperty(['schema', 'properties', name]);
      expect(run.records.get(stream)?.length).toBeGreaterThan(0);
      for (const record of run.records.get(stream) ?? []) {
        for (const name of Object.keys(columns)) expect(record).toHaveProperty(name);
      }
    }
  });

  it('fills it with the value of the field, as its own column `custom_fields` has it', async () => {
    const { world, task, columns } = columnWorld();
    const { gid } = columns['own_text'] as { gid: string };
    world.edit({ type: 'set-custom-field', task, field: gid, value: 'set by a test' });
    const run = await world.next({ selection: selection(columns as never), config: { custom_field_columns: columns } });
    const record = run.records.get('tasks')?.[0] as Record<string, unknown>;
    expect(record['own_text']).toBe('set by a test');
    const fields = record['custom_fields'] as Record<string, unknown>[];
    const number = fields.find((field) => field['gid'] === columns['own_number']?.gid);
    expect(record['own_number']).toEqual(number?.['number_value']);
  });

  it('asks for what it needs, though `custom_fields` is not selected', async () => {
    const { world, task, columns } = columnWorld();
    const { own_text: column } = columns as Record<string, { gid: string; type: 'text' }>;
    world.edit({ type: 'set-custom-field', task, field: column?.gid ?? '', value: 'set by a test' });
    const catalog = {
      streams: [
        {
          tap_stream_id: 'tasks',
          schema: { properties: { gid: {}, own_text: {} } },
          metadata: [{ breadcrumb: [], metadata: { selected: true } }],
        },
      ],
    };
    const own = { own_text: column } as Parameters<typeof streamSchemas>[0];
    const run = await world.next({
      selection: readSelection(catalog as never, streams, streamSchemas(own), () => {}),
      config: { custom_field_columns: own },
    });
    expect(run.records.get('tasks')).toEqual([
      { gid: task, modified_at: expect.any(String), own_text: 'set by a test' },
    ]);
    const fields = String(run.requests.find(({ query }) => query['project'] !== undefined)?.query['opt_fields']);
    expect(fields.split(',')).toEqual(expect.arrayContaining(['custom_fields.gid', 'custom_fields.text_value']));
    expect(fields).not.toContain('own_text');
  });

  it('is null where the row has no such field', async () => {
    const { world } = columnWorld();
    const columns = { lost: { gid: '4711', type: 'enum' } } as const;
    const run = await world.next({ selection: selection(columns, 'tasks'), config: { custom_field_columns: columns } });
    expect(run.records.get('tasks')).toMatchObject([{ lost: null }]);
  });

  it('takes nothing from another stream that has a column of that name', async () => {
    const { world } = columnWorld();
    const columns = { project_gid: { gid: '4711', type: 'text' } } as const;
    const run = await world.next({
      selection: selectionOf(['projects', 'project_task_counts'], undefined, columns),
      config: { custom_field_columns: columns },
    });
    expect(run.records.get('projects')).toMatchObject([{ project_gid: null }]);
    expect(run.records.get('project_task_counts')).toMatchObject([{ project_gid: world.gid('project') }]);
  });
});
