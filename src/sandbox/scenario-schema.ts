import { readFileSync } from 'node:fs';

/** As deep as this module, so that the way there is the same from `src/` and from the bundle. */
const FILE = new URL('../../schemas/sandbox/scenario.json', import.meta.url);

/** @returns the JSON Schema of scenario files */
export function loadScenarioSchema(): object {
  return JSON.parse(readFileSync(FILE, 'utf8')) as object;
}
