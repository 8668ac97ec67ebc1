const FLAT = ['workspaces', 'users', 'teams', 'tags', 'portfolios', 'projects'];

/** Pages of a list: one even for an empty one. */
function pages(rows) {
  return Math.max(1, Math.ceil(rows / 100));
}

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}

/**
 * The least number of requests (docs/streams.md has the formula), at 100 rows a page.
 *
 * In: `/_sandbox/truth` and `/_sandbox/lists`; what is selected, `all` (the ten streams), `nine` or `tasks`; whether assigned
 * lists are read; how many people each team has. Items of a portfolio and sections of a project fit a page.
 * Out: `{initial, next(gids that come out)}`.
 */
export function leastRequests(truth, lists, { selection, assigned, people }) {
  const { workspaces, projects, users, portfolios } = truth;
  const projectLists = Object.values(lists.projectTasks);
  const assignedLists = assigned ? Object.values(lists.assignedTasks) : [];
  const partitions = [...projectLists, ...assignedLists];
  const whole = sum(partitions.map(pages));
  if (selection === 'tasks') {
    const base = pages(workspaces.length) + pages(projects.length) + (assigned ? pages(users.length) : 0);
    return { initial: base + whole, next: () => base + partitions.length };
  }
  const flat = FLAT.filter((stream) => stream !== 'portfolios' || selection !== 'nine');
  const items = selection === 'nine' ? 0 : portfolios.length;
  const base = sum([...flat.map((stream) => truth[stream].length), ...people].map(pages)) + items + projects.length;
  const met = new Set([...truth.tasks, ...truth.subtasks]);
  const below = Object.entries(lists.subtasks).filter(([gid]) => met.has(gid));
  const sweep = whole + sum(below.map(([, rows]) => pages(rows)));
  const stories = (gids) => sum([...gids].map((gid) => pages(lists.stories[gid] ?? 0)));
  return {
    initial: base + sweep + stories(met),
    next: (changed) => base + partitions.length + sweep + stories(changed),
  };
}
