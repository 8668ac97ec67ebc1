import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parseState } from '../../src/singer/state.ts';
import { streamNames, streamRow } from '../../src/streams/table.ts';
import { ROOT, read, rows, section } from './files.ts';

const contract = read('docs/contract.md');
const source = ['src', 'tests']
  .flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  )
  .filter((path) => path.endsWith('.ts') && !path.includes('dist'))
  .map(read)
  .join('\n');

it('has every section that a comment in the code names', () => {
  // A comment may break its line in between.
  const named = Array.from(source.matchAll(/\bcontract,[\s*]+'([A-Z][^']+)'/g), ([, title]) => title ?? '');
  expect(named.length).toBeGreaterThan(20);
  expect([...new Set(named)].filter((title) => !contract.includes(`\n## ${title}\n`))).toEqual([]);
});

it('shows a state that the program reads, and would write', () => {
  const shown = JSON.parse(/```json\n([\s\S]*?)```/.exec(contract)?.[1] ?? '') as unknown;
  const streams = streamNames.map((id) => {
    const { replicationKey } = streamRow(id);
    return replicationKey === undefined ? { id } : { id, replicationKey };
  });
  expect(parseState(shown, streams).toValue(new Set(), undefined)).toEqual(shown);
});

it('names every key of a bookmark, and every metric', () => {
  const keys = rows(section(contract, '## State')).map(([key]) => key);
  const known = /const KEYS.*\[(.*)\]/.exec(read('src/singer/bookmark.ts'))?.[1]?.match(/\w+/g) ?? [];
  expect(keys.slice(1)).toEqual(known.map((key) => `\`${key}\``));
  const types =
    /export type CounterName =[\s\S]*?export type TimerName =.*/.exec(read('src/singer/metrics.ts'))?.[0] ?? '';
  const metrics = Array.from(types.matchAll(/'(\w+)'/g), ([, name]) => name ?? '');
  expect(metrics.length).toBeGreaterThan(5);
  expect(metrics.filter((name) => !section(contract, '## Log').includes(`\`${name}\``))).toEqual([]);
});
