import { readGid } from '../world/gid.ts';
import type { Ranked } from '../world/lists.ts';
import { canRead } from '../world/reader.ts';
import { assignedKey } from '../world/world.ts';
import { type Call, enter, fromPath, fromQuery, required, since, userNamed } from './call.ts';
import { type Listing, only } from './listing.ts';
import { badRequest, noAccess } from './refusal.ts';
import type { Route } from './route.ts';

/** Tasks by every scope, their subtasks and their stories. */
export const TASK_ROUTES: readonly Route[] = [
  { path: '/tasks', list: tasks },
  { path: '/tasks/{task}', one: (call) => call.look.ref('task', fromPath(call, 'task')) },
  {
    path: '/tasks/{task}/subtasks',
    list: (call) => rows(call, call.world.lists.taskChildren.get(fromPath(call, 'task'))),
  },
  { path: '/tasks/{task}/stories', list: stories },
  { path: '/stories/{story}', one: (call) => call.look.ref('story', fromPath(call, 'story')) },
  { path: '/projects/{project}/tasks', list: (call) => completed(call, inProject(call, fromPath(call, 'project'))) },
  { path: '/sections/{section}/tasks', list: (call) => completed(call, inSection(call, fromPath(call, 'section'))) },
  { path: '/tags/{tag}/tasks', list: (call) => withTag(call, fromPath(call, 'tag')) },
];

const SCOPE = 'Must specify exactly one of project, tag, section, user task list, or assignee + workspace';

/** GET /tasks: one scope, and the two filters that only this list documents together. */
function tasks(call: Call): Listing {
  return completed(call, modified(call, scoped(call)));
}

function scoped(call: Call): Listing {
  const given = ['project', 'tag', 'section', 'user_task_list'].filter((name) => call.query.has(name));
  const assigned = call.query.has('assignee') || call.query.has('workspace');
  if (given.length + (assigned ? 1 : 0) !== 1) throw badRequest(SCOPE);
  switch (given[0]) {
    case 'project':
      return inProject(call, projectParameter(call));
    case 'tag':
      return withTag(call, required(call, 'tag'));
    case 'section':
      return inSection(call, required(call, 'section'));
    case 'user_task_list':
      return inTaskList(call);
    default:
      return assignedTo(call);
  }
}

/** A project gid that is none answers 403 here and 404 elsewhere: measured live on GET /tasks?project=1. */
function projectParameter(call: Call): number {
  const gid = call.query.get('project') ?? '';
  if (/^\d+$/.test(gid) && readGid(call.world.seed, gid) === null) throw noAccess('project');
  return required(call, 'project');
}

/** Only tasks that are themselves in the project: "Subtasks do not inherit the projects of their parent tasks" (guide "Object hierarchy"). */
function inProject(call: Call, project: number): Listing {
  return rows(call, call.world.lists.projectTasks.get(enter(call, project)));
}

function inSection(call: Call, section: number): Listing {
  const { sections, tasks: all, lists } = call.world;
  return {
    ...rows(call, lists.projectTasks.get(sections.get(section).project)),
    keep: (id) => all.get(id).homes.some((home) => home.section === section),
  };
}

function withTag(call: Call, tag: number): Listing {
  return readable(call, rows(call, call.world.lists.tagTasks.get(tag)));
}

/** A user's task list is one a user and workspace: its gid counts like the keys of assigned tasks. */
function inTaskList(call: Call): Listing {
  const gid = call.query.get('user_task_list') ?? '';
  const found = readGid(call.world.seed, gid);
  const { workspaces } = call.world.sizes;
  if (found?.kind !== 'user_task_list' || !call.world.users.has(Math.floor(found.index / workspaces))) {
    throw badRequest(`user_task_list: Not a recognized ID: ${gid}`);
  }
  return readable(call, rows(call, call.world.lists.assignedTasks.get(found.index)));
}

/** Both or neither: "If you specify `assignee`, you must also specify the `workspace` to filter on", and the reverse. */
function assignedTo(call: Call): Listing {
  const workspace = fromQuery(call, 'workspace');
  const assignee = call.query.get('assignee');
  if (workspace === null || assignee === undefined) throw badRequest(SCOPE);
  const key = assignedKey(call.world, userNamed(call, assignee, 400), workspace);
  return readable(call, rows(call, call.world.lists.assignedTasks.get(key)));
}

function rows(call: Call, members: Ranked): Listing {
  return { members, show: (id) => call.look.ref('task', id) };
}

function readable(call: Call, listing: Listing): Listing {
  return only(listing, (id) => canRead(call.world, call.world.tasks.get(id), call.reader));
}

/** `modified_since` counts more than `modified_at` shows. Whether the moment itself is included is not documented; here it is. */
function modified(call: Call, listing: Listing): Listing {
  const from = since(call, 'modified_since', null);
  return from === null ? listing : only(listing, (id) => call.world.touchedAt(id) >= from);
}

/** "Only return tasks that are either incomplete or that have been completed since this time", or `now` for incomplete ones. */
function completed(call: Call, listing: Listing): Listing {
  const from = since(call, 'completed_since', Number.POSITIVE_INFINITY);
  if (from === null) return listing;
  return only(listing, (id) => {
    const task = call.world.tasks.get(id);
    return !task.completed || (task.completedAt ?? 0) >= from;
  });
}

function stories(call: Call): Listing {
  return {
    members: call.world.lists.taskStories.get(fromPath(call, 'task')),
    show: (id) => call.look.ref('story', id),
  };
}
