import { describe, expect, it } from 'vitest';
import { loadSchema, type ObjectSchema, type PropertySchema, withoutExtensions } from '../../src/streams/schema.ts';
import { streamNames, streamRow } from '../../src/streams/table.ts';
import { prune } from '../support/prune.ts';

const text: PropertySchema = { type: ['null', 'string'] };

const schema: ObjectSchema = {
  type: 'object',
  properties: {
    gid: { type: 'string' },
    owner: { type: ['null', 'object'], properties: { name: text, email: text }, 'x-ask': 'bare' },
    followers: {
      type: ['null', 'array'],
      items: { type: ['null', 'object'], properties: { name: text, photo: { type: ['null', 'object'] } } },
    },
    labels: { type: ['null', 'array'], items: text },
  },
};

describe('loading', () => {
  it.each(streamNames)('finds the schema of %s, with its key and replication key', (name) => {
    const { key, replicationKey } = streamRow(name);
    const names = Object.keys(loadSchema(name).properties);
    expect(names).toEqual(expect.arrayContaining([...key, ...(replicationKey === undefined ? [] : [replicationKey])]));
  });

  it('reads each file once', () => {
    expect(loadSchema('tags')).toBe(loadSchema('tags'));
  });

  it('fails where the table and the folder disagree', () => {
    expect(() => loadSchema('nothing')).toThrow(/ENOENT/);
  });
});

describe('pruning', () => {
  it('keeps what it is told to, asked by path, lists not counted', () => {
    const asked: string[] = [];
    const pruned = prune(schema, (path) => {
      asked.push(path.join('.'));
      return path.at(-1) !== 'email' && path[0] !== 'labels';
    });
    expect(asked).toEqual([
      'gid',
      'owner',
      'owner.name',
      'owner.email',
      'followers',
      'followers.name',
      'followers.photo',
      'labels',
    ]);
    expect(Object.keys(pruned.properties)).toEqual(['gid', 'owner', 'followers']);
    expect(pruned.properties['owner']).toEqual({
      type: ['null', 'object'],
      properties: { name: text },
      'x-ask': 'bare',
    });
    expect(pruned.properties['followers']).toEqual(schema.properties['followers']);
  });

  it('leaves an object that keeps nothing empty', () => {
    expect(prune(schema, (path) => path.length === 1).properties['owner']?.properties).toEqual({});
  });

  it('twice is once, and everything is the same schema', () => {
    const some = (path: readonly string[]) => path.at(-1) !== 'name';
    expect(prune(prune(schema, some), some)).toEqual(prune(schema, some));
    expect(prune(schema, () => true)).toEqual(schema);
  });
});

it('without extensions nothing but JSON Schema is left, at any depth', () => {
  for (const name of streamNames) {
    const plain = withoutExtensions(loadSchema(name));
    expect(JSON.stringify(plain)).not.toContain('"x-');
    expect(withoutExtensions(plain)).toEqual(plain);
  }
  const { 'x-ask': _ask, ...owner } = schema.properties['owner'] ?? text;
  expect(withoutExtensions(schema)).toEqual({ ...schema, properties: { ...schema.properties, owner } });
  expect(withoutExtensions({ type: 'array', items: { ...owner, 'x-ask': 'bare' } }).items).toEqual(owner);
});
