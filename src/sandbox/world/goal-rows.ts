import { draw, drawShare } from './draw.ts';
import type { Kind } from './gid.ts';
import { countInTurn, type Lists, listsBy, listsInTurn } from './lists.ts';
import { momentIn, type Past } from './past.ts';
import type { Parent } from './rows.ts';
import type { Sizes } from './sizes.ts';
import { createStore, type Store } from './store.ts';
import { titleOf } from './words.ts';

export interface Goal {
  readonly index: number;
  name: string;
  readonly workspace: number;
  /** null for goals of the whole workspace. */
  readonly team: number | null;
  readonly owner: number | null;
  /** A time period, or null. */
  readonly period: number | null;
  readonly createdAt: number;
}

export type SupportingKind = 'goal' | 'project' | 'portfolio';

/** That something works towards a goal: another goal, a project or a portfolio. */
export interface GoalRelationship {
  readonly index: number;
  readonly goal: number;
  readonly supporting: Parent<SupportingKind>;
}

export interface GoalStory {
  readonly index: number;
  readonly goal: number;
  /** null where the text is the one derived from the index. */
  readonly text: string | null;
  readonly createdAt: number;
  readonly createdBy: number;
}

/** A year, or one of the four quarters after it. */
export interface TimePeriod {
  readonly index: number;
  readonly workspace: number;
  /** Its place among those of its workspace: every fifth is a year. */
  readonly nth: number;
}

/** Goals, what supports them, their stories, and the time periods they are set for. */
export interface Goals {
  readonly goals: Store<Goal>;
  readonly relationships: Store<GoalRelationship>;
  readonly stories: Store<GoalStory>;
  readonly periods: Store<TimePeriod>;
  readonly lists: {
    readonly workspaceGoals: Lists;
    readonly goalRelationships: Lists;
    readonly goalStories: Lists;
    readonly workspacePeriods: Lists;
  };
}

/** Makes all about goals; `usersIn` gives the users of a workspace. */
export function makeGoals(
  seed: number,
  sizes: Sizes,
  past: Past,
  usersIn: (workspace: number) => ArrayLike<number>,
): Goals {
  const { workspaces, organizations } = sizes;
  const one = (kind: Kind, index: number, salt: number, of: number) => draw(seed, kind, index, salt) % Math.max(1, of);
  const teamsIn = (workspace: number) =>
    workspace < organizations ? countInTurn(sizes.teams, organizations, workspace) : 0;
  const userOf = (kind: Kind, index: number, workspace: number) => {
    const users = usersIn(workspace);
    return users[one(kind, index, 6, users.length)] ?? 0;
  };
  const goalOf = (kind: Kind, index: number) => one(kind, index, 5, sizes.goals);
  return {
    goals: createStore(sizes.goals, (index) => {
      const workspace = index % workspaces;
      const teams = teamsIn(workspace);
      return {
        index,
        name: titleOf(seed, 'goal', index),
        workspace,
        team: index % 3 === 0 || teams === 0 ? null : one('goal', index, 7, teams) * organizations + workspace,
        owner: index % 5 === 4 ? null : userOf('goal', index, workspace),
        period:
          index % 4 === 3 || sizes.timePeriods === 0
            ? null
            : one('goal', index, 8, sizes.timePeriods) * workspaces + workspace,
        createdAt: momentIn(past, drawShare(seed, 'goal', index, 9)),
      };
    }),
    relationships: createStore(sizes.goalRelationships, (index) => {
      const goal = goalOf('goal_relationship', index);
      return { index, goal, supporting: supporterOf(seed, sizes, index, goal) };
    }),
    stories: createStore(sizes.goalStories, (index) => {
      const goal = goalOf('goal_story', index);
      return {
        index,
        goal,
        text: null,
        createdAt: momentIn(past, 0.5 + drawShare(seed, 'goal_story', index, 7) / 2),
        createdBy: userOf('goal_story', index, goal % workspaces),
      };
    }),
    periods: createStore(sizes.timePeriods * workspaces, (index) => ({
      index,
      workspace: index % workspaces,
      nth: Math.floor(index / workspaces),
    })),
    lists: {
      workspaceGoals: listsInTurn(sizes.goals, workspaces),
      goalRelationships: listsBy(sizes.goalRelationships, sizes.goals, (index) => goalOf('goal_relationship', index)),
      goalStories: listsBy(sizes.goalStories, sizes.goals, (index) => goalOf('goal_story', index)),
      workspacePeriods: listsInTurn(sizes.timePeriods * workspaces, workspaces),
    },
  };
}

/** What works towards a goal: another goal of its workspace, or every other time a project or portfolio if there is one. */
function supporterOf(seed: number, sizes: Sizes, index: number, goal: number): Parent<SupportingKind> {
  const { workspaces } = sizes;
  const workspace = goal % workspaces;
  const countIn = (all: number) => countInTurn(all, workspaces, workspace);
  const kind = (['goal', 'project', 'goal', 'portfolio'] as const)[index % 4] ?? 'goal';
  const all = { goal: sizes.goals, project: sizes.projects, portfolio: sizes.portfolios };
  if (kind !== 'goal' && countIn(all[kind]) > 0) {
    return { kind, index: (draw(seed, 'goal_relationship', index, 6) % countIn(all[kind])) * workspaces + workspace };
  }
  const goals = countIn(sizes.goals);
  const further = 1 + (draw(seed, 'goal_relationship', index, 7) % Math.max(1, goals - 1));
  return { kind: 'goal', index: ((Math.floor(goal / workspaces) + further) % goals) * workspaces + workspace };
}
