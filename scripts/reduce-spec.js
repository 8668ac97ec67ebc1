// Makes spec/asana.json from Asana's OpenAPI specification: `npm run spec -- asana_oas.json`.
// The same specification gives the same file, to the byte. What is kept is decided in spec/reduce.js.
// Source of the specification: https://github.com/Asana/openapi (asana_oas.yaml, as JSON; Apache License 2.0).
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { reduce } from './spec/reduce.js';

/**
 * The file as text: one line a path, one line a component, so that a new version of it shows what changed.
 *
 * In: the whole specification as an object.
 */
export function render(spec) {
  const { paths, components, ...rest } = reduce(spec);
  const head = JSON.stringify(rest).slice(1, -1);
  const groups = Object.entries(components).map(([name, group]) => `${JSON.stringify(name)}:${lines(group)}`);
  return `{${head},\n"paths":${lines(paths)},\n"components":{\n${groups.join(',\n')}\n}}\n`;
}

function lines(object) {
  const entries = Object.entries(object).map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`);
  return `{\n${entries.join(',\n')}\n}`;
}

/** In: the arguments after the script's name. Out: the exit code. */
function main(args) {
  if (args.length !== 1) {
    console.error('usage: npm run spec -- SPECIFICATION.json');
    return 2;
  }
  const text = render(JSON.parse(readFileSync(args[0], 'utf8')));
  writeFileSync(join(import.meta.dirname, '..', 'spec', 'asana.json'), text);
  console.error(`spec/asana.json: ${Math.round(text.length / 1024)} KiB`);
  return 0;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.exitCode = main(process.argv.slice(2));
}
