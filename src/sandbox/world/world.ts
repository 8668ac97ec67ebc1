import { type AuditLog, makeAuditLog } from './audit-rows.ts';
import { gidOf, type Kind } from './gid.ts';
import { type Goals, makeGoals } from './goal-rows.ts';
import { type Links, linkTasks } from './links.ts';
import { createLists, group, type Lists } from './lists.ts';
import { DAY, type Past } from './past.ts';
import { makePlaces } from './place-rows.ts';
import type { CustomField, Portfolio, Project, Section, Story, Tag, Task, Team, User, Workspace } from './rows.ts';
import { completeSizes, type Sizes } from './sizes.ts';
import { makeStaff, type Staff } from './staff-rows.ts';
import { createStore, type Store } from './store.ts';
import { makeStory, makeTask, tagsOf, taskTimes } from './task-rows.ts';
import { makeTimeAndMoney, type TimeAndMoney } from './time-rows.ts';
import { makeWork, type Work } from './work-rows.ts';

/** What a world is made from: any sizes (the rest as in the small default world) and the moment its past ends just before. */
export interface WorldSpec {
  readonly sizes?: Partial<Sizes>;
  /** Epoch ms. */
  readonly now: number;
}

/** All objects of a stand-in Asana, and who belongs to whom. Indices are those of the stores. */
export interface World {
  readonly seed: number;
  readonly sizes: Sizes;
  readonly past: Past;
  readonly workspaces: Store<Workspace>;
  readonly users: Store<User>;
  readonly teams: Store<Team>;
  readonly projects: Store<Project>;
  readonly sections: Store<Section>;
  readonly tags: Store<Tag>;
  readonly portfolios: Store<Portfolio>;
  readonly tasks: Store<Task>;
  readonly stories: Store<Story>;
  readonly customFields: Store<CustomField>;
  readonly lists: WorldLists;
  readonly work: Work;
  readonly goals: Goals;
  readonly time: TimeAndMoney;
  readonly staff: Staff;
  readonly audit: AuditLog;
  /** The gid of an object. */
  gid(kind: Kind, index: number): string;
  /** When a task last counted as changed for `modified_since`, without making its row. */
  touchedAt(task: number): number;
}

/** Every list of the world; the key is the index of the object named first. */
export interface WorldLists {
  readonly workspaceUsers: Lists;
  readonly workspaceTeams: Lists;
  readonly workspaceProjects: Lists;
  readonly workspaceTags: Lists;
  /** Those of other people too. */
  readonly workspacePortfolios: Lists;
  readonly workspaceFields: Lists;
  readonly teamUsers: Lists;
  readonly projectSections: Lists;
  readonly projectTasks: Lists;
  /** Keyed by `assignedKey`. */
  readonly assignedTasks: Lists;
  readonly taskChildren: Lists;
  readonly taskStories: Lists;
  readonly tagTasks: Lists;
  /** Projects by their index, portfolios as `-1 - index`. */
  readonly portfolioItems: Lists;
}

/** The key of the tasks assigned to a user in a workspace. */
export function assignedKey(world: { readonly sizes: Sizes }, user: number, workspace: number): number {
  return user * world.sizes.workspaces + workspace;
}

/**
 * Makes a world: the same for the same spec and seed, whatever is asked of it first. Only who-belongs-to-whom is kept in
 * memory (20 bytes a task); every other field is derived when asked for. Throws a RangeError for sizes that cannot be met.
 */
export function createWorld(spec: WorldSpec, seed: number): World {
  const sizes = completeSizes(spec.sizes ?? {});
  const past = { start: spec.now - 730 * DAY, end: spec.now - 60_000 };
  const places = makePlaces(seed, sizes, past);
  const usersIn = (workspace: number) => places.workspaceUsers(workspace);
  const links = linkTasks(seed, sizes, usersIn);
  const total = sizes.tasks + sizes.subtasks;
  const tasks = createStore(total, (index) => makeTask(seed, sizes, past, links, index));
  return {
    seed,
    sizes,
    past,
    ...places.stores,
    tasks,
    stories: createStore(total * sizes.storiesPerTask, (index) => makeStory(seed, sizes, past, links, usersIn, index)),
    lists: { ...places.lists, ...taskLists(seed, sizes, links) },
    work: makeWork(seed, sizes, past, links),
    goals: makeGoals(seed, sizes, past, usersIn),
    time: makeTimeAndMoney(seed, sizes, past, links, usersIn),
    staff: makeStaff(seed, sizes, past, usersIn),
    audit: makeAuditLog(seed, sizes, past, usersIn),
    gid: (kind, index) => gidOf(seed, kind, index),
    touchedAt: (task) => tasks.kept(task)?.touchedAt ?? taskTimes(seed, past, links, task).touchedAt,
  };
}

function taskLists(seed: number, sizes: Sizes, links: Links) {
  const total = sizes.tasks + sizes.subtasks;
  const assigned = Int32Array.from(links.assignee, (user, task) =>
    user < 0 ? -1 : assignedKey({ sizes }, user, links.workspace[task] ?? 0),
  );
  const per = sizes.storiesPerTask;
  return {
    projectTasks: createLists(group(total, sizes.projects, [links.firstHome, links.secondHome])),
    assignedTasks: createLists(group(total, sizes.users * sizes.workspaces, [assigned])),
    taskChildren: createLists(group(total, total, [links.parent])),
    taskStories: createLists((task) =>
      task < total ? Int32Array.from({ length: per }, (_, n) => task * per + n) : [],
    ),
    tagTasks: createLists(lazy(() => groupTags(seed, sizes, links))),
  };
}

function groupTags(seed: number, sizes: Sizes, links: Links) {
  const tag = Int32Array.from(links.workspace, (workspace, task) => tagsOf(seed, sizes, workspace, task)[0] ?? -1);
  return group(tag.length, sizes.tags, [tag]);
}

/** Puts off making a list until it is first asked for. */
function lazy(make: () => (key: number) => ArrayLike<number>): (key: number) => ArrayLike<number> {
  let made: ((key: number) => ArrayLike<number>) | null = null;
  return (key) => {
    made ??= make();
    return made(key);
  };
}

/** The store that holds a kind's rows, for the kinds that are kept as rows. */
export function storeOf(world: World, kind: Kind): Store<object> | null {
  const { work, goals, time, staff } = world;
  const stores: Partial<Record<Kind, Store<object>>> = {
    workspace: world.workspaces,
    user: world.users,
    team: world.teams,
    project: world.projects,
    section: world.sections,
    tag: world.tags,
    portfolio: world.portfolios,
    task: world.tasks,
    story: world.stories,
    custom_field: world.customFields,
    attachment: work.attachments,
    status_update: work.statusUpdates,
    project_status: work.projectStatuses,
    project_brief: work.briefs,
    project_template: work.projectTemplates,
    task_template: work.taskTemplates,
    custom_type: work.customTypes,
    goal: goals.goals,
    goal_relationship: goals.relationships,
    goal_story: goals.stories,
    time_period: goals.periods,
    time_tracking_entry: time.entries,
    time_tracking_category: time.categories,
    timesheet_approval_status: time.timesheets,
    allocation: time.allocations,
    budget: time.budgets,
    rate: time.rates,
    ooo_entry: staff.oooEntries,
    role: staff.roles,
    audit_log_event: world.audit.events,
  };
  return stores[kind] ?? null;
}
