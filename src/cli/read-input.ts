import { type CustomFieldColumn, usableColumns } from '../config/columns.ts';
import { type ReadFile, readJsonFile } from '../config/json-file.ts';
import { type LoadedConfig, loadConfig } from '../config/load.ts';
import { gather } from '../config/sources.ts';
import { ConfigError } from '../errors.ts';
import type { ForeignCatalog } from '../singer/catalog.ts';
import { parseCatalog } from '../singer/catalog-file.ts';
import type { SchemaPair } from '../singer/selection.ts';
import { parseState, type State } from '../singer/state.ts';
import { type StreamName, streamNames, streamRow } from '../streams/table.ts';
import type { SyncInvocation } from './invocation.ts';
import { unwrapState } from './state-line.ts';
import { streamSchemas } from './stream-schemas.ts';

/** Which files a run is told by. */
export type InputFiles = Pick<SyncInvocation, 'config' | 'catalog' | 'state'>;

/** Everything a run is told by files and environment, checked. */
export interface Input extends LoadedConfig {
  /** Gives a stream's whole schema, with the columns that the config adds. */
  readonly schemaOf: (stream: StreamName) => SchemaPair;
  readonly catalog: ForeignCatalog | undefined;
  readonly state: State;
}

/**
 * Reads config, catalog and state.
 * @throws ConfigError with what is wrong with all of them at once
 */
export function readInput(
  invocation: InputFiles,
  env: Readonly<Record<string, string | undefined>>,
  readFile: ReadFile,
): Input {
  const problems: string[] = [];
  const readConfigFile = onceEach(readFile);
  const loaded = attempt(problems, () => readConfig(invocation.config, env, readConfigFile));
  const columns = loaded?.config.customFieldColumns ?? columnsOf(invocation.config, env, readConfigFile);
  const schemaOf = attempt(problems, () => streamSchemas(columns));
  const catalog = attempt(problems, () => readCatalog(invocation.catalog, readFile));
  const warnings: string[] = [];
  const state = attempt(problems, () => readState(invocation.state, readFile, warnings));
  if (loaded === undefined || schemaOf === undefined || state === undefined || problems.length > 0) {
    throw new ConfigError(problems);
  }
  return { ...loaded, warnings: [...loaded.warnings, ...warnings], schemaOf, catalog, state };
}

function attempt<T>(problems: string[], action: () => T): T | undefined {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    // One by one: there may be more than a call takes arguments.
    for (const problem of error.problems) problems.push(problem);
    return undefined;
  }
}

/** A pipe can be read once. */
function onceEach(readFile: ReadFile): ReadFile {
  const texts = new Map<string, string>();
  return (path) => {
    const text = texts.get(path) ?? readFile(path);
    texts.set(path, text);
    return text;
  };
}

/** @returns the columns of a config that is wrong elsewhere: whether their names are taken is said at once with the rest */
function columnsOf(
  sources: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  readFile: ReadFile,
): Record<string, CustomFieldColumn> {
  return usableColumns(gather(sources, env, readFile, []).get('custom_field_columns')?.value);
}

function readConfig(
  sources: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  readFile: ReadFile,
): LoadedConfig {
  if (sources.length === 0) {
    throw new ConfigError(['no config: give --config FILE, or --config ENV for TAP_ASANA_ACCESS_TOKEN and the like']);
  }
  return loadConfig(sources, env, readFile);
}

function readCatalog(path: string | undefined, readFile: ReadFile): ForeignCatalog | undefined {
  return path === undefined ? undefined : parseCatalog(readJsonFile('catalog', path, readFile), `catalog file ${path}`);
}

function readState(path: string | undefined, readFile: ReadFile, warnings: string[]): State {
  const json = path === undefined ? undefined : unwrapState(readJsonFile('state', path, readFile));
  return parseState(
    json,
    streamNames.map((id) => {
      const { replicationKey } = streamRow(id);
      return replicationKey === undefined ? { id } : { id, replicationKey };
    }),
    warnings,
  );
}
