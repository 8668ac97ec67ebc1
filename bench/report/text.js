/** What stands around the tables of docs/performance.md. */
export const INTRODUCTION = `# Performance

What this tap and singer-io's [tap-asana](https://pypi.org/project/tap-asana/) take for the same worlds, and the least that Asana's
API allows. Both read the [sandbox](sandbox.md) on loopback, prove who they are by OAuth, and have their output read to its end. How it
is measured, and how to measure it again, is in [bench/README.md](../bench/README.md). This page is rendered by it.
`;

export const LEGEND = `- **Requests**: the token's own left out. **least**: the formula of [a run's cost](streams.md#what-a-run-costs).
- **Rows**, those of them that came **twice**, those of the sandbox's truth that are **missing**: in the third run, of the tasks that were
  renamed. singer-io's misses the stories of subtasks, which it does not read.
- **CPU s** of the process, user and system, start-up included. **loop**: a program that asks for the same pages, parses them and prints
  their rows, and does nothing else.
- **MB**: the most memory that the process had (resident).
- **Time s** from the first request to the last answer, where each takes 200 ms and the quota is what the row says. **least**: the least requests at that quota.
- **like for like**: the ten streams that both have, \`include_assigned_tasks\` off; without portfolios where the plan has none.
- A number is a median, with the least and the most behind it where there was more than one run.

Requests, rows and what is missing are the same in each run, but for requests that a quota refuses. CPU seconds grow when other
programs share the caches: compare them within a row, or with the loop, which was measured right after.

Where ours is behind: in memory, since a run that finds nothing takes 64 MB, of which Node alone is 40, where singer-io's takes 38, and
one that finds much 84 to 191, where singer-io's takes 42 to 78. Where \`tasks\` alone is asked for and nothing has changed (in the small
world: three tasks), there is little to do but to start, and ours takes an eighth to a quarter more CPU. Like for like its rows per CPU second
are 7.2 and 7.6 times singer-io's in the typical world, where those of the loop, which does nothing else, are eleven times, and
9.9 times in the large one; with \`tasks\` alone they are six and a half to seven, and eight times, where the loop's are seven and nine. All of
it was measured in one night, with one version, the small and the typical world twice, one part after the other. Nothing else was at work
that we know of, but the machine is shared: between the two times, CPU seconds differed by up to a seventh, the loop's too.`;

export const GROWTH = `An initial run of the ten streams: three stories a task, a fifth as many subtasks, a hundred tasks a project.
singer-io's takes two requests a task, one after the other.`;
