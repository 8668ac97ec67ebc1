import { describe, expect, it } from 'vitest';
import { type Body, readBody } from '../../../src/asana/answer/body.ts';
import { judge, judgeFailure } from '../../../src/asana/answer/judge.ts';

const NOW = Date.parse('2026-11-20T08:00:00Z');
const errors = (message: string): Body => readBody(JSON.stringify({ errors: [{ message }] }));
const verdict = (status: number, body: Body = errors('x'), retryAfter: string | null = null) =>
  judge({ status, body, retryAfter }, (value) => 'data' in value, NOW);

describe('the table of answers', () => {
  it.each([
    [200, 'retry'],
    [302, 'fail'],
    [400, 'invalid'],
    [401, 'unauthorized'],
    [402, 'skip'],
    [403, 'skip'],
    [404, 'skip'],
    [408, 'retry'],
    [412, 'fail'],
    [424, 'refused'],
    [429, 'refused'],
    [451, 'skip'],
    [500, 'retry'],
    [501, 'retry'],
    [502, 'retry'],
    [503, 'retry'],
    [504, 'retry'],
    [522, 'retry'],
    [599, 'fail'],
  ])('%i without data is %s', (status, kind) => {
    expect(verdict(status)).toMatchObject({ kind });
  });

  it('is good with data in it', () => {
    expect(verdict(200, readBody('{"data":null}'))).toEqual({ kind: 'ok', value: { data: null } });
  });

  it('lets only 500 and 504 shrink a page', () => {
    const shrinking = [408, 500, 501, 502, 503, 504].filter((status) => {
      const { kind, shrink } = verdict(status) as { kind: string; shrink?: boolean };
      return kind === 'retry' && shrink;
    });
    expect(shrinking).toEqual([500, 504]);
    expect(judgeFailure(new TypeError('terminated'))).toMatchObject({ kind: 'retry', shrink: false });
  });

  it.each([401, 402, 403, 404, 400, 418])('takes %i with HTML for a passing fault of somebody in between', (status) => {
    expect(verdict(status, readBody('<html>'))).toMatchObject({ kind: 'retry' });
  });

  it('takes 429 with HTML for what it is', () => {
    expect(verdict(429, readBody('<html>'), '5')).toEqual({ kind: 'refused', retryAfter: 5000 });
  });

  it.each([
    ['offset: Your pagination token has expired.', 'expired'],
    ['offset: Not a valid offset.', 'invalid'],
    ['workspace: The trial has expired.', 'invalid'],
  ])('has a list begun again only for an offset that died: %s', (message, kind) => {
    expect(verdict(400, errors(message))).toEqual({ kind });
  });

  it('sees scopes in 403 alone', () => {
    const message = 'This request requires one of the following scopes: tags:read';
    expect(verdict(403, errors(message))).toMatchObject({ scopes: true });
    expect(verdict(402, errors(message))).toMatchObject({ scopes: false });
    expect(verdict(403, errors('No access'))).toMatchObject({ scopes: false });
  });

  it.each(['insufficient_scope', 'Forbidden (forbidden_scopes)', 'This token is missing time_tracking_entries:read'])(
    'knows scopes by the names that OAuth and Asana give them: %s',
    (message) => expect(verdict(403, errors(message))).toMatchObject({ scopes: true }),
  );

  it.each(['The project is beyond the microscope', 'project: Not readable'])(
    'sees none where there is none: %s',
    (message) => expect(verdict(403, errors(message))).toMatchObject({ scopes: false }),
  );
});
