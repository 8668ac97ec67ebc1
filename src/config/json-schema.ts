import type { Setting } from './setting.ts';
import { type SettingKey, settingKeys, settings } from './settings.ts';

/**
 * The whole config as one JSON Schema: what the values are checked against, and what `--about` prints.
 * Keys that are unknown are allowed: Meltano passes whatever is under `config:`.
 */
export function settingsSchema(): Readonly<Record<string, unknown>> {
  return {
    type: 'object',
    properties: Object.fromEntries(settingKeys.map((key) => [key, propertySchema(key)])),
  };
}

function propertySchema(key: SettingKey): Readonly<Record<string, unknown>> {
  const setting: Setting = settings[key];
  return {
    ...setting.schema,
    title: setting.title,
    description: setting.description,
    ...(setting.default !== undefined && { default: setting.default }),
    ...(setting.secret && { secret: true, writeOnly: true }),
  };
}
