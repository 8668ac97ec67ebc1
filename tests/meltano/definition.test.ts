import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { aboutFacts } from '../../src/cli/about-facts.ts';
import { loadConfig } from '../../src/config/load.ts';
import { settingKeys, settings } from '../../src/config/settings.ts';
import { streams } from '../../src/streams/table.ts';

interface SettingDefinition {
  readonly name: string;
  readonly kind: string;
  readonly value?: unknown;
  readonly sensitive?: boolean;
}

interface Definition {
  readonly settings: readonly SettingDefinition[];
  readonly settings_group_validation: readonly (readonly string[])[];
  readonly capabilities: readonly string[];
  readonly select: readonly string[];
  readonly pip_url: string;
}

interface Script {
  definition(facts: object): Definition;
  definitionText(definition: Definition): string;
}

const ROOT = join(import.meta.dirname, '..', '..');
const { definition, definitionText } = (await import(
  new URL('../../scripts/interop/definition.js', import.meta.url).href
)) as Script;
const { capabilities, version } = aboutFacts();
const made = definition({ settings, streams, capabilities, version });
const byName = new Map(made.settings.map((setting) => [setting.name, setting]));

describe('meltano/tap-asana.yml', () => {
  it('is what the settings and the streams make it', () => {
    const text = readFileSync(join(ROOT, 'meltano', 'tap-asana.yml'), 'utf8');
    expect(text, 'npm run docs writes it anew').toBe(definitionText(made));
  });

  it('has every setting, with a kind that Meltano knows', () => {
    expect([...byName.keys()]).toEqual(settingKeys);
    const kinds = new Set(made.settings.map(({ kind }) => kind));
    // No `decimal`: Meltano 4.4 ends with a TypeError when one is set in the environment.
    expect([...kinds].sort()).toEqual(['array', 'boolean', 'date_iso8601', 'integer', 'object', 'string']);
  });

  it('hides every secret', () => {
    const hidden = made.settings.filter(({ sensitive }) => sensitive).map(({ name }) => name);
    expect(hidden).toEqual(settingKeys.filter((key) => 'secret' in settings[key]));
  });

  it('selects every stream that is selected by default, by name', () => {
    const byDefault = Object.entries(streams).filter(([, { selectedByDefault }]) => selectedByDefault);
    expect(made.select).toEqual(byDefault.map(([name]) => `${name}.*`));
    expect(made.select).toHaveLength(10);
  });

  it('promises what --about does', () => {
    expect(made.capabilities).toEqual(capabilities);
  });

  it('installs the wheel of the same version', () => {
    expect(made.pip_url).toBe(`tap-asana-node==${version}`);
  });

  it.each(made.settings_group_validation)('finds %j enough to sign in', (...keys) => {
    const config = JSON.stringify(Object.fromEntries(keys.map((key) => [key, 'x'])));
    expect(() => loadConfig(['c'], {}, () => config)).not.toThrow();
  });

  it('makes a config that the tap takes, out of every default', () => {
    const defaults = made.settings.filter(({ value }) => value !== undefined).map(({ name, value }) => [name, value]);
    const config = JSON.stringify({ access_token: 'x', ...Object.fromEntries(defaults) });
    expect(loadConfig(['c'], {}, () => config).warnings).toEqual([]);
  });
});
