import { expect, it } from 'vitest';
import { readBody } from '../../../src/asana/answer/body.ts';
import { describeAnswer } from '../../../src/asana/answer/describe.ts';

it.each([
  [301, '', 'was answered 301, a redirect, which Asana’s API does not make. Is api_url right?'],
  [
    302,
    '<html>login?token=abc</html>',
    'was answered 302 with HTML, which does not come from Asana’s API. Is api_url right?',
  ],
  [404, '<html>', 'was answered 404 with HTML, which does not come from Asana’s API. Is api_url right?'],
  [502, '<html>', 'was answered 502 with HTML, which does not come from Asana’s API.'],
  [404, '{"errors":[{"message":"Not Found"}]}', 'was answered 404: Not Found.'],
  [418, '', 'was answered 418.'],
  [200, '', 'was answered 200 with a body that is not what was asked for.'],
])('says of %i with %j what it is, and nothing of a page that is not Asana’s', (status, text, said) => {
  expect(describeAnswer(status, readBody(text))).toBe(said.replaceAll('’', "'"));
});

it.each([
  ['x'.repeat(500), `${'x'.repeat(500)}.`],
  [`${'x'.repeat(480)} it was 2/1201/1202:abcdef`, `${'x'.repeat(480)} it was …`],
  ['x'.repeat(501), '…'],
  ['x '.repeat(400), `${'x '.repeat(250)}…`],
])('cuts what is long between two words, so that no half of a token is left', (message, said) => {
  const body = readBody(JSON.stringify({ errors: [{ message }] }));
  expect(describeAnswer(400, body)).toBe(`was answered 400: ${said}`);
});
