/** How much there is of what is not a task, a story or a place of them. Every number is met exactly, as in `Sizes`. */
export interface FurtherSizes {
  /** Portfolios of other people: a service account alone may list them. They come after the reader's own. */
  readonly otherPortfolios: number;
  /** Attachments of tasks and subtasks, projects and project briefs. */
  readonly attachments: number;
  /** Status updates of projects, portfolios and goals; those of projects are project statuses too. */
  readonly statusUpdates: number;
  readonly projectTemplates: number;
  readonly taskTemplates: number;
  readonly customTypes: number;
  readonly oooEntries: number;
  readonly roles: number;
  readonly goals: number;
  readonly goalRelationships: number;
  readonly goalStories: number;
  /** Time periods of each workspace: years, each followed by its quarters. */
  readonly timePeriods: number;
  readonly timeEntries: number;
  /** Time tracking categories; every fourth is archived. */
  readonly timeCategories: number;
  /** Timesheet approval statuses: a person's week each. */
  readonly timesheets: number;
  readonly allocations: number;
  /** Projects that have a budget. */
  readonly budgets: number;
  readonly rates: number;
  /** Events in the audit log, over the last 90 days. */
  readonly auditEvents: number;
}

/** Some of everything, and more than a page of what pages in a way of its own. */
export const DEFAULT_FURTHER_SIZES: FurtherSizes = {
  otherPortfolios: 1,
  attachments: 40,
  statusUpdates: 16,
  projectTemplates: 3,
  taskTemplates: 6,
  customTypes: 3,
  oooEntries: 6,
  roles: 4,
  goals: 6,
  goalRelationships: 8,
  goalStories: 12,
  timePeriods: 5,
  timeEntries: 60,
  timeCategories: 5,
  timesheets: 8,
  allocations: 6,
  budgets: 2,
  rates: 5,
  auditEvents: 150,
};

/** What these sizes need of the others to hang from. */
interface Ground {
  readonly workspaces: number;
  readonly users: number;
  readonly projects: number;
  readonly portfolios: number;
  readonly tasks: number;
  readonly looseTasks: number;
}

type Bounded = Exclude<keyof FurtherSizes, 'projectTemplates' | 'customTypes' | 'roles' | 'auditEvents'>;

/** The most there can be of each, with the reason; all others are free. */
function bounds(sizes: FurtherSizes & Ground): Partial<Record<Bounded, { most: number; because: string }>> {
  const without = (is: boolean, because: string) => (is ? { most: 0, because } : undefined);
  const needs = {
    otherPortfolios: without(sizes.users <= sizes.workspaces, 'need a second user in each workspace'),
    attachments: without(sizes.tasks === 0 && sizes.projects === 0, 'need tasks or projects'),
    statusUpdates: without(
      sizes.projects === 0 && sizes.portfolios === 0 && sizes.goals === 0,
      'need projects, portfolios or goals',
    ),
    taskTemplates: without(sizes.projects === 0, 'need projects'),
    allocations: without(sizes.projects === 0, 'need projects'),
    rates: without(sizes.projects === 0, 'need projects'),
    goalRelationships: without(sizes.goals < 2 * sizes.workspaces, 'need two goals in each workspace'),
    goalStories: without(sizes.goals === 0, 'need goals'),
    timeEntries: without(sizes.tasks - sizes.looseTasks === 0, 'need tasks in projects'),
    budgets: { most: sizes.projects, because: 'cannot outnumber projects' },
  };
  return Object.fromEntries(Object.entries(needs).filter(([, bound]) => bound !== undefined));
}

/** These sizes where the defaults give way to what there is; what was given stays as it is. */
export function reconcileFurther<S extends FurtherSizes & Ground>(sizes: S, given: Partial<FurtherSizes>): S {
  const capped = Object.entries(bounds(sizes)).map(([name, { most }]) => {
    const size = name as Bounded;
    return [size, given[size] ?? Math.min(sizes[size], most)];
  });
  return { ...sizes, ...Object.fromEntries(capped) };
}

/** What cannot be met, `budgets cannot outnumber projects`. */
export function furtherProblems(sizes: FurtherSizes & Ground): string[] {
  return Object.entries(bounds(sizes))
    .filter(([name, { most }]) => sizes[name as Bounded] > most)
    .map(([name, { because }]) => `${name} ${because}`);
}
