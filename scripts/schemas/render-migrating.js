// Writes the lists in docs/migrating.md, as `npm run docs` does: `node scripts/schemas/render-migrating.js [stitch_tables.json]`.
// With Stitch's tables as a file, the facts in tests/fixtures/ are made anew from it first.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { fill } from '../docs/markdown.js';
import { OVERLAY } from './overlay.js';
import { differences, stitchColumns } from './stitch.js';
import { adviceTable, emptyColumns } from './stitch-advice.js';

const ROOT = join(import.meta.dirname, '..', '..');
const FACTS = join(ROOT, 'tests', 'fixtures', 'stitch-columns.json');
const GUIDE = join(ROOT, 'docs', 'migrating.md');

/** In: the guide as it stands, the facts, stream → schema. Out: the guide with its lists made anew. */
export function renderGuide(guide, facts, schemas) {
  const withDifferences = fill(guide, 'differences', adviceTable(differences(facts, schemas)));
  return fill(withDifferences, 'empty-columns', emptyColumns(OVERLAY));
}

function main(source) {
  if (source !== undefined) {
    const facts = stitchColumns(JSON.parse(readFileSync(source, 'utf8')));
    writeFileSync(FACTS, `${JSON.stringify(facts, null, 2)}\n`);
  }
  const facts = JSON.parse(readFileSync(FACTS, 'utf8'));
  const schemas = Object.fromEntries(
    Object.keys(facts).map((stream) => [
      stream,
      JSON.parse(readFileSync(join(ROOT, 'schemas', `${stream}.json`), 'utf8')),
    ]),
  );
  writeFileSync(GUIDE, renderGuide(readFileSync(GUIDE, 'utf8'), facts, schemas));
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) main(process.argv[2]);
