// Makes schemas/*.json from Asana's OpenAPI specification: `npm run schemas -- asana_oas.json`.
// The same specification gives the same files, to the byte. What a file says is described in schemas/build.js.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildSchemas } from './schemas/build.js';
import { OVERLAY } from './schemas/overlay.js';
import { STREAMS } from './schemas/streams.js';
import { EXCEPTIONS, OVERRIDES } from './schemas/tables.js';

/** The tables this repository is built from; tests bring their own. */
export const TABLES = { streams: STREAMS, overrides: OVERRIDES, exceptions: EXCEPTIONS, overlay: OVERLAY };

/**
 * The files as text.
 *
 * In: the specification as an object, and the tables. Out: `{files, notes, errors}`, `files` mapping `tasks.json` to its text.
 */
export function render(spec, tables = TABLES) {
  const { schemas, notes, errors } = buildSchemas(spec, tables);
  const files = new Map(
    [...schemas].map(([stream, schema]) => [`${stream}.json`, `${JSON.stringify(schema, null, 2)}\n`]),
  );
  return { files, notes, errors };
}

/** In: the arguments after the script's name. Out: the exit code. Writes nothing if anything is wrong. */
function main(args) {
  if (args.length !== 1) {
    console.error('usage: npm run schemas -- SPECIFICATION.json');
    return 2;
  }
  const { files, notes, errors } = render(JSON.parse(readFileSync(args[0], 'utf8')));
  for (const note of notes) console.error(`note: ${note}`);
  for (const error of errors) console.error(`error: ${error}`);
  if (errors.length > 0) return 1;
  for (const [name, content] of files) writeFileSync(join(import.meta.dirname, '..', 'schemas', name), content);
  console.error(`${files.size} schemas written, ${notes.length} notes`);
  return 0;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.exitCode = main(process.argv.slice(2));
}
