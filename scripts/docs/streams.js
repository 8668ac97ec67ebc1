// The streams, for the README and for docs/streams.md.
import { columnsTable } from './columns.js';
import { code, table } from './markdown.js';

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
    `- Listed under: ${PARENTS[row.parent]}`,
    ...requestsOf(row).map((request) => `- Request: ${request}`),
    `- Key: ${row.key.map(code).join(', ')}`,
    `- Replication: ${replication(row)}`,
    `- Requests: ${row.cost}`,
    `- Needs: ${needs(row)}`,
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
  task: 'each task and subtask',
};

/** What only the walk over tasks knows: when it asks, and what else. */
const WALK = {
  root: [
    `; with a bookmark, ${code('modified_since')} is sent as well`,
    `${code('GET /tasks?assignee={user}&workspace={workspace}')} for each user of each workspace, unless ${code('include_assigned_tasks')} is false or ${code('projects')} is set`,
  ],
  subtask: [`, where ${code('num_subtasks')} is above 0`],
  child: [', in the first run; later for those that are new or have changed'],
};

function requestsOf({ list, parent, inline, role }) {
  const [when = '', ...others] = WALK[role] ?? [];
  return [
    `${request(list, parent)}${when}`,
    ...others,
    ...(inline ? [`${request(inline, INLINE_PARENTS[inline.property])}, if ${code(inline.property)} is selected`] : []),
  ];
}

/** Whose list fills a column. */
const INLINE_PARENTS = { users: 'team', portfolio_items: 'portfolio' };

function request({ path, params = {} }, parent) {
  const place = `{${parent === 'organization' ? 'workspace' : parent}}`;
  const query = Object.entries(params).map(([name, value]) => `${name}=${value}`);
  const asked = [path, ...(query.length > 0 ? [query.join('&')] : [])].join('?').replaceAll('{parent}', place);
  return code(`GET ${asked}`);
}

function replication({ replicationKey }) {
  return replicationKey === undefined ? 'full table' : `incremental, ${code(replicationKey)}`;
}

function needs(row) {
  return row.needs ?? 'any plan';
}
