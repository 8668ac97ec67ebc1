import type { About, AboutStream } from './about-facts.ts';
import { settingLines } from './settings-table.ts';

/** @returns `--about` as a page of Markdown */
export function aboutMarkdown(facts: About): string {
  return `# ${facts.name}

${facts.description}, version ${facts.version}.

Capabilities: ${facts.capabilities.map((each) => `\`${each}\``).join(', ')}

## Settings

${settingsMarkdown()}

## Streams

${streamsMarkdown(facts.streams)}
`;
}

function settingsMarkdown(): string {
  const rows = settingLines().map((line) => [
    `\`${line.key}\`${line.secret ? ' (secret)' : ''}`,
    line.type,
    line.default === '-' ? '' : `\`${line.default}\``,
    line.description,
  ]);
  return table(['Setting', 'Type', 'Default', 'What it does'], rows);
}

function streamsMarkdown(streams: readonly AboutStream[]): string {
  const rows = streams.map((stream) => [
    `\`${stream.name}\``,
    stream.description + (stream.needs === null ? '' : ` Needs ${stream.needs}.`),
    stream.replication_method === 'INCREMENTAL' ? `incremental, \`${stream.replication_key}\`` : 'full table',
    stream.key_properties.map((key) => `\`${key}\``).join(', '),
    stream.requests,
  ]);
  return table(['Stream', 'What it holds', 'Replication', 'Key', 'Requests'], rows);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---|').join('')}`, ...rows.map(line)].join('\n');
}
