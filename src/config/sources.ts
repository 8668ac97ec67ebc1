import { ConfigError } from '../errors.ts';
import { isObject } from '../json/is-object.ts';
import { type ReadFile, readJsonFile } from './json-file.ts';

/** A value as it was given, and by whom. */
export interface Given {
  readonly value: unknown;
  /** The file, or `ENV`. */
  readonly source: string;
}

/** The magic name among the config files that stands for the environment. */
const ENV = 'ENV';
const PREFIX = 'TAP_ASANA_';

/** What the log reads; and with two underscores, what Meltano keeps for itself. */
const NOT_SETTINGS = /^TAP_ASANA_(?:_|LOGLEVEL$)/;

/**
 * Gathers the config from its files, later ones over earlier ones, and the environment over all if it is asked for.
 * @param sources file names, or `ENV`
 * @param problems takes a line for each file that cannot be used
 * @returns by key; null counts as not given
 */
export function gather(
  sources: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  readFile: ReadFile,
  problems: string[],
): Map<string, Given> {
  const given = new Map<string, Given>();
  for (const file of sources) if (file !== ENV) addAll(given, readConfigFile(file, readFile, problems), file);
  if (sources.includes(ENV)) addAll(given, fromEnvironment(env), ENV);
  return given;
}

function addAll(given: Map<string, Given>, values: Readonly<Record<string, unknown>>, source: string): void {
  for (const [key, value] of Object.entries(values)) {
    if (value !== null && value !== undefined) given.set(key, { value, source });
  }
}

function readConfigFile(file: string, readFile: ReadFile, problems: string[]): Readonly<Record<string, unknown>> {
  try {
    const json = readJsonFile('config', file, readFile);
    if (isObject(json)) return json;
    problems.push(`config file ${file} must hold a JSON object`);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    problems.push(...error.problems);
  }
  return {};
}

/** A blank variable is how shells and compose files write "not set". */
function fromEnvironment(env: Readonly<Record<string, string | undefined>>): Readonly<Record<string, unknown>> {
  const values: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(env)) {
    if (!name.startsWith(PREFIX) || NOT_SETTINGS.test(name) || value?.trim() === '') continue;
    values[name.slice(PREFIX.length).toLowerCase()] = value;
  }
  return values;
}
