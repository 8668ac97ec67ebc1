import { ConfigError } from '../errors.ts';
import { cast } from './cast.ts';
import { check } from './check.ts';
import type { CustomFieldColumn } from './columns.ts';
import type { Config } from './config.ts';
import { chooseCredentials } from './credentials.ts';
import type { ReadFile } from './json-file.ts';
import { isRefusedKey, refusal } from './refused-keys.ts';
import { maskOf, secretsOf } from './secrets.ts';
import { isSettingKey, settings } from './settings.ts';
import { type Given, gather } from './sources.ts';
import { parseStartDate } from './start-date.ts';
import { baseUrl } from './url.ts';

/** A config that can be used, and what to say about it. */
export interface LoadedConfig {
  readonly config: Config;
  /** A line each. */
  readonly warnings: readonly string[];
  /** Every secret value that was given, used or not: none may ever be written anywhere. */
  readonly secrets: readonly string[];
}

/** Below this, what Asana has not settled yet when a run begins could be passed over by the next one. */
const SHORTEST_LOOKBACK = 10;

/**
 * Reads the config (contract, 'Config').
 * @param sources the values of `--config` in order: files, or `ENV` for the environment
 * @throws ConfigError with every problem of every source at once, a line each, no secret in any
 */
export function loadConfig(
  sources: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  readFile: ReadFile,
): LoadedConfig {
  const problems: string[] = [];
  const warnings: string[] = [];
  const given = gather(sources, env, readFile, problems);
  // A file that cannot be read may hold all that would seem to be missing: only what is there is judged then.
  const isWhole = problems.length === 0;
  const secrets = secretsOf(given);
  const mask = maskOf(secrets);
  const values = castAll(given, problems, warnings);
  check(values, problems, mask);
  const credentials = chooseCredentials(values, given, isWhole ? problems : [], warnings);
  if (problems.length > 0 || credentials === undefined) {
    throw new ConfigError(problems.map(mask));
  }
  const config = { credentials, ...settled(values) };
  if (config.lookbackSeconds < SHORTEST_LOOKBACK) {
    warnings.push(`config.lookback_seconds: ${config.lookbackSeconds} is short; changes that arrive late can be lost`);
  }
  return { config: deepFreeze(config), warnings: warnings.map(mask), secrets };
}

function castAll(given: ReadonlyMap<string, Given>, problems: string[], warnings: string[]): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [key, { value, source }] of given) {
    if (!isSettingKey(key)) {
      const refused = refusal(key, value);
      if (refused !== undefined) problems.push(refused);
      else if (!isRefusedKey(key)) warnings.push(`config.${key}: is not known and is ignored (${source})`);
      continue;
    }
    const read = key === 'request_timeout' ? timeout(value) : cast(settings[key].kind, value);
    if (read !== undefined) values[key] = read;
  }
  return values;
}

/** singer-io's tap takes 0, "0" and "" for its default of 300 seconds. */
function timeout(value: unknown): unknown {
  const seconds = cast('number', value);
  return seconds === 0 || seconds === '' ? undefined : seconds;
}

/** The checked values under their names in the program. The schema has made sure of their types, which casts repeat. */
function settled(values: Readonly<Record<string, unknown>>): Omit<Config, 'credentials'> {
  const startDate = values['start_date'] === undefined ? undefined : parseStartDate(values['start_date'] as string);
  const requestsPerMinute = values['requests_per_minute'] as number | undefined;
  return {
    ...(startDate !== undefined && { startDate }),
    workspaces: values['workspaces'] as string[],
    projects: values['projects'] as string[],
    includeArchivedProjects: values['include_archived_projects'] as boolean,
    includeAssignedTasks: values['include_assigned_tasks'] as boolean,
    includeEnumOptions: values['include_enum_options'] as boolean,
    subtaskSweepHours: values['subtask_sweep_hours'] as number,
    customFieldColumns: values['custom_field_columns'] as Record<string, CustomFieldColumn>,
    pageSize: values['page_size'] as number,
    maxConcurrentRequests: values['max_concurrent_requests'] as number,
    ...(requestsPerMinute !== undefined && { requestsPerMinute }),
    requestTimeout: values['request_timeout'] as number,
    lookbackSeconds: values['lookback_seconds'] as number,
    emitActivateVersionMessages: values['emit_activate_version_messages'] as boolean,
    apiUrl: baseUrl(values['api_url'] as string),
    oauthUrl: baseUrl(values['oauth_url'] as string),
    userAgent: values['user_agent'] as string,
  };
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const each of Object.values(value)) deepFreeze(each);
    Object.freeze(value);
  }
  return value;
}
