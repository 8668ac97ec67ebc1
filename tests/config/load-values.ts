import { loadConfig } from '../../src/config/load.ts';
import { ConfigError } from '../../src/errors.ts';

export type Json = Readonly<Record<string, unknown>>;

/** Loads a config file with a token and these values. */
export function load(values: Json) {
  return loadConfig(['config.json'], {}, () => JSON.stringify({ access_token: 'token-1234', ...values }));
}

/** @returns the lines of the ConfigError that the action throws; none if it throws none */
export function problems(action: () => unknown): readonly string[] {
  try {
    action();
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

/** @returns what is said of a config file with a token and these values */
export function refused(values: Json): readonly string[] {
  return problems(() => load(values));
}
