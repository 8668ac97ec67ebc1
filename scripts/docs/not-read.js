// The lists of Asana's API that no stream reads, and why.
import { code, table } from './markdown.js';

/** By path, as lists.json has it. */
const REASONS = {
  '/access_requests': 'who has asked for access, gone once it is answered; one request for each project and portfolio',
  '/events': 'changes since the last look, kept for 24 hours at most; later',
  '/goals/{goal}/custom_field_settings': 'comes with `goals` at no request: `goal_custom_field_settings`',
  '/goals/{goal}/parentGoals': '`goal_relationships` has both ends of each',
  '/portfolio_memberships':
    'older form, people alone: `portfolio_memberships` reads `/memberships`, which has teams too',
  '/portfolios/{portfolio}/custom_field_settings':
    'comes with `portfolios` at no request: `portfolio_custom_field_settings`',
  '/portfolios/{portfolio}/portfolio_memberships':
    'older form, people alone: `portfolio_memberships` reads `/memberships`',
  '/projects/{project}/custom_field_settings': 'comes with `projects` at no request: `project_custom_field_settings`',
  '/projects/{project}/project_memberships':
    'people alone: `project_memberships` reads `/memberships`, which has teams too',
  '/projects/{project}/project_portfolio_settings':
    'the same rows as under portfolios, of which there are fewer; those of portfolios that are not listed are left out',
  '/projects/{project}/tasks': 'has no `modified_since`: `tasks` reads `/tasks?project=`',
  '/reactions':
    'one request for each emoji of each story: `reaction_summary` of `stories` and `status_updates` counts them',
  '/sections/{section}/tasks':
    '`tasks.memberships` says the section; `/tasks?section=` is read where a project is too large',
  '/tags/{tag}/tasks': '`tasks.tags` says the tags; there is no `modified_since`',
  '/tasks/{task}/dependencies': '`tasks.dependencies` at no request',
  '/tasks/{task}/dependents': '`tasks.dependents` at no request',
  '/tasks/{task}/projects': '`tasks.projects` and `tasks.memberships` at no request',
  '/tasks/{task}/tags': '`tasks.tags` at no request',
  '/tasks/{task}/time_tracking_entries':
    'one request for each task: `time_tracking_entries` reads those of the workspace',
  '/teams/{team}/custom_field_settings': 'comes with `teams` at no request: `team_custom_field_settings`',
  '/teams/{team}/project_templates': '`project_templates` reads those of the workspace',
  '/teams/{team}/projects': 'misses projects without a team: `projects` reads those of the workspace',
  '/teams/{team}/team_memberships': '`team_memberships` reads the same as `/team_memberships?team=`',
  '/teams/{team}/users': 'has no pages and ends at 2,000 people: `teams.users` reads `/users?team=`',
  '/time_tracking_categories/{time_tracking_category}/time_tracking_entries':
    '`time_tracking_entries.categories` at no request',
  '/user_task_lists/{user_task_list}/tasks': 'what is assigned to a user is read with `tasks`, with `modified_since`',
  '/users/{user}/favorites': 'only the token’s own user has any',
  '/users/{user}/team_memberships': '`team_memberships` reads those of each team, of which there are fewer',
  '/users/{user}/teams': '`teams.users` and `team_memberships` say it',
  '/users/{user}/workspace_memberships': '`workspace_memberships` reads those of the workspace',
  '/webhooks': 'only those that the same app has registered',
  '/workspaces/{workspace}/agents': 'AI Teammates; not yet, nobody has asked for them',
  '/workspaces/{workspace}/events': 'changes since the last look, for service accounts; later',
  '/workspaces/{workspace}/projects': 'the same as `/projects?workspace=`',
  '/workspaces/{workspace}/projects/search': 'has neither pages nor a filter for changes; not in every plan',
  '/workspaces/{workspace}/tags': 'the same as `/tags?workspace=`',
  '/workspaces/{workspace}/tasks/search':
    '60 requests a minute, no stable pages, behind by up to a minute, not in every plan; later',
  '/workspaces/{workspace}/typeahead': 'suggestions for a search box: 100 at most',
  '/workspaces/{workspace}/users': 'has no pages and ends at 2,000 people: `users` reads `/users?workspace=`',
};

/**
 * In: the paths of all lists, the table of streams, the reasons. Out: a table of those that no stream reads.
 *
 * Throws if a reason is missing, or is there for a list that is read or that Asana does not have.
 */
export function notReadTable(lists, streams, reasons = REASONS) {
  const read = new Set(Object.values(streams).flatMap(pathsOf).map(bare));
  const missing = lists.filter((path) => !read.has(bare(path)));
  const unsaid = missing.filter((path) => reasons[path] === undefined);
  const idle = Object.keys(reasons).filter((path) => !missing.includes(path));
  if (unsaid.length > 0) throw new Error(`not read, and nobody says why: ${unsaid.join(', ')}`);
  if (idle.length > 0) throw new Error(`said not to be read, but it is, or is not there: ${idle.join(', ')}`);
  return table(
    ['List', 'Why it is not read'],
    missing.map((path) => [code(path), reasons[path]]),
  );
}

function pathsOf({ list, also = [], inline }) {
  return [list.path, ...also.map((source) => source.list.path), ...(inline ? [inline.path] : [])];
}

/** What a gid is called differs: `/projects/{project}/tasks`, `/projects/{parent}/tasks`. */
function bare(path) {
  return path.replace(/\{\w+\}/g, '{}');
}
