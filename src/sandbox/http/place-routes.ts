import { unchanged } from '../world/lists.ts';
import { isListed, portfoliosOf } from '../world/reader.ts';
import { type Call, enter, flag, fromPath, fromQuery, required, userNamed } from './call.ts';
import type { Listing } from './listing.ts';
import { oneWorkspace } from './people-routes.ts';
import { badRequest, noAccess } from './refusal.ts';
import type { Route } from './route.ts';

/** Projects, sections, tags and portfolios. Portfolios are not in Asana's free plan. */
export const PLACE_ROUTES: readonly Route[] = [
  { path: '/projects', list: projects },
  { path: '/projects/{project}', one: (call) => call.look.ref('project', fromPath(call, 'project')) },
  { path: '/projects/{project}/sections', list: sections },
  { path: '/workspaces/{workspace}/projects', list: (call) => projectsIn(call, fromPath(call, 'workspace'), null) },
  { path: '/sections/{section}', one: (call) => call.look.ref('section', fromPath(call, 'section')) },
  { path: '/tags', list: (call) => tagsIn(call, oneWorkspace(call)) },
  { path: '/tags/{tag}', one: (call) => call.look.ref('tag', fromPath(call, 'tag')) },
  { path: '/workspaces/{workspace}/tags', list: (call) => tagsIn(call, fromPath(call, 'workspace')) },
  { path: '/portfolios', plan: 'paid', list: portfolios },
  {
    path: '/portfolios/{portfolio}',
    plan: 'paid',
    one: (call) => call.look.ref('portfolio', fromPath(call, 'portfolio')),
  },
  { path: '/portfolios/{portfolio}/items', plan: 'paid', list: items },
];

function projects(call: Call): Listing {
  const team = fromQuery(call, 'team');
  return projectsIn(call, team === null ? oneWorkspace(call) : call.world.teams.get(team).workspace, team);
}

/** Without `archived` both kinds come ("Only return projects whose `archived` field takes on the value of this parameter"). */
function projectsIn(call: Call, workspace: number, team: number | null): Listing {
  const archived = flag(call, 'archived');
  const { projects, lists } = call.world;
  return {
    members: lists.workspaceProjects.get(workspace),
    keep(id) {
      const project = projects.get(id);
      return (
        isListed(project, call.reader) &&
        (team === null || project.team === team) &&
        (archived === null || project.archived === archived)
      );
    },
    show: (id) => call.look.ref('project', id),
  };
}

function sections(call: Call): Listing {
  const project = enter(call, fromPath(call, 'project'));
  return { members: call.world.lists.projectSections.get(project), show: (id) => call.look.ref('section', id) };
}

function tagsIn(call: Call, workspace: number): Listing {
  return { members: call.world.lists.workspaceTags.get(workspace), show: (id) => call.look.ref('tag', id) };
}

/** "API users can only get a list of portfolios that they themselves own, unless the request is made from a Service Account" (specification, GET /portfolios). */
function portfolios(call: Call): Listing {
  const workspace = required(call, 'workspace');
  const given = call.query.get('owner');
  const owner = given === undefined ? null : userNamed(call, given, 400);
  if (!call.reader.serviceAccount) {
    if (owner === null) throw badRequest('owner: Missing input');
    if (owner !== call.reader.user) throw noAccess("user's portfolios");
  }
  const mine = portfoliosOf(call.world, workspace, call.reader);
  return {
    members: unchanged(mine.filter((id) => owner === null || call.world.portfolios.get(id).owner === owner)),
    show: (id) => call.look.ref('portfolio', id),
  };
}

/** Items are projects or portfolios; projects the reader cannot see are left out. */
function items(call: Call): Listing {
  const { lists, projects: all } = call.world;
  return {
    members: lists.portfolioItems.get(fromPath(call, 'portfolio')),
    keep: (id) => id < 0 || isListed(all.get(id), call.reader),
    show: (id) => (id < 0 ? call.look.ref('portfolio', -1 - id) : call.look.ref('project', id)),
  };
}
