import { draw, drawShare } from './draw.ts';
import type { Kind } from './gid.ts';
import type { Links } from './links.ts';
import { type Lists, listsBy, listsInTurn } from './lists.ts';
import { DAY, type Past } from './past.ts';
import { exactly } from './random.ts';
import type { Sizes } from './sizes.ts';
import { createStore, type Store } from './store.ts';

export interface TimeEntry {
  readonly index: number;
  readonly task: number;
  readonly user: number;
  minutes: number;
  /** The day the time was spent, as an instant of it. */
  readonly enteredOn: number;
  readonly createdAt: number;
}

export interface TimeCategory {
  readonly index: number;
  readonly workspace: number;
  readonly archived: boolean;
}

/** A person's week. */
export interface Timesheet {
  readonly index: number;
  readonly workspace: number;
  readonly user: number;
  /** An instant of its first day. */
  readonly start: number;
}

export interface Allocation {
  readonly index: number;
  readonly project: number;
  readonly user: number;
  readonly start: number;
  readonly days: number;
}

export interface Budget {
  readonly index: number;
  readonly project: number;
}

/** What an hour costs: of a user, or of a placeholder for somebody who is not there yet. */
export interface Rate {
  readonly index: number;
  readonly project: number;
  /** null for a placeholder. */
  readonly user: number | null;
}

/** Time spent, time planned, and what it costs. */
export interface TimeAndMoney {
  readonly entries: Store<TimeEntry>;
  readonly categories: Store<TimeCategory>;
  readonly timesheets: Store<Timesheet>;
  readonly allocations: Store<Allocation>;
  readonly budgets: Store<Budget>;
  readonly rates: Store<Rate>;
  readonly lists: {
    readonly workspaceEntries: Lists;
    readonly workspaceCategories: Lists;
    readonly workspaceTimesheets: Lists;
    readonly projectAllocations: Lists;
    readonly projectBudgets: Lists;
    readonly projectRates: Lists;
  };
}

/** Makes all about time and money; `usersIn` gives the users of a workspace. */
export function makeTimeAndMoney(
  seed: number,
  sizes: Sizes,
  past: Past,
  links: Links,
  usersIn: (workspace: number) => ArrayLike<number>,
): TimeAndMoney {
  const { workspaces, projects } = sizes;
  const one = (kind: Kind, index: number, of: number) => draw(seed, kind, index, 5) % Math.max(1, of);
  const userOf = (kind: Kind, index: number, workspace: number) => {
    const users = usersIn(workspace);
    return users[draw(seed, kind, index, 6) % users.length] ?? 0;
  };
  const taskOf = (entry: number) => one('time_tracking_entry', entry, sizes.tasks - sizes.looseTasks);
  const workspaceOf = (entry: number) => links.workspace[taskOf(entry)] ?? 0;
  const hasBudget = exactly(sizes.budgets, projects, 33);
  let budgeted: number[] | undefined;
  const budgetedProjects = () => {
    budgeted ??= Array.from({ length: projects }, (_, project) => project).filter(hasBudget);
    return budgeted;
  };
  return {
    entries: createStore(sizes.timeEntries, (index) => {
      // Most of the time is entered soon after, some of it weeks later: lists by day change in their past.
      const enteredOn = past.start + (past.end - past.start) * drawShare(seed, 'time_tracking_entry', index, 7);
      const late = draw(seed, 'time_tracking_entry', index, 8) % 8 === 0 ? 20 * DAY : 0;
      return {
        index,
        task: taskOf(index),
        user: userOf('time_tracking_entry', index, workspaceOf(index)),
        minutes: 5 * (1 + (draw(seed, 'time_tracking_entry', index, 9) % 96)),
        enteredOn: Math.floor(enteredOn),
        createdAt: Math.min(Math.floor(enteredOn) + late, past.end),
      };
    }),
    categories: createStore(sizes.timeCategories, (index) => ({
      index,
      workspace: index % workspaces,
      archived: index % 4 === 3,
    })),
    timesheets: createStore(sizes.timesheets, (index) => {
      const workspace = index % workspaces;
      const weeks = draw(seed, 'timesheet_approval_status', index, 7) % 52;
      return {
        index,
        workspace,
        user: userOf('timesheet_approval_status', index, workspace),
        start: mondayBefore(past.end - weeks * 7 * DAY),
      };
    }),
    allocations: createStore(sizes.allocations, (index) => {
      const project = one('allocation', index, projects);
      return {
        index,
        project,
        user: userOf('allocation', index, project % workspaces),
        start: Math.floor(past.end + (drawShare(seed, 'allocation', index, 7) - 0.5) * 180 * DAY),
        days: draw(seed, 'allocation', index, 8) % 30,
      };
    }),
    budgets: createStore(sizes.budgets, (index) => ({ index, project: budgetedProjects()[index] ?? 0 })),
    rates: createStore(sizes.rates, (index) => {
      const project = one('rate', index, projects);
      return { index, project, user: index % 3 === 2 ? null : userOf('rate', index, project % workspaces) };
    }),
    lists: {
      workspaceEntries: listsBy(sizes.timeEntries, workspaces, workspaceOf),
      workspaceCategories: listsInTurn(sizes.timeCategories, workspaces),
      workspaceTimesheets: listsInTurn(sizes.timesheets, workspaces),
      projectAllocations: listsBy(sizes.allocations, projects, (index) => one('allocation', index, projects)),
      projectBudgets: listsBy(sizes.budgets, projects, (index) => budgetedProjects()[index] ?? -1),
      projectRates: listsBy(sizes.rates, projects, (index) => one('rate', index, projects)),
    },
  };
}

/** The Monday of an instant's week. */
function mondayBefore(at: number): number {
  const weekday = (Math.floor(at / DAY) + 3) % 7;
  return Math.floor(at / DAY - weekday) * DAY;
}
