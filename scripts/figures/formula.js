/** Pages of a list: one even for an empty one. */
function pages(rows) {
  return Math.max(1, Math.ceil(rows / 100));
}

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}

/**
 * The least number of requests of the ten core streams, at the default page size (docs/streams.md has the formula).
 *
 * In: `GET /_sandbox/truth` and `/_sandbox/lists`; people of a team, items of a portfolio and sections of a project fit a
 * page. Out: `{initial, next(gids that come out)}`.
 */
export function leastRequests(truth, lists) {
  const { workspaces, projects, users, tags, portfolios, teams } = truth;
  const base =
    sum([workspaces, projects, users, tags, portfolios, teams].map(({ length }) => pages(length))) +
    teams.length +
    portfolios.length +
    projects.length;
  const met = new Set([...truth.tasks, ...truth.subtasks]);
  const partitions = [...Object.values(lists.projectTasks), ...Object.values(lists.assignedTasks)];
  const below = Object.entries(lists.subtasks).filter(([gid]) => met.has(gid));
  const sweep = sum(partitions.map(pages)) + sum(below.map(([, rows]) => pages(rows)));
  const stories = (gids) => sum([...gids].map((gid) => pages(lists.stories[gid] ?? 0)));
  return {
    initial: base + sweep + stories(met),
    next: (changed) => base + partitions.length + sweep + stories(changed),
  };
}
