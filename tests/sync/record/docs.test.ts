import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { MAX_LINE_BYTES } from '../../../src/sync/record/fit-line.ts';
import { repairRules } from '../../../src/sync/record/rules.ts';

const page = readFileSync(new URL('../../../docs/records.md', import.meta.url), 'utf8');

function firstColumn(heading: string): string[] {
  const section = page.split(/^## /m).find((part) => part.startsWith(heading)) ?? '';
  return [...section.matchAll(/^\| `([a-z_]+)` \|/gm)].map(([, name]) => name ?? '');
}

test('docs/records.md tells every rule there is, in the same order, and no other', () => {
  expect(firstColumn('Repairs')).toEqual(repairRules);
});

test('docs/records.md tells the limit of a line', () => {
  expect(page).toContain(`more than ${MAX_LINE_BYTES.toLocaleString('en-US')} bytes`);
});

test('docs/records.md tells every type of a column made from a custom field', () => {
  expect(firstColumn('Columns')).toEqual(['text', 'number', 'enum', 'multi_enum', 'date', 'people']);
});
