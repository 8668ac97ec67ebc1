// The keys of the config, for the README and for docs/settings.md.
import { code, table } from './markdown.js';

/** In: the lines of `settingLines()`. Out: the README's table. */
export function settingsTable(lines) {
  const rows = lines.map((line) => [code(line.key), line.type, shownDefault(line), line.description]);
  return table(['Key', 'Type', 'Default', 'What it does'], rows);
}

/** In: the lines of `settingLines()`. Out: every key in full. */
export function settingsPage(lines) {
  return lines.map(settingSection).join('\n\n');
}

function settingSection(line) {
  const facts = [
    `- Type: ${line.type}`,
    `- Allowed: ${line.expected}`,
    `- Default: ${shownDefault(line) || 'none'}`,
    `- From the environment: ${code(variable(line.key))}${isJson(line) ? ', as JSON' : ''}`,
    ...(line.secret ? ['- Secret: never logged, echoed or written to a state'] : []),
  ];
  return `### ${line.key}\n\n${line.description}\n\n${facts.join('\n')}`;
}

/** The version in the default would make the docs old with each release. */
function shownDefault({ key, default: byDefault }) {
  if (byDefault === '-') return '';
  return code(key === 'user_agent' ? byDefault.replace(/\d+\.\d+\.\d+[^"]*/, '<version>') : byDefault);
}

function isJson({ type }) {
  return type.startsWith('array') || type === 'object';
}

function variable(key) {
  return `TAP_ASANA_${key.toUpperCase()}`;
}
