// The streams, for the README and for docs/streams.md.
import { columnsTable } from './columns.js';
import { code, table } from './markdown.js';
import { requestsOf } from './requests.js';

/** In: the table of streams. Out: the README's table. */
export function streamsTable(streams) {
  const rows = Object.entries(streams).map(([name, row]) => [
    `[${code(name)}](docs/streams.md#${name})`,
    row.key.map(code).join(', '),
    replication(row),
    row.cost,
    needs(row),
  ]);
  return table(['Stream', 'Key', 'Replication', 'Requests', 'Needs'], rows);
}

/**
 * In: the table of streams, stream → schema, and the columns that are always null (`portfolios.icon`).
 *
 * Out: every stream in full.
 */
export function streamsPage(streams, schemas, hollow) {
  return Object.entries(streams)
    .map(([name, row]) => streamSection(name, row, schemas[name], hollow))
    .join('\n\n');
}

function streamSection(name, row, schema, hollow) {
  const facts = [
    `- Listed under: ${parentsOf(row)}`,
    ...requestsOf(row).map((request) => `- Request: ${request}`),
    `- Key: ${row.key.map(code).join(', ')}`,
    `- Replication: ${replication(row)}`,
    `- Requests: ${row.cost}`,
    `- Needs: ${needs(row)}`,
    `- OAuth scope: ${row.scope === undefined ? 'none covers it; full permissions' : code(row.scope)}`,
    `- Selected by default: ${row.selectedByDefault ? 'yes' : 'no'}`,
  ];
  return `## ${name}\n\n${row.description}\n\n${facts.join('\n')}\n\n${columnsTable(name, schema, hollow)}`;
}

const PARENTS = {
  account: 'the token',
  workspace: 'each workspace',
  organization: 'each workspace that is an organization',
  project: 'each project',
  team: 'each team',
  portfolio: 'each portfolio',
  goal: 'each goal',
  user: 'each user of each workspace',
  task: 'each task and subtask',
};

function sourcesOf(row) {
  return [row, ...(row.also ?? [])];
}

function parentsOf(row) {
  return [...new Set(sourcesOf(row).map(({ parent }) => PARENTS[parent]))].join('; ');
}

function replication({ replicationKey }) {
  return replicationKey === undefined ? 'full table' : `incremental, ${code(replicationKey)}`;
}

function needs(row) {
  return row.needs ?? 'any plan';
}
