import type { About, AboutStream } from './about-facts.ts';
import { type SettingLine, settingLines } from './settings-table.ts';

/** @returns `--about` for a terminal */
export function aboutText(facts: About): string {
  return `${facts.name} v${facts.version}: ${facts.description}

Capabilities: ${facts.capabilities.join(', ')}

Settings:
${settingLines().map(settingText).join('\n')}

Streams:
${facts.streams.map(streamText).join('\n')}
`;
}

function settingText({ key, type, default: byDefault, secret, description }: SettingLine): string {
  const notes = [type, ...(byDefault === '-' ? [] : [`default ${byDefault}`]), ...(secret ? ['secret'] : [])];
  return `  ${key} (${notes.join(', ')})\n      ${description}`;
}

function streamText({ name, description, replication_method, replication_key }: AboutStream): string {
  const how = replication_method === 'FULL_TABLE' ? 'full table' : `incremental by ${replication_key}`;
  return `  ${name} (${how})\n      ${description}`;
}
