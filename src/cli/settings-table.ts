import type { Setting } from '../config/setting.ts';
import { type SettingKey, settingKeys, settings } from '../config/settings.ts';

/** A setting as people read it. */
export interface SettingLine {
  readonly key: SettingKey;
  readonly type: string;
  /** JSON, or `-` for none. */
  readonly default: string;
  readonly expected: string;
  readonly description: string;
  readonly secret: boolean;
}

const TYPES: Readonly<Record<Setting['kind'], string>> = {
  text: 'string',
  number: 'number',
  boolean: 'boolean',
  gids: 'array of gids',
  columns: 'object',
};

/** @returns every setting, in the table's order */
export function settingLines(): SettingLine[] {
  return settingKeys.map((key) => {
    const setting: Setting = settings[key];
    const { kind, expected, description } = setting;
    const byDefault = setting.default === undefined ? '-' : JSON.stringify(setting.default);
    return { key, type: TYPES[kind], default: byDefault, expected, description, secret: setting.secret === true };
  });
}
