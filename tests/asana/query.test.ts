import { assert, dictionary, property, string, tuple } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeQuery, fill, withFields } from '../../src/asana/query.ts';

describe('a parent in a template', () => {
  it('is filled in wherever its place is, as it is', () => {
    const template = { path: '/x/{parent}', params: { a: '{parent}', b: 'c', d: '{parent}-{parent}' } };
    expect(fill(template, '$&')).toEqual({ path: '/x/$&', params: { a: '$&', b: 'c', d: '$&-$&' } });
    expect(fill({ path: '/x' }, '1')).toEqual({ path: '/x', params: {} });
  });
});

describe('a query', () => {
  it('keeps its commas, and leaves out what is undefined', () => {
    const query = encodeQuery({ limit: 100, offset: undefined, opt_fields: 'a,b.c', since: '2026-11-20T08:00:00Z' });
    expect(query).toBe('limit=100&opt_fields=a,b.c&since=2026-11-20T08%3A00%3A00Z');
    expect(encodeQuery({})).toBe('');
  });

  it('has the fields behind it, if any are asked for', () => {
    expect(withFields('limit=100', ['gid', 'name'])).toBe('limit=100&opt_fields=gid,name');
    expect(withFields('limit=100', [])).toBe('limit=100');
    expect(withFields('', ['gid'])).toBe('opt_fields=gid');
    expect(withFields('', [])).toBe('');
  });

  it('is read back as it was, whatever is in it', async () => {
    const text = string({ unit: 'binary' }).map((value) => value.replace(/[\ud800-\udfff]/g, ''));
    await assert(
      property(dictionary(text, text), (params) => {
        const read = new URL(`https://a/b?${encodeQuery(params)}`).searchParams;
        expect(Object.fromEntries(read)).toEqual({ ...params });
      }),
      { numRuns: 300 },
    );
  });

  it('is none the worse for half a character', async () => {
    await assert(
      property(tuple(string({ unit: 'binary' }), string({ unit: 'binary' })), ([name, value]) => {
        expect(() => new URL(`https://a/b?${encodeQuery({ [name]: `${value}\ud800` })}`)).not.toThrow();
      }),
    );
  });
});
