import { describe, expect, it } from 'vitest';
import { settingLines } from '../../src/cli/settings-table.ts';
import { settingKeys } from '../../src/config/settings.ts';
import { loadSchema } from '../../src/streams/schema.ts';
import { streamNames, streams } from '../../src/streams/table.ts';
import { read, rows, script, section } from './files.ts';

const { PAGES, renderDocs } = await script('render-docs.js');
const { fill, table } = await script('docs/markdown.js');

const facts = {
  streams,
  schemas: Object.fromEntries(streamNames.map((name) => [name, loadSchema(name)])),
  settings: settingLines(),
};

describe('what is rendered', () => {
  const committed = Object.fromEntries(PAGES.map((page) => [page, read(page)]));
  const rendered = renderDocs(committed, facts);

  it.each(PAGES)('%s says what the code says (else: npm run docs)', (page) => {
    expect(committed[page]).toBe(rendered[page]);
  });

  it('rendered twice is rendered once', () => {
    expect(renderDocs(rendered, facts)).toEqual(rendered);
  });

  it('names every stream, in order', () => {
    const named = rows(section(read('README.md'), '## Streams')).map(([cell]) => /`(\w+)`/.exec(cell ?? '')?.[1]);
    expect(named).toEqual(streamNames);
  });

  it('names every key of the config, in order', () => {
    const named = rows(section(read('README.md'), '## Config')).map(([cell]) => cell?.replaceAll('`', ''));
    expect(named).toEqual(settingKeys);
    const sections = Array.from(section(read('docs/settings.md'), '## Every key').matchAll(/^### (\w+)$/gm));
    expect(sections.map(([, key]) => key)).toEqual(settingKeys);
  });

  it.each(streamNames)('names every column of %s', (name) => {
    const columns = rows(section(read('docs/streams.md'), `## ${name}`)).map(([cell]) => cell?.replaceAll('`', ''));
    expect(columns).toEqual(Object.keys(loadSchema(name).properties));
  });
});

describe('a place in a document', () => {
  it('takes a text between its marks', () => {
    expect(fill('a <!-- x:start -->old<!-- x:end --> b', 'x', 'new')).toBe('a <!-- x:start -->\nnew\n<!-- x:end --> b');
  });

  it('must be there', () => {
    expect(() => fill('a <!-- x:start --> b', 'x', 'new')).toThrow('no place called x');
    expect(() => fill('<!-- x:end --><!-- x:start -->', 'x', 'new')).toThrow('no place called x');
  });
});

it('a cell of a table may hold a bar or nothing', () => {
  expect(table(['a', 'b'], [['x|y', '']])).toBe('| a | b |\n|---|---|\n| x\\|y | |');
});
