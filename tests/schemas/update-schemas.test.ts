import { describe, expect, it } from 'vitest';
import { type Property, script } from './files.ts';

const { render } = await script('update-schemas.js');

/** A specification of two resources, in the manner of Asana's: compact forms, wrappers, an enum with paging in it. */
function specification(names: string[]) {
  const text = { type: 'string', description: 'left out', example: 'left out' };
  const user = { $ref: '#/components/schemas/PersonCompact' };
  return {
    paths: {
      '/things': { get: { parameters: [{ name: 'opt_fields', schema: { items: { enum: names } } }] } },
      '/free': { get: { parameters: [] } },
    },
    components: {
      schemas: {
        PersonCompact: {
          type: 'object',
          properties: { gid: text, name: text, home: { type: 'object', properties: { city: text } } },
        },
        ThingCompact: { type: 'object', properties: { resource_type: text, gid: text, name: text } },
        ThingResponse: {
          allOf: [
            { $ref: '#/components/schemas/ThingCompact' },
            {
              type: 'object',
              properties: {
                color: { type: 'string', enum: ['red'], nullable: true },
                owner: { allOf: [user, { type: 'object', nullable: true }] },
                members: { type: 'array', items: user },
                due_on: { type: 'string', format: 'date' },
                made_at: { type: 'string', format: 'date-time', readOnly: true },
                link: { type: 'string', format: 'uri' },
                size: { type: 'integer' },
                either: { oneOf: [{ type: 'string' }, { type: 'integer' }] },
                secret: text,
              },
            },
          ],
        },
      },
    },
  };
}

const NAMES = [
  'color',
  'due_on',
  'link',
  'made_at',
  'members',
  'members.name',
  'name',
  'offset',
  'owner',
  'path',
  'size',
  'uri',
];
const tables = {
  streams: [{ stream: 'things', response: 'ThingResponse', list: '/things', key: ['gid'] }],
  overrides: [] as { at: string; use: object; why: string }[],
  exceptions: [] as [string, string][],
  overlay: [] as { stream: string; column: string; schema?: Property; like?: [string, string]; why: string }[],
};
const build = (names = NAMES, changed = {}) => {
  const { files, ...rest } = render(specification(names), { ...tables, ...changed });
  return { ...rest, schema: JSON.parse(files.get('things.json') ?? '{}') as Property, text: files.get('things.json') };
};
const one = (type: string) => ({ type: ['null', type] });

describe('npm run schemas', () => {
  it('writes what can be asked for, in order, without anything else the specification says', () => {
    expect(build().schema).toEqual({
      type: 'object',
      properties: {
        gid: { type: 'string' },
        color: one('string'),
        due_on: { ...one('string'), format: 'date' },
        link: one('string'),
        made_at: { ...one('string'), format: 'date-time' },
        members: {
          ...one('array'),
          items: { ...one('object'), properties: { gid: one('string'), name: one('string') } },
        },
        name: one('string'),
        owner: {
          ...one('object'),
          properties: {
            gid: one('string'),
            home: { ...one('object'), properties: { city: one('string') } },
            name: one('string'),
          },
          'x-ask': 'bare',
        },
        resource_type: one('string'),
        size: one('integer'),
      },
    });
    expect(build().errors).toEqual([]);
  });

  it('writes the same bytes whatever the order of the specification', () => {
    const { text } = build();
    expect(text).toBe(build().text);
    expect(text).toBe(build([...NAMES].reverse()).text);
    expect(Object.keys(build().schema.properties ?? {}).slice(0, 3)).toEqual(['gid', 'color', 'due_on']);
  });

  it('leaves the specification alone', () => {
    const spec = specification(NAMES);
    const before = JSON.stringify(spec);
    render(spec, { ...tables, overrides: [{ at: 'ThingResponse.size', use: { type: 'number' }, why: 'it is' }] });
    expect(JSON.stringify(spec)).toBe(before);
  });

  it('notes what the response has and the list cannot be asked for', () => {
    expect(build().notes).toEqual(
      ['members[].home', 'either', 'secret'].map(
        (name) => `things.${name}: in the response, but the list cannot be asked for it`,
      ),
    );
  });

  it('fails on a name that no schema explains, unless it is a written exception', () => {
    const names = [...NAMES, 'members.ghost'];
    expect(build(names).errors).toEqual([
      'things.members[].ghost: can be asked for, but things.members[] has no such field',
    ]);
    expect(build(names, { exceptions: [['things.members[].ghost', 'asked about']] }).errors).toEqual([]);
  });

  it('fails on an exception that is not needed', () => {
    const { errors } = build(NAMES, { exceptions: [['things.name', 'long ago']] });
    expect(errors).toEqual(['exception things.name: not needed any more, remove it']);
  });

  it('does not choose between two types by itself', () => {
    expect(() => build([...NAMES, 'either'])).toThrow(
      'things.either: type is both string and integer; write an override',
    );
  });

  it('corrects slips by the table, and refuses a correction that finds nothing', () => {
    const correct = (at: string) => ({ overrides: [{ at, use: { type: 'number' }, why: 'decimals' }] });
    expect(build(NAMES, correct('ThingResponse.size')).schema.properties?.['size']).toEqual(one('number'));
    expect(() => build(NAMES, correct('ThingResponse.weight'))).toThrow('override ThingResponse.weight');
  });

  it('adds columns that are no fields, never asked for', () => {
    const overlay = [
      { stream: 'things', column: 'parts', schema: one('boolean'), why: 'a request of its own' },
      { stream: 'things', column: 'boss', like: ['things', 'owner'], why: 'old queries' },
    ];
    const { properties = {} } = build(NAMES, { overlay }).schema;
    expect(properties['parts']).toEqual({ ...one('boolean'), 'x-ask': 'none' });
    expect(properties['boss']).toEqual({ ...properties['owner'], 'x-ask': 'none' });
  });

  it('fails on an added column that the specification has by now', () => {
    const overlay = [{ stream: 'things', column: 'color', schema: one('string'), why: 'long ago' }];
    expect(build(NAMES, { overlay }).errors[0]).toContain('overlay things.color');
  });

  it('takes the whole response where nothing can be asked for', () => {
    const streams = [{ stream: 'things', response: 'PersonCompact', list: '/free', key: ['gid'] }];
    const { properties = {} } = build(NAMES, { streams }).schema;
    expect(properties['gid']).toEqual({ type: 'string', 'x-ask': 'none' });
    expect(properties['home']).toEqual({ ...one('object'), properties: { city: one('string') }, 'x-ask': 'none' });
  });

  it('spells out what is asked for bare as deep as its row says', () => {
    const row = { stream: 'things', response: 'ThingResponse', list: '/things', depth: 0, key: ['gid'] };
    const { schema, notes } = build(NAMES, { streams: [row] });
    expect(Object.keys(schema.properties?.['owner']?.properties ?? {})).toEqual(['gid', 'name']);
    expect(notes).toContain('things.owner.home: too deep in a compact form');
  });

  it('takes rows that come inside others with what can be asked for below them', () => {
    const row = { stream: 'people', response: 'PersonCompact', list: '/things', below: 'members', key: ['gid'] };
    const { files, errors } = render(specification(NAMES), { ...tables, streams: [row] });
    const { properties } = JSON.parse(files.get('people.json') ?? '{}') as Property;
    expect(properties).toEqual({ gid: { type: 'string' }, name: one('string') });
    expect(errors).toEqual([]);
    expect(build(NAMES, { streams: [{ ...row, stream: 'things', below: 'color' }] }).errors).toEqual([
      'things: nothing can be asked for below color',
    ]);
  });

  it('fails if the key or the list is not there', () => {
    const row = { stream: 'things', response: 'ThingResponse', list: '/things', key: ['gid', 'parent_gid'] };
    expect(build(NAMES, { streams: [row] }).errors).toEqual(['things: its key parent_gid is not in the response']);
    expect(() => build(NAMES, { streams: [{ ...row, list: '/nothing' }] })).toThrow('no GET /nothing');
  });
});
