import { afterAll, describe, expect, it } from 'vitest';
import type { SandboxOptions } from '../../src/sandbox/options.ts';
import { violationsOf } from './answers.ts';
import { BEARER, Crawler, isPaged, kindIn, SERVED } from './crawl.ts';
import { unusedExceptions } from './exceptions.ts';
import { queryParameters } from './specification.ts';

const crawler = new Crawler();

/** Asks, and expects an error of the specification's form. */
function expectError(of: Crawler, target: string, status: number, headers: Record<string, string> = BEARER): void {
  const answer = of.get(target, headers);
  expect([target, answer.status]).toEqual([target, status]);
  expect(answer.headers['content-type']).toMatch(/^application\/json\b/);
  expect(violationsOf(answer.template, status, answer.body, 'bare')).toEqual([]);
  expect(answer.body.errors?.[0]?.message).toMatch(/\w/);
  // "500 errors only" (schema Error, `phrase`).
  expect(answer.body.errors?.every((error) => 'phrase' in error === (status === 500))).toBe(true);
}

/** A sandbox of which every answer is one error. */
function failing(status: number): Crawler {
  return new Crawler({ faults: [{ fault: { type: 'status', status } }] });
}

describe.each(SERVED)('an error of $route.path', (served) => {
  const { route, template } = served;
  const [asked = ''] = crawler.targets(served);
  const and = asked.includes('?') ? '&' : '?';
  const kind = kindIn(route.path);

  it('is a 401 without a token, and with a wrong one', () => {
    expectError(crawler, asked, 401, {});
    expectError(crawler, asked, 401, { authorization: 'Bearer another' });
  });

  if (isPaged(route)) {
    it('is a 400 for a limit of 0 or 101, and for an offset it did not give', () => {
      for (const parameter of ['limit=0', 'limit=101', 'limit=ten', 'offset=1']) {
        expectError(crawler, `${asked}${and}${parameter}`, 400);
      }
    });
  }

  const required = queryParameters(template).filter((parameter) => parameter.required === true);
  if (required.length > 0) {
    it('is a 400 without a parameter that the specification requires', () => {
      for (const { name } of required) {
        expectError(crawler, asked.replace(new RegExp(`\\b${name}=[^&]*&?`), ''), 400);
      }
    });
  }

  if (kind !== undefined) {
    it('is a 404 for a gid that nothing has, of something else, or that is none', () => {
      const other = crawler.gids(kind === 'tag' ? 'task' : 'tag', 1)[0] ?? '';
      for (const gid of ['12345', other, 'x']) expectError(crawler, route.path.replace(`{${kind}}`, gid), 404);
    });
  }

  it.each([403, 404, 500])('is a %i when the API says so', (status) => {
    expectError(failing(status), asked, status);
  });

  if (route.plan !== undefined) {
    it('is a 402 on a lesser plan', () => {
      expectError(new Crawler({ plan: 'free' }), asked, 402);
    });
  }

  it('is a 429 when it is asked too often', () => {
    const hurried = new Crawler({ quota: 1 });
    hurried.get(asked);
    expectError(hurried, asked, 429);
  });
});

describe('an error', () => {
  const table: [string, SandboxOptions, string, number][] = [
    ['400 for tasks of no scope', {}, '/tasks', 400],
    ['400 for tasks of two scopes', {}, '/tasks?project=1&section=1', 400],
    ['400 for an assignee without a workspace', {}, '/tasks?assignee=me', 400],
    ['400 for a date that is none', {}, '/tasks?assignee=me&workspace=W&modified_since=yesterday', 400],
    ['403 for a project of somebody else', {}, '/tasks?project=1', 403],
  ];

  it.each(table)('%s has the form of the specification', (_name, options, target, status) => {
    const of = new Crawler(options);
    expectError(of, target.replace('=W', `=${of.gids('workspace', 1)[0]}`), status);
  });
});

afterAll(() => {
  expect(unusedExceptions('errors')).toEqual([]);
});
