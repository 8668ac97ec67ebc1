import fc from 'fast-check';
import { afterEach, describe, expect, it, test } from 'vitest';
import { columnsFor, type FoundField, safeName } from '../../src/check/custom-field-columns.ts';
import { main } from '../../src/cli/main.ts';
import { takenColumnNames } from '../../src/cli/stream-schemas.ts';
import type { SandboxOptions } from '../../src/sandbox/options.ts';
import { lastWords, type Sandboxed, startSandboxed } from './sandboxed.ts';

let sandboxed: Sandboxed | undefined;

afterEach(async () => {
  await sandboxed?.close();
  sandboxed = undefined;
});

async function start(line: string, options: SandboxOptions = {}, files: Readonly<Record<string, unknown>> = {}) {
  sandboxed = await startSandboxed(options);
  const io = sandboxed.io(line, { files });
  return { code: await main(io), io, sandbox: sandboxed.sandbox };
}

const field = (gid: string, name: string, subtype = 'text', representation = subtype): FoundField => ({
  gid,
  name,
  subtype,
  representation,
});

const nothingTaken: ReadonlySet<string> = new Set();

describe('the command', () => {
  it('prints a map that the next run takes as it is', async () => {
    const { code, io, sandbox } = await start('check --custom-fields -c c');
    expect([code, io.err]).toEqual([0, '']);
    const map = JSON.parse(io.out) as { custom_field_columns: Record<string, { gid: string; type: string }> };
    const columns = Object.values(map.custom_field_columns);
    expect(columns.map(({ gid }) => gid).sort()).toEqual([...sandbox.truth().custom_fields].sort());
    expect(new Set(columns.map(({ type }) => type)).size).toBeGreaterThan(4);

    const next = sandboxed?.io('-c c -c map --test=schema', { files: { map } });
    expect(await main(next as NonNullable<typeof next>)).toBe(0);
    const tasks = next?.messages.find((message) => message['stream'] === 'tasks')?.['schema'];
    expect(Object.keys((tasks as { properties: object }).properties)).toEqual(
      expect.arrayContaining(Object.keys(map.custom_field_columns)),
    );
  });

  it('asks for no workspace whose gid is none', async () => {
    const faults = [{ path: '/workspaces', fault: { type: 'patch-rows', set: { gid: '../users' } } }] as const;
    const { code, io, sandbox } = await start('check --custom-fields -c c', { faults: [...faults] });
    expect([code, lastWords(io)]).toEqual([1, expect.stringContaining('No custom field could be read')]);
    expect(io.err).toContain('Its gid is none that Asana gives.');
    expect(sandbox.requests.map(({ path }) => path)).toEqual(['/api/1.0/workspaces']);
  });

  it('says which field is which where no name of theirs can be a column’s', async () => {
    const fault = { type: 'patch-rows', set: { name: '優先度' } } as const;
    const faults = [{ path: '/workspaces/*/custom_fields', fault }];
    const { io, sandbox } = await start('check --custom-fields -c c', { faults, sizes: { customFields: 2 } });
    expect(Object.keys(JSON.parse(io.out).custom_field_columns)).toEqual(['field', 'field_2']);
    expect(sandbox.truth().custom_fields).toHaveLength(2);
    expect(io.err).toBe(
      'INFO field is the custom field "優先度". Call it as you like.\n' +
        'INFO field_2 is the custom field "優先度". Call it as you like.\n',
    );
  });

  it('reads the workspaces that are wanted, one list each', async () => {
    const { io, sandbox } = await start('-c c -c w check --custom-fields', { sizes: { workspaces: 2 } }, { w: {} });
    expect(Object.keys(JSON.parse(io.out).custom_field_columns)).toHaveLength(18);
    const paths = sandbox.requests.map(({ path }) => path);
    expect(paths.filter((path) => path.endsWith('/custom_fields'))).toHaveLength(2);
    expect(paths).toHaveLength(3);
  });

  it('without a config is bad usage', async () => {
    expect((await start('check --custom-fields')).code).toBe(2);
  });

  it('where nothing can be read is exit 1 with the reason, and prints nothing', async () => {
    const refused = { path: '/workspaces/*/custom_fields', fault: { type: 'status', status: 402 } } as const;
    const { code, io } = await start('check --custom-fields -c c', { faults: [refused] });
    expect([code, io.out]).toEqual([1, '']);
    expect(io.err).toContain('It needs a plan with custom fields.');
    expect(lastWords(io)).toBe('CRITICAL No custom field could be read: see the warnings above.');
  });

  it('where no workspace of the config is reachable is exit 1, and says so', async () => {
    const { code, io } = await start('-c c -c w check --custom-fields', {}, { w: { workspaces: ['1'] } });
    expect([code, io.out]).toEqual([1, '']);
    expect(lastWords(io)).toBe(
      'CRITICAL None of the configured workspaces is reachable with this token. Check `workspaces`.',
    );
  });

  it('where one workspace fails prints the others, and is exit 1', async () => {
    const broken = { path: '/workspaces/*/custom_fields', nth: 2, fault: { type: 'status', status: 418 } } as const;
    const { code, io } = await start('check --custom-fields -c c', { sizes: { workspaces: 2 }, faults: [broken] });
    expect(code).toBe(1);
    expect(Object.keys(JSON.parse(io.out).custom_field_columns)).toHaveLength(9);
    expect(lastWords(io)).toMatch(/^CRITICAL custom_fields: could not read workspace \d+\./);
  });
});

test.each([
  ['Priority', 'priority'],
  ['  Größe (cm²)', 'grosse_cm2'],
  ['Été / Hiver', 'ete_hiver'],
  ['2026 budget', 'field_2026_budget'],
  ['優先度', 'field'],
  ['__proto__', 'proto'],
  ['x'.repeat(80), 'x'.repeat(58)],
])('%s is called %s', (name, column) => {
  expect(safeName(name)).toBe(column);
});

describe('the map', () => {
  it('has the types that the fields have, and text for what is only shown', () => {
    const fields = ['text', 'number', 'enum', 'multi_enum', 'date', 'people', 'reference', 'new'].map(
      (subtype, index) => field(String(index), subtype, subtype),
    );
    const formula = field('9', 'margin', 'number', 'formula');
    const types = Object.values(columnsFor([...fields, formula], {}, nothingTaken)).map(({ type }) => type);
    expect(types).toEqual(['text', 'number', 'enum', 'multi_enum', 'date', 'people', 'text', 'text', 'text']);
  });

  it('gives the older field the first choice, and no name that a stream has', () => {
    const fields = [field('12', 'Cost'), field('9', 'cost'), field('10', 'Notes'), field('11', 'cost 2')];
    expect(columnsFor(fields, {}, takenColumnNames())).toEqual({
      cost: { gid: '9', type: 'text' },
      notes_2: { gid: '10', type: 'text' },
      cost_2: { gid: '11', type: 'text' },
      cost_3: { gid: '12', type: 'text' },
    });
  });

  it('leaves the columns that are configured as they are, whatever their fields are called now', () => {
    const known = { stage: { gid: '1', type: 'enum' }, gone: { gid: '5', type: 'text' } } as const;
    expect(columnsFor([field('1', 'Phase', 'enum'), field('2', 'Stage')], known, nothingTaken)).toEqual({
      ...known,
      stage_2: { gid: '2', type: 'text' },
    });
  });

  it('gives a field another name whose own no run would take', () => {
    const known = { notes: { gid: '1', type: 'number' } } as const;
    expect(columnsFor([field('1', 'Notes', 'number')], known, takenColumnNames())).toEqual({
      notes_2: { gid: '1', type: 'number' },
    });
  });

  it('has a column for each field, all with safe names, none alike', () => {
    const some = fc.uniqueArray(fc.record({ gid: fc.nat().map(String), name: fc.string({ unit: 'binary' }) }), {
      selector: ({ gid }) => gid,
    });
    fc.assert(
      fc.property(some, (fields) => {
        const columns = columnsFor(
          fields.map(({ gid, name }) => field(gid, name)),
          {},
          takenColumnNames(),
        );
        expect(Object.keys(columns)).toHaveLength(fields.length);
        for (const name of Object.keys(columns)) expect(name).toMatch(/^[a-z][a-z0-9_]{0,62}$/);
      }),
    );
  });
});
