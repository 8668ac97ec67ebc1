import { Redactor } from '../log/redact.ts';
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

/** Masks what is secret in a text. */
export type Mask = (text: string) => string;

/**
 * People put a token into the wrong key, or into a file's name: it is not repeated to them, in whatever form.
 * @returns masks these secrets
 */
export function maskOf(secrets: readonly string[]): Mask {
  const redactor = new Redactor();
  for (const secret of secrets) redactor.add(secret);
  return (text) => redactor.apply(text);
}
