import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { everyProperty, type Property, read, schemaOf, script } from './files.ts';

const { TABLES } = await script('update-schemas.js');
const ALLOWED = ['type', 'format', 'properties', 'items', 'x-ask'];
const TYPES = ['string', 'integer', 'number', 'boolean', 'object', 'array'];

function nullable(property: Property): boolean {
  const [none, type, ...more] = [property.type].flat();
  return none === 'null' && TYPES.includes(type ?? '') && more.length === 0;
}

it('there is a file for every row of the table, and no other', () => {
  const files = readdirSync(new URL('../../schemas/', import.meta.url)).filter((name) => name.endsWith('.json'));
  expect(files.sort()).toEqual(TABLES.streams.map(({ stream }) => `${stream}.json`).sort());
});

describe.each(TABLES.streams)('the schema of $stream', ({ stream, key }) => {
  const schema = schemaOf(stream);
  const properties = everyProperty(schema);
  const parts = properties.flatMap(([way, property]): [string, Property][] =>
    property.items
      ? [
          [way, property],
          [`${way}[]`, property.items],
        ]
      : [[way, property]],
  );
  const where = (bad: (part: [string, Property]) => boolean) => parts.filter(bad).map(([way]) => way);

  it('is an object of properties', () => {
    expect(Object.keys(schema)).toEqual(['type', 'properties']);
    expect(schema.type).toBe('object');
  });

  it('has its key, which is never null', () => {
    for (const name of key) expect(schema.properties?.[name]?.type).toBe('string');
  });

  it('gives everything else one type beside null', () => {
    expect(where(([way, part]) => !key.includes(way) && !nullable(part))).toEqual([]);
  });

  it('says what is in every array', () => {
    expect(where(([, part]) => [part.type].flat().includes('array') && part.items === undefined)).toEqual([]);
  });

  it('says what is in every object', () => {
    const bare = ([, part]: [string, Property]) => Object.keys(part.properties ?? {}).length === 0;
    expect(where((part) => [part[1].type].flat().includes('object') && bare(part))).toEqual([]);
  });

  it('knows no formats but instants and days', () => {
    const formats = where(([, part]) => part.format !== undefined && !['date', 'date-time'].includes(part.format));
    expect(formats).toEqual([]);
  });

  it('has instants where names end in _at, and days where they end in _on', () => {
    const format = (way: string) => (way.endsWith('_at') ? 'date-time' : 'date');
    // Days after the project's start are numbers: relative_due_on.
    const moment = (way: string) => /_(at|on)$/.test(way) && !/\brelative_/.test(way);
    expect(where(([way, part]) => moment(way) && part.format !== format(way))).toEqual([]);
  });

  it('uses names every target can make a column of', () => {
    const names = parts.map(([way]) => way.replaceAll('[]', '').split('.').at(-1) ?? '');
    expect(names.filter((name) => !/^[a-z0-9_]+$/.test(name))).toEqual([]);
  });

  it('uses no keyword that a target may not know, and x-ask only as written', () => {
    expect(where(([, part]) => Object.keys(part).some((keyword) => !ALLOWED.includes(keyword)))).toEqual([]);
    expect(where(([, part]) => !['bare', 'none', undefined].includes(part['x-ask']))).toEqual([]);
  });

  it('marks nothing below a column that is asked for bare or not at all', () => {
    const marked = properties.filter(([, part]) => part['x-ask'] !== undefined).map(([way]) => way);
    const below = (way: string) => marked.some((top) => way.startsWith(`${top}.`) || way.startsWith(`${top}[].`));
    expect(marked.filter(below)).toEqual([]);
  });

  it('asks bare only for objects', () => {
    const scalar = ([, part]: [string, Property]) => part.properties === undefined && part.items === undefined;
    expect(where((part) => part[1]['x-ask'] === 'bare' && scalar(part))).toEqual([]);
  });

  it('is in order: gid first, then by name', () => {
    const order = (level: Property): boolean => {
      const names = Object.keys(level.properties ?? {});
      const sorted = [...names].sort((a, b) => Number(b === 'gid') - Number(a === 'gid') || (a < b ? -1 : 1));
      return names.join() === sorted.join();
    };
    expect(order(schema)).toBe(true);
    expect(where(([, part]) => !order(part))).toEqual([]);
  });

  it('is written the way the script writes', () => {
    expect(read(`schemas/${stream}.json`)).toBe(`${JSON.stringify(schema, null, 2)}\n`);
  });
});

it('tasks and subtasks are alike', () => {
  expect(schemaOf('subtasks')).toEqual(schemaOf('tasks'));
});

it('columns filled by requests of their own are never asked for', () => {
  expect(schemaOf('teams').properties?.['users']?.['x-ask']).toBe('none');
  expect(schemaOf('portfolios').properties?.['portfolio_items']?.['x-ask']).toBe('none');
});
