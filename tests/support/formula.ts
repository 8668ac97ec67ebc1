import { listSizes } from '../../src/sandbox/list-sizes.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { readGid } from '../../src/sandbox/world/gid.ts';

/** Pages of a list: one even for an empty one (docs/streams.md, 'What a run costs'). */
export function c(rows: number, pageSize = 100): number {
  return Math.max(1, Math.ceil(rows / pageSize));
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, n) => total + n, 0);

/** That formula, worked out from the world itself. */
export function leastRequests(sandbox: Sandbox, pageSize = 100) {
  const { world, reader } = sandbox;
  const sizes = listSizes(world, reader);
  const truth = sandbox.truth();
  const at = (gid: string) => readGid(world.seed, gid)?.index ?? Number.NaN;
  const pages = (rows: number) => c(rows, pageSize);
  const sections = Object.keys(sizes.projectTasks).map((project) =>
    pages(world.lists.projectSections.ids(at(project)).length),
  );
  const base =
    pages(truth.workspaces.length) +
    pages(truth.projects.length) +
    pages(truth.users.length) +
    pages(truth.tags.length) +
    pages(truth.portfolios.length) +
    pages(truth.teams.length) +
    sum(truth.teams.map((team) => pages(world.lists.teamUsers.ids(at(team)).length))) +
    sum(truth.portfolios.map((portfolio) => pages(world.lists.portfolioItems.ids(-1 - at(portfolio)).length))) +
    sum(sections);
  const lists = sum(Object.values(sizes.projectTasks).map(pages)) + sum(Object.values(sizes.assignedTasks).map(pages));
  const met = new Set([...truth.tasks, ...truth.subtasks]);
  const subtasks = sum(
    Object.entries(sizes.subtasks)
      .filter(([gid]) => met.has(gid))
      .map(([, rows]) => pages(rows)),
  );
  const stories = sum([...met].map((gid) => pages(sizes.stories[gid] ?? 0)));
  const partitions = Object.keys(sizes.projectTasks).length + Object.keys(sizes.assignedTasks).length;
  return {
    initial: base + lists + subtasks + stories,
    /** @param changed gids of tasks and subtasks that come out */
    next: (changed: readonly string[]) =>
      base + partitions + lists + subtasks + sum(changed.map((gid) => pages(sizes.stories[gid] ?? 0))),
  };
}
