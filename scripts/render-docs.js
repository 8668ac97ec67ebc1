// Writes what the code knows into the docs, as the first step of `npm run docs`. Between the markers of README.md,
// docs/streams.md and docs/settings.md stands what the tables of streams and settings say; a test compares.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { mapOf, mapTables } from './docs/map/render.js';
import { fill } from './docs/markdown.js';
import { notReadTable } from './docs/not-read.js';
import { settingsPage, settingsTable } from './docs/settings.js';
import { streamsPage, streamsTable } from './docs/streams.js';
import { OVERLAY } from './schemas/overlay.js';

const ROOT = join(import.meta.dirname, '..');

/** The documents that have a rendered part. */
export const PAGES = ['README.md', 'docs/streams.md', 'docs/settings.md'];

/**
 * The documents with their rendered parts made anew.
 *
 * In: path → text as it stands, the table of streams, stream → schema, the lines of `settingLines()`. Out: path → text.
 */
export function renderDocs(documents, { streams, schemas, settings }) {
  const readme = fill(documents['README.md'], 'streams', streamsTable(streams));
  return {
    'README.md': fill(readme, 'settings', settingsTable(settings)),
    'docs/streams.md': streamsDocument(documents['docs/streams.md'], streams, schemas),
    'docs/settings.md': fill(documents['docs/settings.md'], 'settings', settingsPage(settings)),
  };
}

function streamsDocument(document, streams, schemas) {
  const page = fill(document, 'streams', streamsPage(streams, schemas, hollowColumns()));
  const withLists = fill(page, 'not-read', notReadTable(readFacts('lists.json'), streams));
  return fill(withLists, 'map', mapTables(mapOf(readFacts('map/facts.json'), schemas)));
}

/** What is known of Asana's lists, and of other connectors' tables: in scripts/docs. */
function readFacts(name) {
  return JSON.parse(readFileSync(join(import.meta.dirname, 'docs', name), 'utf8'));
}

/** Columns that are there for old queries alone. */
function hollowColumns() {
  return new Set(OVERLAY.filter(({ filled }) => !filled).map(({ stream, column }) => `${stream}.${column}`));
}

async function main() {
  const { streams } = await import('../dist/streams/table.js');
  const { loadSchema } = await import('../dist/streams/schema.js');
  const { settingLines } = await import('../dist/cli/settings-table.js');
  const schemas = Object.fromEntries(Object.keys(streams).map((name) => [name, loadSchema(name)]));
  const documents = Object.fromEntries(PAGES.map((page) => [page, readFileSync(join(ROOT, page), 'utf8')]));
  const rendered = renderDocs(documents, { streams, schemas, settings: settingLines() });
  for (const [page, text] of Object.entries(rendered)) writeFileSync(join(ROOT, page), text);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await main();
