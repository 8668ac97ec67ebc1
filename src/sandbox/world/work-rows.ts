import { draw, drawShare } from './draw.ts';
import type { Kind } from './gid.ts';
import type { Links } from './links.ts';
import { countInTurn, createLists, type Lists, listsBy, listsInTurn } from './lists.ts';
import { momentIn, type Past } from './past.ts';
import type { Parent } from './rows.ts';
import type { Sizes } from './sizes.ts';
import { createStore, type Store } from './store.ts';
import { taskTimes } from './task-rows.ts';

export type AttachedKind = 'task' | 'project' | 'project_brief';

export interface Attachment {
  readonly index: number;
  readonly parent: Parent<AttachedKind>;
  readonly createdAt: number;
}

export type UpdatedKind = 'project' | 'portfolio' | 'goal';

export interface StatusUpdate {
  readonly index: number;
  readonly parent: Parent<UpdatedKind>;
  /** null where the text is the one derived from the index. */
  readonly text: string | null;
  readonly createdAt: number;
}

export interface ProjectBrief {
  readonly index: number;
  readonly project: number;
}

export interface ProjectTemplate {
  readonly index: number;
  readonly workspace: number;
  readonly team: number | null;
}

export interface TaskTemplate {
  readonly index: number;
  readonly project: number;
  readonly createdAt: number;
}

/** A type of task; it may serve several projects of its workspace. */
export interface CustomType {
  readonly index: number;
  readonly workspace: number;
}

/** What belongs to work besides tasks: files, status updates, briefs, templates, types. */
export interface Work {
  readonly attachments: Store<Attachment>;
  readonly statusUpdates: Store<StatusUpdate>;
  /** The deprecated form of the status updates of projects, with gids of their own. */
  readonly projectStatuses: Store<StatusUpdate>;
  readonly briefs: Store<ProjectBrief>;
  readonly projectTemplates: Store<ProjectTemplate>;
  readonly taskTemplates: Store<TaskTemplate>;
  readonly customTypes: Store<CustomType>;
  readonly lists: {
    readonly taskAttachments: Lists;
    readonly projectAttachments: Lists;
    readonly briefAttachments: Lists;
    readonly projectUpdates: Lists;
    readonly portfolioUpdates: Lists;
    readonly goalUpdates: Lists;
    readonly projectStatuses: Lists;
    readonly workspaceTemplates: Lists;
    readonly projectTaskTemplates: Lists;
    readonly projectTypes: Lists;
  };
}

/** Every fourth project has a brief. */
const PROJECTS_PER_BRIEF = 4;

/** The brief of a project, if it is one that has any. */
export function briefOf(project: number): number | null {
  return project % PROJECTS_PER_BRIEF === 0 ? project / PROJECTS_PER_BRIEF : null;
}

/** Makes all that belongs to work besides tasks. */
export function makeWork(seed: number, sizes: Sizes, past: Past, links: Links): Work {
  const tasks = sizes.tasks + sizes.subtasks;
  const briefs = Math.ceil(sizes.projects / PROJECTS_PER_BRIEF);
  const one = (kind: Kind, index: number, of: number) => draw(seed, kind, index, 6) % Math.max(1, of);
  const at = (kind: Kind, index: number) => momentIn(past, drawShare(seed, kind, index, 7));
  const projectUpdates = projectUpdatesOf(sizes);

  const attachedTo = (index: number): Parent<AttachedKind> => {
    const by = draw(seed, 'attachment', index, 5) % 10;
    if (tasks > 0 && (by < 6 || sizes.projects === 0)) return { kind: 'task', index: one('attachment', index, tasks) };
    if (by === 9) return { kind: 'project_brief', index: one('attachment', index, briefs) };
    return { kind: 'project', index: one('attachment', index, sizes.projects) };
  };
  const updateOf = (index: number): Parent<UpdatedKind> => {
    if (index < projectUpdates) return { kind: 'project', index: one('status_update', index, sizes.projects) };
    const kind = sizes.goals > 0 && (index % 2 === 0 || sizes.portfolios === 0) ? 'goal' : 'portfolio';
    return { kind, index: one('status_update', index, kind === 'goal' ? sizes.goals : sizes.portfolios) };
  };
  const update = (index: number): StatusUpdate => ({
    index,
    parent: updateOf(index),
    text: null,
    createdAt: at('status_update', index),
  });
  const templateProject = (index: number) => one('task_template', index, sizes.projects);
  const of = (kind: Kind, parentOf: (index: number) => Parent) => (index: number) => {
    const parent = parentOf(index);
    return parent.kind === kind ? parent.index : -1;
  };
  const attached = (kind: Kind, parents: number) => listsBy(sizes.attachments, parents, of(kind, attachedTo));
  const updated = (kind: Kind, parents: number) => listsBy(sizes.statusUpdates, parents, of(kind, updateOf));
  return {
    attachments: createStore(sizes.attachments, (index) => {
      const parent = attachedTo(index);
      const share = drawShare(seed, 'attachment', index, 7);
      if (parent.kind !== 'task') return { index, parent, createdAt: momentIn(past, share) };
      // An attachment that is added moves its task's modified_at (specification, Task.modified_at), so it is no younger.
      const { createdAt, modifiedAt } = taskTimes(seed, past, links, parent.index);
      return { index, parent, createdAt: Math.floor(createdAt + (modifiedAt - createdAt) * share) };
    }),
    statusUpdates: createStore(sizes.statusUpdates, update),
    projectStatuses: createStore(projectUpdates, update),
    briefs: createStore(briefs, (index) => ({ index, project: index * PROJECTS_PER_BRIEF })),
    projectTemplates: createStore(sizes.projectTemplates, (index) => {
      const workspace = index % sizes.workspaces;
      // The first team of an organization is the one of its own number.
      return { index, workspace, team: workspace < Math.min(sizes.organizations, sizes.teams) ? workspace : null };
    }),
    taskTemplates: createStore(sizes.taskTemplates, (index) => ({
      index,
      project: templateProject(index),
      createdAt: at('task_template', index),
    })),
    customTypes: createStore(sizes.customTypes, (index) => ({ index, workspace: index % sizes.workspaces })),
    lists: {
      taskAttachments: attached('task', tasks),
      projectAttachments: attached('project', sizes.projects),
      briefAttachments: attached('project_brief', briefs),
      projectUpdates: updated('project', sizes.projects),
      portfolioUpdates: updated('portfolio', sizes.portfolios),
      goalUpdates: updated('goal', sizes.goals),
      projectStatuses: updated('project', sizes.projects),
      workspaceTemplates: listsInTurn(sizes.projectTemplates, sizes.workspaces),
      projectTaskTemplates: listsBy(sizes.taskTemplates, sizes.projects, templateProject),
      projectTypes: createLists((project) => typesOf(seed, sizes, project)),
    },
  };
}

/** How many status updates are projects': the first of them, three in five, or all where nothing else has any. */
function projectUpdatesOf({ statusUpdates, projects, portfolios, goals }: Sizes): number {
  if (projects === 0) return 0;
  return portfolios + goals === 0 ? statusUpdates : Math.ceil(statusUpdates * 0.6);
}

/** The types of a project: half of those of its workspace. */
function typesOf(seed: number, sizes: Sizes, project: number): number[] {
  const { workspaces, customTypes } = sizes;
  if (project >= sizes.projects) return [];
  const workspace = project % workspaces;
  const all = Array.from(
    { length: countInTurn(customTypes, workspaces, workspace) },
    (_, nth) => nth * workspaces + workspace,
  );
  return all.filter((type) => draw(seed, 'project', project, 5000 + type) % 2 === 0);
}
