import { assert, dictionary, property, string, tuple } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeQuery, fill, withFields } from '../../src/asana/query.ts';

describe('a parent in a template', () => {
  it('is filled in wherever its place is, as it is', () => {
    const template = {
      path: '/x/{parent}',
      params: { a: '{parent}', b: 'c', d: '{workspace}', e: '{parent}-{parent}' },
    };
    expect(fill(template, '1', '2')).toEqual({ path: '/x/1', params: { a: '1', b: 'c', d: '2', e: '1-1' } });
    expect(fill({ path: '/x' }, '')).toEqual({ path: '/x', params: {} });
  });

  const stories = { path: '/tasks/{parent}/stories' };

  it.each(['1201', 'a-b_c~1'])('can be %s', (gid) => {
    expect(fill(stories, gid).path).toBe(`/tasks/${gid}/stories`);
  });

  it.each(['', '.', '..', 'a/b', '../users', '1?x=1', '1#x', '1%2f', 'a b', '1\n', 'é', '$&', '\ud800'])(
    'cannot be %j: there is no such thing',
    (gid) => {
      expect(() => fill(stories, gid)).toThrow(expect.objectContaining({ name: 'SkipError', status: 404 }));
      expect(() => fill({ path: '/x', params: { a: '{parent}' } }, gid)).toThrow('none that Asana gives');
    },
  );

  it('never changes the path, whatever it is', async () => {
    await assert(
      property(string({ unit: 'binary' }), (gid) => {
        let path: string;
        try {
          path = fill(stories, gid).path;
        } catch {
          return;
        }
        expect(new URL(`https://a/1.0${path}`).pathname).toBe(`/1.0/tasks/${gid}/stories`);
      }),
      { numRuns: 500 },
    );
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
