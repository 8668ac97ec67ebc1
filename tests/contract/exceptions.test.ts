import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { EXCEPTIONS } from './exceptions.ts';

it('the exceptions are those of docs/contract-tests.md, with their reasons', () => {
  const document = readFileSync(new URL('../../docs/contract-tests.md', import.meta.url), 'utf8');
  const [, list = ''] = /### Exceptions\n([\s\S]*?)\n## /.exec(document) ?? [];
  const reasons = Array.from(list.matchAll(/^\| .* \| (.*) \|$/gm), ([, reason]) => reason).slice(1);
  expect(reasons).toEqual(EXCEPTIONS.map(({ why }) => why));
});
