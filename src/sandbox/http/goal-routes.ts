import { isVisible } from '../world/reader.ts';
import { type Call, flag, fromPath, fromQuery, required, requiredAmong, since } from './call.ts';
import { type Listing, only } from './listing.ts';
import { objectRoute } from './object-route.ts';
import { badRequest } from './refusal.ts';
import type { Route } from './route.ts';

/** Goals, which take a paid plan (402 is among the answers of GET /goals), and time periods, which do not. */
export const GOAL_ROUTES: readonly Route[] = [
  { path: '/goals', plan: 'paid', list: goals },
  objectRoute('goals', 'goal', 'paid'),
  { path: '/goals/{goal}/stories', list: stories },
  { path: '/goal_relationships', list: relationships },
  objectRoute('goal_relationships', 'goal_relationship'),
  { path: '/time_periods', list: periods },
  objectRoute('time_periods', 'time_period'),
];

/** By workspace or team, or by what supports the goals. What is answered without any of these is not documented. */
function goals(call: Call): Listing {
  const level = flag(call, 'is_workspace_level');
  const periodsAsked = call.query.get('time_periods')?.split(',');
  const { world } = call;
  const all = world.goals.goals;
  return only(scoped(call), (id) => {
    const { team, period } = all.get(id);
    if (level !== null && (team === null) !== level) return false;
    return periodsAsked === undefined || (period !== null && periodsAsked.includes(world.gid('time_period', period)));
  });
}

function scoped(call: Call): Listing {
  const { goals: all, lists, relationships: ties } = call.world.goals;
  const inWorkspace = (workspace: number): Listing => ({
    members: lists.workspaceGoals.get(workspace),
    show: (id) => call.look.ref('goal', id),
  });
  const team = fromQuery(call, 'team');
  if (team !== null) return only(inWorkspace(call.world.teams.get(team).workspace), (id) => all.get(id).team === team);
  for (const kind of ['portfolio', 'project', 'task'] as const) {
    const supporting = fromQuery(call, kind);
    if (supporting === null) continue;
    const supported = (id: number) =>
      Array.from(lists.goalRelationships.ids(id)).some((tie) => {
        const by = ties.get(tie).supporting;
        return by.kind === kind && by.index === supporting;
      });
    // No task supports a goal here.
    const workspace = { portfolio: call.world.portfolios, project: call.world.projects, task: call.world.tasks }[
      kind
    ].get(supporting).workspace;
    return only(inWorkspace(workspace), supported);
  }
  const workspace = fromQuery(call, 'workspace');
  if (workspace === null) throw badRequest('workspace: Missing input');
  return inWorkspace(workspace);
}

function stories(call: Call): Listing {
  return {
    members: call.world.goals.lists.goalStories.get(fromPath(call, 'goal')),
    show: (id) => call.look.ref('goal_story', id),
  };
}

/** What supports a goal, without what the reader does not see. */
function relationships(call: Call): Listing {
  const { world, reader, look } = call;
  const { lists, relationships: all } = world.goals;
  const subtype = call.query.get('resource_subtype');
  return {
    members: lists.goalRelationships.get(requiredAmong(call, ['goal'], 'supported_goal').index),
    keep(id) {
      const { kind, index } = all.get(id).supporting;
      const is = kind === 'goal' ? 'subgoal' : 'supporting_work';
      return (subtype === undefined || subtype === is) && isVisible(world, kind, index, reader);
    },
    show: (id) => look.ref('goal_relationship', id),
  };
}

/** The two days keep the periods that lie between them. */
function periods(call: Call): Listing {
  const listing: Listing = {
    members: call.world.goals.lists.workspacePeriods.get(required(call, 'workspace')),
    show: (id) => call.look.ref('time_period', id),
  };
  const from = since(call, 'start_on', null) ?? Number.NEGATIVE_INFINITY;
  const to = since(call, 'end_on', null) ?? Number.POSITIVE_INFINITY;
  return only(listing, (id) => {
    const node = call.look.ref('time_period', id);
    return Date.parse(String(node.read('start_on'))) >= from && Date.parse(String(node.read('end_on'))) <= to;
  });
}
