// The requests that a stream makes, as docs/streams.md tells them.
import { code } from './markdown.js';

/** What only the walk over tasks knows: when it asks, and what else. */
const WALK = {
  root: [
    `; with a bookmark, ${code('modified_since')} is sent as well`,
    `${code('GET /tasks?assignee={user}&workspace={workspace}')} for each user of each workspace, unless ${code('include_assigned_tasks')} is false or ${code('projects')} is set`,
  ],
  subtask: [`, where ${code('num_subtasks')} is above 0`],
  child: [', in the first run; later for those that are new or have changed'],
};

/** Whose list fills a column. */
const INLINE_PARENTS = { users: 'team', portfolio_items: 'portfolio' };

/** In: a row of the table of streams. Out: a line for each kind of request. */
export function requestsOf(row) {
  const [when = '', ...others] = WALK[row.role] ?? [];
  const { also = [], bounds, everyone, inline } = row;
  return [
    `${source(row)}${bounds ? since(bounds) : ''}${when}`,
    ...also.map(source),
    ...others,
    ...(everyone
      ? [`${request(everyone, row.parent)}, once a run at most, if something speaks for a service account`]
      : []),
    ...(inline ? [`${request(inline, INLINE_PARENTS[inline.property])}, if ${code(inline.property)} is selected`] : []),
  ];
}

function source({ list, parent, via, from }) {
  // Rows inside those of their parents are listed under what these are listed under.
  if (from !== undefined) return `none beside ${request(list, 'workspace')}: the rows are in ${code(from)}`;
  if (via !== undefined) return `${request(list, via)}, where the ${parent} names one in ${code(via)}`;
  return request(list, parent);
}

function since({ from, days }) {
  if (days === undefined) return `; with a bookmark, ${code(from)} is sent as well`;
  return `, with ${code(from)}: ${days.again} days before the bookmark; and with ${code(days.to)} where one list is too long`;
}

function request({ path, params = {} }, parent) {
  const place = `{${parent === 'organization' ? 'workspace' : parent}}`;
  const query = Object.entries(params).map(([name, value]) => `${name}=${value}`);
  const asked = [path, ...(query.length > 0 ? [query.join('&')] : [])].join('?').replaceAll('{parent}', place);
  return code(`GET ${asked}`);
}
