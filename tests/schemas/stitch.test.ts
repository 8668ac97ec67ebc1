import { describe, expect, it } from 'vitest';
import { type Facts, read, schemaOf, script } from './files.ts';

const facts = JSON.parse(read('tests/fixtures/stitch-columns.json')) as Facts;
const guide = read('docs/migrating.md');
const { renderGuide } = await script('schemas/render-migrating.js');
const { schemaColumns, stitchColumns } = await script('schemas/stitch.js');
const { adviceTable } = await script('schemas/stitch-advice.js');

describe.each(Object.entries(facts))("Stitch's table %s", (table, columns) => {
  const ours = schemaColumns(schemaOf(table));
  const split = (column: string) => [column.slice(0, column.lastIndexOf(':')), column.split(':').at(-1)] as const;

  it('has each of its columns here with the same type, or in the guide for those who move', () => {
    const lost = columns.filter((column) => {
      const [path, type] = split(column);
      return (
        ours.get(path) !== type && !guide.includes(`| \`${table}.${path}\` | ${type} | ${ours.get(path) ?? 'absent'} |`)
      );
    });
    expect(lost).toEqual([]);
  });

  it('loses no top-level column but the misspelt one', () => {
    const top = columns.map((column) => split(column)[0]).filter((path) => !/[.[]/.test(path));
    const lost = top.filter((path) => !ours.has(path)).map((path) => `${table}.${path}`);
    expect(lost).toEqual(table === 'tasks' ? ['tasks.is_rendered_as_seperator'] : []);
    if (table === 'tasks') expect(ours.get('is_rendered_as_separator')).toBe('boolean');
  });
});

it('the lists in the guide are those the script makes', () => {
  const schemas = Object.fromEntries(Object.keys(facts).map((table) => [table, schemaOf(table)]));
  expect(renderGuide(guide, facts, schemas)).toBe(guide);
});

it('the guide names every column that is never filled', async () => {
  const { TABLES } = await script('update-schemas.js');
  const list = guide.slice(guide.indexOf('<!-- empty-columns:start -->'));
  const columns = TABLES.overlay.filter(({ filled }) => !filled).map(({ column }) => column);
  expect(columns.filter((column) => !list.includes(`\`${column}\``))).toEqual([]);
});

it('a difference nobody has thought about stops the guide', () => {
  expect(() => adviceTable([{ column: 'tags.color', there: 'integer', here: 'string' }])).toThrow(
    'no advice for tags.color',
  );
});

it('facts are flat: a path and a type', () => {
  const tables = {
    b: { fields: { list: { type: 'array', fields: { gid: 'string' } } } },
    a: { fields: { x: 'date-time' } },
  };
  expect(stitchColumns(tables)).toEqual({ a: ['x:date-time'], b: ['list:array', 'list[].gid:string'] });
});
