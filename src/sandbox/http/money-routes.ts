import { unchanged } from '../world/lists.ts';
import { isVisible, workspacesOf } from '../world/reader.ts';
import { type Call, enter, fromQuery, requiredAmong } from './call.ts';
import { type Listing, only } from './listing.ts';
import { objectRoute } from './object-route.ts';
import { badRequest } from './refusal.ts';
import type { Route } from './route.ts';

/**
 * Capacity and money. Allocations are "available to all Enterprise and above customers" (Asana docs); budgets and rates have
 * 402 among their answers, without a word about which plan.
 */
export const MONEY_ROUTES: readonly Route[] = [
  { path: '/allocations', plan: 'enterprise', list: allocations },
  objectRoute('allocations', 'allocation', 'enterprise'),
  { path: '/budgets', plan: 'paid', list: budgets, unpaged: true },
  objectRoute('budgets', 'budget', 'paid'),
  { path: '/rates', plan: 'paid', list: rates },
  objectRoute('rates', 'rate', 'paid'),
];

/** By project, assignee or workspace. What is answered without any of them is not documented. */
function allocations(call: Call): Listing {
  const { world, reader, look } = call;
  const { lists, allocations: all } = world.time;
  const project = call.query.has('parent') ? requiredAmong(call, ['project'], 'parent').index : null;
  const assignee = call.query.has('assignee') ? requiredAmong(call, ['user'], 'assignee').index : null;
  const workspace = fromQuery(call, 'workspace');
  if (project === null && assignee === null && workspace === null) throw badRequest('workspace: Missing input');
  const workspaces = workspace === null ? workspacesOf(world, reader) : [workspace];
  const projects =
    project === null
      ? workspaces.flatMap((each) => Array.from(world.lists.workspaceProjects.ids(each)))
      : [enter(call, project)];
  const listing: Listing = {
    members: unchanged(projects.flatMap((each) => Array.from(lists.projectAllocations.ids(each)))),
    keep: (id) => isVisible(world, 'allocation', id, reader),
    show: (id) => look.ref('allocation', id),
  };
  return assignee === null ? listing : only(listing, (id) => all.get(id).user === assignee);
}

/** "This will at most return a list of size 1" (specification, GET /budgets). */
function budgets(call: Call): Listing {
  const project = enter(call, requiredAmong(call, ['project'], 'parent').index);
  return { members: call.world.time.lists.projectBudgets.get(project), show: (id) => call.look.ref('budget', id) };
}

/** Rates of placeholders are there for enterprises alone ("only available for Enterprise and Enterprise+ users"). */
function rates(call: Call): Listing {
  const project = enter(call, requiredAmong(call, ['project'], 'parent').index);
  const { lists, rates: all } = call.world.time;
  const user = call.query.has('resource') ? requiredAmong(call, ['user'], 'resource').index : null;
  return {
    members: lists.projectRates.get(project),
    keep(id) {
      const row = all.get(id);
      return (row.user !== null || call.includes('enterprise')) && (user === null || row.user === user);
    },
    show: (id) => call.look.ref('rate', id),
  };
}
