import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Prism, startPrism } from './prism.ts';
import { replay, withoutUnlisted } from './replay.ts';
import { specification } from './specification.ts';

let prism: Prism;

beforeAll(async () => {
  prism = await startPrism();
}, 60_000);

afterAll(() => prism.stop());

const get = (path: string, query = '') => replay(prism, { method: 'GET', path, query });

describe('a replayed request', () => {
  it('passes if it is as the specification has it', async () => {
    expect(await get('/tasks', 'project=1&limit=100&opt_fields=name,assignee.name')).toEqual([]);
    expect(await get('/portfolios/1/items', 'limit=1')).toEqual([]);
    expect(await get('/users/me')).toEqual([]);
  });

  it.each([
    [
      'a field that its list does not have',
      '/tasks',
      'project=1&opt_fields=name,assignee.shoe_size',
      /opt_fields.1 must be equal to one of/,
    ],
    ['a field of another list', '/tags', 'workspace=1&opt_fields=modified_at', /must be equal to one of/],
    ['a page of 500', '/tasks', 'project=1&limit=500', /limit must be <= 100/],
    ['a page of none', '/tasks', 'project=1&limit=0', /limit must be >= 1/],
    ['a parameter that it does not have', '/tasks', 'project=1&colour=red', /has no parameter colour/],
    [
      'a parameter of another path',
      '/projects/1/sections',
      'modified_since=2026-11-20',
      /has no parameter modified_since/,
    ],
    ['a page of a list without pages', '/teams/1/users', 'limit=100', /has no parameter limit/],
    ['no parameter where one is required', '/portfolios', 'owner=me', /must have required property 'workspace'/],
    ['a moment that is none', '/tasks', 'project=1&modified_since=yesterday', /must match format "date-time"/],
    ['a moment that is a day', '/tasks', 'project=1&modified_since=2026-11-20', /must match format "date-time"/],
    ['a yes that is none', '/projects', 'workspace=1&archived=maybe', /archived must be boolean/],
    ['a path that is not there', '/tasks/1/feelings', '', /not in the specification/],
  ])('fails for %s', async (_name, path, query, says) => {
    expect((await get(path, query)).join('\n')).toMatch(says);
  });

  it('fails if it writes, and without a token', async () => {
    const written = await replay(prism, { method: 'POST', path: '/tasks', query: '' });
    expect(written).toEqual(['POST /tasks is not in the specification']);
    expect((await prism.get('/workspaces', {})).status).toBe(401);
  });
});

describe('`gid` and `resource_type`', () => {
  it('are in none of the specification’s lists of `opt_fields`', () => {
    const text = JSON.stringify(Object.values(specification.paths).map(({ get: { parameters } }) => parameters ?? []));
    expect(text).not.toMatch(/"([\w.]+\.)?(gid|resource_type)"/);
  });

  it('are taken out of a request, whatever they belong to, and nothing else is', () => {
    const query = 'limit=5&opt_fields=gid,name,owner.gid,owner.resource_type,resource_subtype,resource_type';
    const request = { method: 'GET', path: '/projects', query };
    expect(withoutUnlisted(request).query).toBe('limit=5&opt_fields=name,resource_subtype');
    expect(withoutUnlisted({ ...request, query: 'opt_fields=gid' }).query).toBe('');
  });

  it('would fail if they were left in', async () => {
    expect((await prism.get('/tags?workspace=1&opt_fields=gid')).status).toBe(400);
  });
});
