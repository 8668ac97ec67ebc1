import { OFFSET_LIFETIME_MS } from '../../../src/sandbox/http/offset-token.ts';
import type { Plan as AsanaPlan } from '../../../src/sandbox/http/route.ts';
import type { Sizes } from '../../../src/sandbox/world/sizes.ts';
import { diceOf } from '../dice.ts';
import type { Reduction } from './reduction.ts';

/** The world a seed begins with. */
export interface WorldPlan {
  readonly sizes: Partial<Sizes>;
  /** As `project:0`. */
  readonly hidden: readonly string[];
  readonly refused: readonly string[];
  readonly plan: AsanaPlan;
  /** Whether the token is a service account's, which sees everything in organizations. */
  readonly serviceAccount: boolean;
  readonly offsetLifetimeMs: number;
}

/** @returns a small world: most have a dozen tasks, some have sixty */
export function planWorld(seed: number, reduction: Reduction): WorldPlan {
  const dice = diceOf(seed, 'world');
  const most = Math.min(reduction.tasks ?? 60, dice.chance(0.3) ? 60 : dice.chance(0.7) ? 35 : 12);
  const workspaces = dice.chance(0.7) ? 1 : dice.int(2, 3);
  const organizations = dice.int(0, workspaces);
  const projects = Math.min(reduction.projects ?? 8, dice.chance(0.04) ? 0 : dice.int(1, dice.chance(0.3) ? 8 : 4));
  const tasks = dice.chance(0.1) ? dice.int(0, 2) : dice.int(Math.ceil(most / 3), most);
  const looseTasks = projects === 0 ? tasks : dice.int(0, Math.floor(tasks / 3));
  const subtasks = tasks === 0 || dice.chance(0.15) ? 0 : dice.int(0, Math.min(most, 25));
  const subtaskDepth = dice.int(1, 4);
  const sizes: Partial<Sizes> = {
    workspaces,
    organizations,
    users: workspaces + dice.int(0, 4),
    teams: organizations === 0 ? 0 : dice.int(0, 2),
    projects,
    archivedProjects: dice.int(0, Math.floor(projects / 2)),
    teamlessProjects: dice.int(0, Math.floor(projects / 2)),
    privateProjects: 0,
    hiddenProjects: 0,
    // Asana's projects have at least one.
    sectionsPerProject: dice.int(1, 3),
    tasks,
    looseTasks,
    multiHomedTasks: projects >= 2 * workspaces ? dice.int(0, tasks - looseTasks) : 0,
    subtasks,
    subtaskDepth,
    subtaskParents: subtasks === 0 ? 0 : dice.int(1, Math.min(subtasks, tasks * subtaskDepth)),
    placedSubtasks: projects >= workspaces ? dice.int(0, Math.floor(subtasks / 2)) : 0,
    storiesPerTask: dice.int(0, 4),
    tags: dice.int(0, 3),
    portfolios: dice.int(0, 2),
    itemsPerPortfolio: dice.int(0, 3),
    customFields: dice.int(0, 2),
    assignedPercent: dice.pick([0, 30, 60, 100]),
  };
  const names = Array.from({ length: projects }, (_, index) => `project:${index}`);
  const hidden = dice.some(names, 0.12);
  return {
    sizes,
    hidden,
    refused: dice.some(names, 0.1).filter((name) => !hidden.includes(name)),
    plan: dice.chance(0.1) ? 'free' : 'paid',
    serviceAccount: false,
    offsetLifetimeMs: dice.chance(0.15) ? dice.int(2, 30) * 1000 : OFFSET_LIFETIME_MS,
  };
}
