import { projectPortfolioSetting } from '../fields/memberships.ts';
import { taskCounts } from '../fields/task-counts.ts';
import { isVisible } from '../world/reader.ts';
import { type Call, enter, fromPath, fromQuery, required, requiredAmong, since } from './call.ts';
import { type Listing, only } from './listing.ts';
import { objectRoute } from './object-route.ts';
import { badRequest } from './refusal.ts';
import type { Route } from './route.ts';

/** Attachments, status updates, briefs, templates, task types, and how portfolios and projects are tied. */
export const WORK_ROUTES: readonly Route[] = [
  { path: '/attachments', list: attachments },
  objectRoute('attachments', 'attachment'),
  { path: '/projects/{project}/project_statuses', list: projectStatuses },
  objectRoute('project_statuses', 'project_status'),
  { path: '/status_updates', list: statusUpdates },
  objectRoute('status_updates', 'status_update'),
  // 402 is among the answers of GET /project_briefs/{} in the specification.
  objectRoute('project_briefs', 'project_brief', 'paid'),
  {
    path: '/projects/{project}/task_counts',
    one: (call) => taskCounts(enter(call, fromPath(call, 'project')), call.look),
  },
  { path: '/project_templates', list: projectTemplates },
  objectRoute('project_templates', 'project_template'),
  { path: '/task_templates', list: taskTemplates },
  objectRoute('task_templates', 'task_template'),
  { path: '/custom_types', list: customTypes },
  objectRoute('custom_types', 'custom_type'),
  { path: '/portfolios/{portfolio}/project_portfolio_settings', plan: 'paid', list: projectPortfolioSettings },
];

function attachments(call: Call): Listing {
  const { kind, index } = requiredAmong(call, ['task', 'project', 'project_brief'], 'parent');
  const { taskAttachments, projectAttachments, briefAttachments } = call.world.work.lists;
  const lists = { task: taskAttachments, project: projectAttachments, project_brief: briefAttachments };
  if (kind === 'project') enter(call, index);
  return { members: lists[kind].get(index), show: (id) => call.look.ref('attachment', id) };
}

function projectStatuses(call: Call): Listing {
  return {
    members: call.world.work.lists.projectStatuses.get(enter(call, fromPath(call, 'project'))),
    show: (id) => call.look.ref('project_status', id),
  };
}

/** "Only return statuses that have been created since the given time"; whether the moment itself counts is not documented. */
function statusUpdates(call: Call): Listing {
  const { kind, index } = requiredAmong(call, ['project', 'portfolio', 'goal'], 'parent');
  const { lists, statusUpdates: all } = call.world.work;
  if (kind === 'project') enter(call, index);
  const listOf = { project: lists.projectUpdates, portfolio: lists.portfolioUpdates, goal: lists.goalUpdates };
  const listing: Listing = { members: listOf[kind].get(index), show: (id) => call.look.ref('status_update', id) };
  const from = since(call, 'created_since', null);
  return from === null ? listing : only(listing, (id) => all.get(id).createdAt >= from);
}

/** Those of a team, or of a whole workspace. What is answered without either is not documented. */
function projectTemplates(call: Call): Listing {
  const team = fromQuery(call, 'team');
  const workspace = team === null ? fromQuery(call, 'workspace') : call.world.teams.get(team).workspace;
  if (workspace === null) throw badRequest('workspace: Missing input');
  const { lists, projectTemplates: all } = call.world.work;
  return {
    members: lists.workspaceTemplates.get(workspace),
    keep: (id) => team === null || all.get(id).team === team,
    show: (id) => call.look.ref('project_template', id),
  };
}

/** "You must specify a `project`" (specification, GET /task_templates). */
function taskTemplates(call: Call): Listing {
  return {
    members: call.world.work.lists.projectTaskTemplates.get(enter(call, required(call, 'project'))),
    show: (id) => call.look.ref('task_template', id),
  };
}

function customTypes(call: Call): Listing {
  return {
    members: call.world.work.lists.projectTypes.get(enter(call, required(call, 'project'))),
    show: (id) => call.look.ref('custom_type', id),
  };
}

/** One for each project of the portfolio that the reader sees; portfolios in portfolios have none. */
function projectPortfolioSettings(call: Call): Listing {
  const { world, reader, look } = call;
  const portfolio = fromPath(call, 'portfolio');
  return {
    members: world.lists.portfolioItems.get(portfolio),
    keep: (id) => id >= 0 && isVisible(world, 'project', id, reader),
    show: (id) => projectPortfolioSetting(portfolio, id, look),
  };
}
