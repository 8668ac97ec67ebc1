import { unchanged } from '../world/lists.ts';
import { workspacesOf } from '../world/reader.ts';
import { type Call, fromPath, fromQuery, userNamed } from './call.ts';
import type { Listing } from './listing.ts';
import { badRequest } from './refusal.ts';
import type { Route } from './route.ts';

/** Workspaces, users and teams. */
export const PEOPLE_ROUTES: readonly Route[] = [
  { path: '/workspaces', list: workspaces },
  { path: '/workspaces/{workspace}', one: (call) => call.look.ref('workspace', fromPath(call, 'workspace')) },
  {
    path: '/workspaces/{workspace}/users',
    list: (call) => usersOfWorkspace(call, fromPath(call, 'workspace')),
    unpaged: true,
  },
  { path: '/workspaces/{workspace}/teams', list: teams },
  { path: '/users', list: users },
  { path: '/users/{user}', one: (call) => call.look.ref('user', userNamed(call, call.path.get('user') ?? '', 404)) },
  { path: '/teams/{team}', one: (call) => call.look.ref('team', fromPath(call, 'team')) },
  { path: '/teams/{team}/users', list: (call) => usersOfTeam(call, fromPath(call, 'team')), unpaged: true },
];

/** "Blocked workspaces will not appear in the list" (Asana forum, 754962). */
function workspaces(call: Call): Listing {
  return { members: unchanged(workspacesOf(call.world, call.reader)), show: (id) => call.look.ref('workspace', id) };
}

function usersOfWorkspace(call: Call, workspace: number): Listing {
  return { members: call.world.lists.workspaceUsers.get(workspace), show: (id) => call.look.ref('user', id) };
}

function usersOfTeam(call: Call, team: number): Listing {
  return { members: call.world.lists.teamUsers.get(team), show: (id) => call.look.ref('user', id) };
}

function users(call: Call): Listing {
  const team = fromQuery(call, 'team');
  return team === null ? usersOfWorkspace(call, oneWorkspace(call)) : usersOfTeam(call, team);
}

/** Teams exist in organizations alone; the words for a plain workspace are reported, not documented. */
function teams(call: Call): Listing {
  const workspace = fromPath(call, 'workspace');
  if (!call.world.workspaces.get(workspace).organization) throw badRequest('organization: Not an organization');
  return { members: call.world.lists.workspaceTeams.get(workspace), show: (id) => call.look.ref('team', id) };
}

/**
 * The workspace of GET /projects, /users and /tags: named, or that of a reader who has only one (Asana forum, 1031581: these
 * "require a `workspace` or `team` parameter … for users who belong to multiple workspaces").
 */
export function oneWorkspace(call: Call): number {
  const given = fromQuery(call, 'workspace');
  if (given !== null) return given;
  const [only, ...others] = workspacesOf(call.world, call.reader);
  if (only === undefined || others.length > 0) {
    throw badRequest('This request accesses data in multiple workspaces. Please specify a workspace or team.');
  }
  return only;
}
