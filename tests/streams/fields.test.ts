import { describe, expect, it } from 'vitest';
import { optFields } from '../../src/streams/fields.ts';
import { loadSchema, type ObjectSchema, type PropertySchema } from '../../src/streams/schema.ts';
import { streamNames } from '../../src/streams/table.ts';

const text: PropertySchema = { type: ['null', 'string'] };
const person: PropertySchema = {
  type: ['null', 'object'],
  properties: { gid: text, name: text, resource_type: text },
};

function schema(properties: Record<string, PropertySchema>): ObjectSchema {
  return { type: 'object', properties };
}

function list(items: PropertySchema, ask?: 'bare' | 'none'): PropertySchema {
  return { type: ['null', 'array'], items, ...(ask && { 'x-ask': ask }) };
}

describe('what is asked for', () => {
  it('is the names of scalars and lists of scalars, sorted', () => {
    expect(optFields(schema({ name: text, gid: text, labels: list(text) }))).toEqual(['gid', 'labels', 'name']);
  });

  it('is what is selected in objects and lists of objects', () => {
    const memberships = list({ type: ['null', 'object'], properties: { project: person } });
    expect(optFields(schema({ assignee: person, memberships }))).toEqual([
      'assignee.gid',
      'assignee.name',
      'assignee.resource_type',
      'memberships.project.gid',
      'memberships.project.name',
      'memberships.project.resource_type',
    ]);
  });

  it('is an object’s own name where the schema says so, where it has no schema, or nothing in it is selected', () => {
    const ask = schema({
      created_by: { ...person, 'x-ask': 'bare' },
      dependencies: list(person, 'bare'),
      external: { type: ['null', 'object'] },
      assignee: { type: ['null', 'object'], properties: {} },
      parent: { type: ['null', 'object'], properties: { created_by: { ...person, 'x-ask': 'bare' } } },
    });
    expect(optFields(ask)).toEqual(['assignee', 'created_by', 'dependencies', 'external', 'parent.created_by']);
  });

  it('is not what is filled by a request of its own', () => {
    expect(optFields(schema({ gid: text, users: list(person, 'none') }))).toEqual(['gid']);
  });

  it('is an object by its name when all that is selected in it is never asked', () => {
    const ask = schema({ team: { type: ['null', 'object'], properties: { icon: { ...text, 'x-ask': 'none' } } } });
    expect(optFields(ask)).toEqual(['team']);
  });

  it('is what the walk needs too, each once', () => {
    const ask = schema({ gid: text, modified_at: text, parent: person, created_by: { ...person, 'x-ask': 'bare' } });
    const extra = ['num_subtasks', 'modified_at', 'parent.gid', 'projects.gid', 'created_by.gid'];
    expect(optFields(ask, extra)).toEqual([
      'created_by',
      'gid',
      'modified_at',
      'num_subtasks',
      'parent.gid',
      'parent.name',
      'parent.resource_type',
      'projects.gid',
    ]);
  });
});

describe('include_enum_options', () => {
  const isOption = (name: string) => /(^|\.)custom_fields\.enum_options(\.|$)/.test(name);

  it.each(['tasks', 'subtasks', 'projects'] as const)('false leaves only the options out of %s', (name) => {
    const all = optFields(loadSchema(name));
    expect(all.some(isOption)).toBe(true);
    expect(optFields(loadSchema(name), [], { enumOptions: false })).toEqual(all.filter((field) => !isOption(field)));
  });

  it('false still tells an empty list from none where only the options are selected', () => {
    const field: PropertySchema = { type: ['null', 'object'], properties: { enum_options: list(person) } };
    const ask = schema({ gid: text, custom_fields: list(field) });
    expect(optFields(ask, [], { enumOptions: false })).toEqual(['custom_fields', 'gid']);
  });
});

it.each(streamNames)('the fields of %s are unique, sorted, and no object is asked for twice', (name) => {
  const fields = optFields(loadSchema(name));
  expect(fields).toEqual([...new Set(fields)].sort());
  expect(fields.filter((field) => fields.some((other) => other.startsWith(`${field}.`)))).toEqual([]);
});
