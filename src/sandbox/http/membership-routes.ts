import { joinedMembers } from '../fields/members.ts';
import { membership, teamMembership, userTaskList, workspaceMembership } from '../fields/memberships.ts';
import { unchanged } from '../world/lists.ts';
import { isListed } from '../world/reader.ts';
import { type Call, enter, fromPath, fromQuery, required, requiredAmong, userNamed } from './call.ts';
import { type Listing, only } from './listing.ts';
import { badRequest, unknownObject } from './refusal.ts';
import type { Route } from './route.ts';

/** Who belongs to what: teams, workspaces, projects, portfolios, goals; and everybody's own task list. */
export const MEMBERSHIP_ROUTES: readonly Route[] = [
  { path: '/team_memberships', list: teamMemberships },
  { path: '/teams/{team}/team_memberships', list: (call) => ofTeam(call, fromPath(call, 'team')) },
  { path: '/workspaces/{workspace}/workspace_memberships', list: workspaceMemberships },
  { path: '/memberships', list: memberships },
  { path: '/users/{user}/user_task_list', one: userTaskListOf },
];

/** Those of a team; or of a user: "must be used with the workspace parameter" (specification, GET /team_memberships). */
function teamMemberships(call: Call): Listing {
  const team = fromQuery(call, 'team');
  if (team !== null) return ofTeam(call, team);
  const name = call.query.get('user');
  if (name === undefined) throw badRequest('team: Missing input');
  const user = userNamed(call, name, 400);
  const workspace = required(call, 'workspace');
  const { lists } = call.world;
  return {
    members: lists.workspaceTeams.get(workspace),
    keep: (id) => lists.teamUsers.has(id, user),
    show: (id) => teamMembership(id, user, call.look),
  };
}

function ofTeam(call: Call, team: number): Listing {
  return { members: call.world.lists.teamUsers.get(team), show: (id) => teamMembership(team, id, call.look) };
}

function workspaceMemberships(call: Call): Listing {
  const workspace = fromPath(call, 'workspace');
  const listing: Listing = {
    members: call.world.lists.workspaceUsers.get(workspace),
    show: (id) => workspaceMembership(workspace, id, call.look),
  };
  const name = call.query.get('user');
  if (name === undefined) return listing;
  const user = userNamed(call, name, 400);
  return only(listing, (id) => id === user);
}

/** Those of a parent; without one, "all project memberships for that team" (specification, GET /memberships). */
function memberships(call: Call): Listing {
  if (call.query.get('parent') === undefined && call.query.get('resource_subtype') === 'project_membership') {
    return projectsOfTeam(call, requiredAmong(call, ['team'], 'member').index);
  }
  const { kind, index } = requiredAmong(call, ['project', 'portfolio', 'goal'], 'parent');
  if (kind === 'project') enter(call, index);
  return ofMember(call, {
    members: unchanged(joinedMembers(kind, index, call.world)),
    show: (id) => membership(kind, index, id, call.look),
  });
}

/** "An additional member (user GID or team GID) can be passed in to filter to a specific membership." */
function ofMember(call: Call, listing: Listing): Listing {
  if (call.query.get('member') === undefined) return listing;
  const { kind, index } = requiredAmong(call, ['user', 'team'], 'member');
  const member = kind === 'team' ? -1 - index : index;
  return only(listing, (id) => id === member);
}

function projectsOfTeam(call: Call, team: number): Listing {
  const { world, reader, look } = call;
  return {
    members: world.lists.workspaceProjects.get(world.teams.get(team).workspace),
    keep: (id) => world.projects.get(id).team === team && isListed(world.projects.get(id), reader),
    show: (id) => membership('project', id, -1 - team, look),
  };
}

/** There is one for each user of a workspace, and none for others. */
function userTaskListOf(call: Call) {
  const name = call.path.get('user') ?? '';
  const user = userNamed(call, name, 404);
  const workspace = required(call, 'workspace');
  if (!call.world.lists.workspaceUsers.has(workspace, user)) throw unknownObject('user', name);
  return userTaskList(workspace, user, call.look);
}
