import { FREE, PAID } from '../asana/pace/plan-quotas.ts';
import type { Config } from '../config/config.ts';
import type { ParentKind } from '../streams/define.ts';
import type { StreamName } from '../streams/table.ts';
import type { FlatStream } from '../sync/flat/flat-plan.ts';
import type { Plan } from '../sync/plan.ts';
import type { Survey } from './survey.ts';

/** What a run will ask for, by the formula of docs/streams.md, with what the survey found in it. */
export interface Cost {
  /** Tasks in projects, and subtasks one level down. */
  readonly tasks: number;
  readonly subtasks: number;
  /** Requests. */
  readonly full: number;
  /** Requests if nothing has changed. */
  readonly next: number;
  /** Requests more for each task that has changed. */
  readonly perChange: number;
  /** How many tasks change in a day. */
  readonly changesPerDay: number;
  /** There is more than was counted, so that it all costs more. */
  readonly isLeast: boolean;
}

/** Requests a minute, and where the number is from. */
export interface Quota {
  readonly perMinute: number;
  readonly from: 'config' | 'free' | 'paid';
}

/** @returns the pace to reckon with: no answer of Asana's tells the plan but what it refuses with 402 */
export function quotaOf(config: Config, survey: Survey): Quota {
  if (config.requestsPerMinute !== undefined) return { perMinute: config.requestsPerMinute, from: 'config' };
  const isFree = survey.workspaces.some(({ lists }) => lists.get('portfolios')?.status === 402);
  return isFree ? { perMinute: FREE, from: 'free' } : { perMinute: PAID, from: 'paid' };
}

/** @returns the requests of a full sync and of the one after it */
export function costOf(plan: Plan, config: Config, survey: Survey): Cost {
  const { family } = plan;
  const { projects, samples } = survey;
  const mean = (of: (sample: Survey['samples'][number]) => number) =>
    samples.length === 0 ? 0 : samples.reduce((sum, sample) => sum + of(sample), 0) / samples.length;
  // What was seen of a project stands for all of it.
  const whole = (of: (sample: Survey['samples'][number]) => number) =>
    Math.round(projects * mean((sample) => (sample.seen === 0 ? 0 : (of(sample) * sample.tasks) / sample.seen)));
  const tasks = Math.round(projects * mean((sample) => sample.tasks));
  const subtasks = whole((sample) => sample.subtasks);
  const parents = whole((sample) => sample.parents);
  const users = family.assigned ? total(survey, 'users') : 0;
  const pages = (rows: number) => Math.max(1, Math.ceil(rows / config.pageSize));
  const isFamily = family.tasks || family.descends;
  const projectLists = isFamily ? Math.round(projects * mean((sample) => pages(sample.tasks))) : 0;
  const assignedLists = users === 0 ? 0 : users * pages(tasks / users);
  const walk = projectLists + assignedLists + (family.descends ? parents : 0);
  const base = plan.flat.reduce((sum, list) => sum + requestsOf(list, survey, config), 0);
  return {
    tasks,
    subtasks,
    full: base + walk + family.children.length * (tasks + subtasks),
    next: base + (isFamily ? projects + users : 0) + (family.descends ? walk : 0),
    perChange: family.children.length,
    changesPerDay: whole((sample) => sample.changed),
    isLeast: survey.passedOver > 0 || survey.isMoreProjects || plan.flat.some(({ name }) => isCutOff(name, survey)),
  };
}

/** Of projects the survey says it itself: those that are named are looked for to the end. */
function isCutOff(name: StreamName, survey: Survey): boolean {
  return name !== 'projects' && survey.workspaces.some(({ lists }) => lists.get(name)?.isMore === true);
}

/** A list is asked for once under each parent; what is in it is known of workspaces' own lists alone. */
function requestsOf({ name, source, inline }: FlatStream, survey: Survey, config: Config): number {
  const { parent } = source;
  if (parent !== 'workspace' && parent !== 'organization') return parentsOf(parent, survey);
  const lists = survey.workspaces
    .filter(({ isOrganization }) => parent === 'workspace' || isOrganization)
    .map(({ lists: found }) => found.get(name));
  const filled = inline === undefined ? 0 : total(survey, name);
  return lists.reduce((sum, list) => sum + Math.max(1, Math.ceil((list?.count ?? 0) / config.pageSize)), filled);
}

const LISTED: Partial<Record<ParentKind, StreamName>> = {
  team: 'teams',
  portfolio: 'portfolios',
  goal: 'goals',
  user: 'users',
};

/** @returns how many parents of a kind there are */
export function parentsOf(kind: ParentKind, survey: Survey): number {
  if (kind === 'account') return 1;
  if (kind === 'workspace') return survey.workspaces.length;
  if (kind === 'organization') return survey.workspaces.filter(({ isOrganization }) => isOrganization).length;
  if (kind === 'project') return survey.projects;
  const stream = LISTED[kind];
  return stream === undefined ? 0 : total(survey, stream);
}

/** @returns how many rows of a stream the workspaces have */
export function total(survey: Survey, name: StreamName): number {
  return survey.workspaces.reduce((sum, { lists }) => sum + (lists.get(name)?.count ?? 0), 0);
}
