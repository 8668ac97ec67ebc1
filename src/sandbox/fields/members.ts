import { draw } from '../world/draw.ts';
import type { Goal } from '../world/goal-rows.ts';
import type { Portfolio, Project } from '../world/rows.ts';
import type { World } from '../world/world.ts';

/** "members" of one thing are shown up to so many here; Asana names no number. */
const MOST = 20;

/** Some of a workspace's users, drawn for a project: its members and followers. The reader is among them unless it is hidden. */
export function projectPeople(row: Project, world: World, salt: number): number[] {
  return Array.from(world.lists.workspaceUsers.ids(row.workspace))
    .filter((user, place) =>
      place === 0 ? row.access !== 'hidden' : draw(world.seed, 'project', row.index, salt + user) % 3 === 0,
    )
    .slice(0, MOST);
}

/** The members of a project. */
export function projectMembers(row: Project, world: World): number[] {
  return projectPeople(row, world, 40);
}

/** The members of a portfolio: its owner and some others. */
export function portfolioMembers(row: Portfolio, world: World): number[] {
  return Array.from(world.lists.workspaceUsers.ids(row.workspace))
    .filter((user) => user === row.owner || draw(world.seed, 'portfolio', row.index, 40 + user) % 4 === 0)
    .slice(0, MOST);
}

/** The members of a goal, whom the API calls followers: its owner and some others. */
export function goalMembers(row: Goal, world: World): number[] {
  return Array.from(world.lists.workspaceUsers.ids(row.workspace))
    .filter((user) => user === row.owner || draw(world.seed, 'goal', row.index, 40 + user) % 3 === 0)
    .slice(0, MOST);
}

/** What has members besides teams and workspaces. */
export type JoinedKind = 'project' | 'portfolio' | 'goal';

/** The members of a project, portfolio or goal: users by their index, and teams as `-1 - index`, as a project has its team. */
export function joinedMembers(kind: JoinedKind, index: number, world: World): number[] {
  if (kind === 'portfolio') return portfolioMembers(world.portfolios.get(index), world);
  if (kind === 'goal') return goalMembers(world.goals.goals.get(index), world);
  const project = world.projects.get(index);
  return [...projectMembers(project, world), ...(project.team === null ? [] : [-1 - project.team])];
}
