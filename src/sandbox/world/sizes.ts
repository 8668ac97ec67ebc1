import { DEFAULT_FURTHER_SIZES, type FurtherSizes, furtherProblems, reconcileFurther } from './further-sizes.ts';

/** How much there is in a world. Every number is met exactly; what each one means is on its line. */
export interface Sizes extends FurtherSizes {
  /** Workspaces in all; projects, tags, portfolios and loose tasks go round them in turn. */
  readonly workspaces: number;
  /** How many of them, from the first on, are organizations: only these have teams. */
  readonly organizations: number;
  readonly users: number;
  readonly teams: number;
  readonly projects: number;
  readonly archivedProjects: number;
  /** Projects without a team inside organizations; those elsewhere never have one. */
  readonly teamlessProjects: number;
  /** Private projects the reader is a member of. */
  readonly privateProjects: number;
  /** Private projects of other people: not listed, and 403 when addressed. */
  readonly hiddenProjects: number;
  readonly sectionsPerProject: number;
  /** Tasks that are nobody's subtask, loose ones included. */
  readonly tasks: number;
  /** How many of these are in two projects. */
  readonly multiHomedTasks: number;
  /** How many are in no project, but assigned. */
  readonly looseTasks: number;
  /** Subtasks of all levels. */
  readonly subtasks: number;
  /** Tasks and subtasks that have subtasks. */
  readonly subtaskParents: number;
  /** Deepest level of a subtask, at most 5. */
  readonly subtaskDepth: number;
  /** Subtasks that are in a project too. */
  readonly placedSubtasks: number;
  /** Stories of every task and subtask. */
  readonly storiesPerTask: number;
  readonly tags: number;
  readonly portfolios: number;
  readonly itemsPerPortfolio: number;
  /** Custom fields in each workspace; the types take turns. */
  readonly customFields: number;
  /** Share of tasks and subtasks in projects that are assigned, in per cent; loose tasks always are. */
  readonly assignedPercent: number;
}

/** A small world of everything: what `tap-asana sandbox` serves unless told otherwise. */
export const DEFAULT_SIZES: Sizes = {
  workspaces: 1,
  organizations: 1,
  users: 6,
  teams: 2,
  projects: 5,
  archivedProjects: 1,
  teamlessProjects: 1,
  privateProjects: 1,
  hiddenProjects: 0,
  sectionsPerProject: 3,
  tasks: 100,
  multiHomedTasks: 5,
  looseTasks: 6,
  subtasks: 30,
  subtaskParents: 15,
  subtaskDepth: 5,
  placedSubtasks: 2,
  storiesPerTask: 3,
  tags: 4,
  portfolios: 2,
  itemsPerPortfolio: 3,
  customFields: 9,
  assignedPercent: 60,
  ...DEFAULT_FURTHER_SIZES,
};

/** Fills in what was not given from the small default world. Throws a RangeError naming every size that cannot be met. */
export function completeSizes(given: Partial<Sizes>): Sizes {
  const sizes = reconcileFurther(reconcile({ ...DEFAULT_SIZES, ...given }, given), given);
  const problems = [
    ...Object.keys(given)
      .filter((name) => !Object.hasOwn(DEFAULT_SIZES, name))
      .map((name) => `${name}: there is no such size; there are ${Object.keys(DEFAULT_SIZES).join(', ')}`),
    ...Object.entries(sizes)
      .filter(([, value]) => !Number.isInteger(value) || value < 0)
      .map(([name, value]) => `${name}: ${value} is not a whole number from 0 on`),
    ...RULES.filter((rule) => !rule.holds(sizes)).map((rule) => rule.says),
    ...furtherProblems(sizes),
  ];
  if (problems.length > 0) throw new RangeError(`sandbox sizes: ${problems.join('; ')}`);
  return sizes;
}

/** Defaults give way to what was asked for: a world of 3 projects needs no word about its archived ones. */
function reconcile(sizes: Sizes, given: Partial<Sizes>): Sizes {
  const cap = (name: keyof Sizes, most: number) => given[name] ?? Math.max(0, Math.min(sizes[name], most));
  const projects = sizes.projects;
  const housed = projects === 0 ? 0 : sizes.tasks;
  const looseTasks =
    projects === 0 ? (given.looseTasks ?? sizes.tasks) : cap('looseTasks', Math.floor(sizes.tasks / 2));
  const subtasks = sizes.tasks === 0 ? cap('subtasks', 0) : sizes.subtasks;
  const subtaskParents = cap('subtaskParents', Math.min(Math.ceil(subtasks / 2), sizes.tasks * sizes.subtaskDepth));
  // Whoever counts tasks wants to get these and no subtasks among them.
  const counted = given.tasks !== undefined || given.subtasks !== undefined;
  return {
    ...sizes,
    subtasks,
    looseTasks,
    subtaskParents: given.subtaskParents ?? (subtasks > 0 ? Math.max(1, subtaskParents) : 0),
    organizations: cap('organizations', sizes.workspaces),
    archivedProjects: cap('archivedProjects', Math.floor(projects / 2)),
    teamlessProjects: cap('teamlessProjects', Math.floor(projects / 2)),
    privateProjects: cap('privateProjects', projects - sizes.hiddenProjects),
    multiHomedTasks: cap('multiHomedTasks', projects < 2 * sizes.workspaces ? 0 : housed - looseTasks),
    placedSubtasks: cap('placedSubtasks', projects === 0 || counted ? 0 : subtasks),
  };
}

const RULES: ReadonlyArray<{ says: string; holds(sizes: Sizes): boolean }> = [
  { says: 'workspaces and users must be at least 1', holds: (s) => s.workspaces >= 1 && s.users >= 1 },
  { says: 'users must be at least as many as workspaces', holds: (s) => s.users >= s.workspaces },
  { says: 'organizations cannot outnumber workspaces', holds: (s) => s.organizations <= s.workspaces },
  { says: 'teams need an organization', holds: (s) => s.teams === 0 || s.organizations > 0 },
  { says: 'archivedProjects cannot outnumber projects', holds: (s) => s.archivedProjects <= s.projects },
  { says: 'teamlessProjects cannot outnumber projects', holds: (s) => s.teamlessProjects <= s.projects },
  {
    says: 'privateProjects and hiddenProjects together cannot outnumber projects',
    holds: (s) => s.privateProjects + s.hiddenProjects <= s.projects,
  },
  { says: 'looseTasks cannot outnumber tasks', holds: (s) => s.looseTasks <= s.tasks },
  { says: 'without projects every task is loose', holds: (s) => s.projects > 0 || s.looseTasks === s.tasks },
  {
    says: 'multiHomedTasks cannot outnumber tasks in projects, and need two projects in each workspace',
    holds: (s) =>
      s.multiHomedTasks === 0 || (s.multiHomedTasks <= s.tasks - s.looseTasks && s.projects >= 2 * s.workspaces),
  },
  {
    says: 'subtaskParents must be from 1 to subtasks where there are subtasks, and 0 where there are none',
    holds: (s) => (s.subtasks === 0 ? s.subtaskParents === 0 : s.subtaskParents >= 1 && s.subtaskParents <= s.subtasks),
  },
  {
    says: 'subtaskDepth must be from 1 to 5, and deep enough for as many subtaskParents',
    holds: (s) =>
      s.subtaskDepth >= 1 &&
      s.subtaskDepth <= 5 &&
      (s.subtasks === 0 || (s.tasks > 0 && s.subtaskParents <= s.tasks * s.subtaskDepth)),
  },
  {
    says: 'placedSubtasks cannot outnumber subtasks, and need a project',
    holds: (s) => s.placedSubtasks <= s.subtasks && (s.placedSubtasks === 0 || s.projects >= s.workspaces),
  },
  { says: 'assignedPercent must be from 0 to 100', holds: (s) => s.assignedPercent <= 100 },
];
