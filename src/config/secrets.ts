import type { Setting } from './setting.ts';
import { type SettingKey, settingKeys, settings } from './settings.ts';
import type { Given } from './sources.ts';

/** @returns every secret value among those given, of whatever type it came */
export function secretsOf(given: ReadonlyMap<string, Given>): string[] {
  return settingKeys
    .filter((key) => isSecret(key))
    .map((key) => given.get(key)?.value)
    .filter((value) => typeof value === 'string' || typeof value === 'number')
    .map((value) => String(value).trim())
    .filter((value) => value !== '');
}

function isSecret(key: SettingKey): boolean {
  const setting: Setting = settings[key];
  return setting.secret === true;
}

/** People put a token into the wrong key, or into a file's name: it is not repeated to them. */
export function maskSecrets(line: string, secrets: readonly string[]): string {
  return secrets.reduce((masked, secret) => (secret.length < 4 ? masked : masked.replaceAll(secret, '***')), line);
}
