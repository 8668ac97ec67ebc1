import { expect, it } from 'vitest';
import { streams } from '../../src/streams/table.ts';
import { read, rows, section } from './files.ts';

const { notReadTable } = (await import(new URL('../../scripts/docs/not-read.js', import.meta.url).href)) as {
  notReadTable(lists: readonly string[], table: object, reasons?: Readonly<Record<string, string>>): string;
};
const lists = JSON.parse(read('scripts/docs/lists.json')) as string[];

it('every list of Asana’s API is read by a stream, or has a line that says why not', () => {
  const said = rows(section(read('docs/streams.md'), '## Not read, and why')).map(([path]) =>
    path?.replaceAll('`', ''),
  );
  expect(rows(notReadTable(lists, streams)).map(([path]) => path?.replaceAll('`', ''))).toEqual(said);
  expect(lists).toHaveLength(74);
});

it('a list without a reason, and a reason without such a list, stop the docs', () => {
  expect(() => notReadTable([...lists, '/weather'], streams)).toThrow('nobody says why: /weather');
  expect(() => notReadTable(['/tasks'], streams, { '/tasks': 'too many' })).toThrow(
    'but it is, or is not there: /tasks',
  );
});
