/**
 * The worlds, each the same at each run: sizes as in docs/sandbox.md, seed 1. `repeat` is how often each tap goes through
 * it, `walls` how often, in which runs, and how much faster time runs, by quota, where requests take 200 ms and are limited.
 */
export const WORLDS = {
  small: {
    plan: 'free',
    sizes: {
      users: 10,
      teams: 2,
      projects: 10,
      tasks: 300,
      multiHomedTasks: 15,
      subtasks: 60,
      subtaskParents: 30,
      storiesPerTask: 3,
    },
    repeat: { ours: 9, singerIo: 9 },
    walls: { repeat: 3, runs: ['initial', 'unchanged', '1 % changed'], scales: { 150: 5, 1500: 2 } },
  },
  typical: {
    plan: 'paid',
    sizes: {
      users: 20,
      teams: 5,
      projects: 100,
      archivedProjects: 10,
      tasks: 10_000,
      multiHomedTasks: 500,
      looseTasks: 100,
      subtasks: 2_000,
      subtaskParents: 1_000,
      storiesPerTask: 3,
      tags: 30,
      portfolios: 5,
    },
    repeat: { ours: 5, singerIo: 5 },
    walls: { repeat: 1, runs: ['initial'], scales: { 150: 20, 1500: 4 } },
  },
  large: {
    plan: 'paid',
    sizes: {
      users: 300,
      teams: 20,
      projects: 500,
      archivedProjects: 50,
      tasks: 50_000,
      multiHomedTasks: 2_500,
      looseTasks: 500,
      subtasks: 20_000,
      subtaskParents: 10_000,
      storiesPerTask: 5,
      tags: 200,
      portfolios: 10,
    },
    repeat: { ours: 1, singerIo: 1 },
  },
  enterprise: {
    plan: 'enterprise',
    sizes: {
      users: 300,
      teams: 100,
      projects: 5_000,
      archivedProjects: 500,
      tasks: 200_000,
      multiHomedTasks: 10_000,
      looseTasks: 1_000,
      subtasks: 40_000,
      subtaskParents: 20_000,
      storiesPerTask: 3,
      tags: 200,
      portfolios: 50,
    },
    repeat: { ours: 1, singerIo: 0 },
  },
};

/** A world of the growth curve: a hundred tasks a project, a fifth of them subtasks more. */
export function worldOf(tasks) {
  const subtasks = Math.round(tasks / 5);
  return {
    plan: 'paid',
    sizes: {
      users: 20,
      teams: 5,
      projects: Math.max(2, Math.round(tasks / 100)),
      tasks,
      subtasks,
      subtaskParents: subtasks / 2,
      storiesPerTask: 3,
    },
  };
}
