#!/usr/bin/env node
// Measures what the README promises, in the world it promises it for: `npm run measure`. Prints one line a figure, and
// ends with 1 if one of them is not met.
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { leastRequests } from '../bench/world/least.js';
import { EXECUTABLE } from './programs/executable.js';
import { runTap } from './programs/run-tap.js';
import { sizeFlags, startSandbox } from './programs/sandbox.js';

const WORLD = {
  users: 20,
  teams: 5,
  projects: 500,
  archivedProjects: 50,
  tasks: 10_000,
  multiHomedTasks: 500,
  looseTasks: 100,
  subtasks: 2_000,
  subtaskParents: 1_000,
  storiesPerTask: 3,
  tags: 30,
  portfolios: 5,
};
/** Large enough that a run still reads when what it has read is edited. */
const SMALLER = { projects: 50, tasks: 1000, storiesPerTask: 3 };

const MEMORY_MB = 200;
const DISCOVER_RATIO = 4;
const CHANGED = 120;

const broken = [];
const folder = await mkdtemp(join(tmpdir(), 'tap-asana-'));
const sandbox = await startSandbox([...sizeFlags(WORLD), '--quota', 'none']);
try {
  const config = join(folder, 'config.json');
  await writeFile(config, JSON.stringify({ ...sandbox.config, requests_per_minute: 1_000_000 }));
  const first = await measured('initial', config, undefined, async () => (await least()).initial);
  checkOnce(first, await sandbox.truth());
  const unchanged = await measured('unchanged', config, first, async () => (await least()).next([]));
  const truth = await sandbox.truth();
  const all = [...new Set([...truth.tasks, ...truth.subtasks])];
  const changed = all.filter((_, index) => index % Math.floor(all.length / CHANGED) === 0).slice(0, CHANGED);
  // Bookmarks lie a minute before a run's start: nothing changed in between, so that only these come out.
  await sandbox.edit(changed.map((task, index) => ({ type: 'rename-task', task, name: `Renamed ${index}` })));
  const third = await measured('1 % changed', config, unchanged, async (run) =>
    (await least()).next([...new Set([...run.gids('tasks'), ...run.gids('subtasks')])]),
  );
  const out = new Set([...third.gids('tasks'), ...third.gids('subtasks')]);
  expect('every changed task is in the third run', changed.filter((gid) => !out.has(gid)).length, 0);
} finally {
  await sandbox.stop();
}
const smaller = await startSandbox([...sizeFlags(SMALLER), '--quota', 'none']);
try {
  const told = await editWhileReading(smaller);
  expect('a task edited while the run reads another project is in the next one', told, true);
} finally {
  await smaller.stop();
  await rm(folder, { recursive: true });
}
const ratio = median(10, [EXECUTABLE, '--discover']) / median(10, ['-e', '0']);
expect(
  `--discover takes at most ${DISCOVER_RATIO} times \`node -e 0\` (medians of 10): ${ratio.toFixed(2)}`,
  ratio <= DISCOVER_RATIO,
  true,
);
for (const sentence of broken) console.log(`NOT MET: ${sentence}`);
process.exitCode = broken.length === 0 ? 0 : 1;

async function least() {
  const truth = await sandbox.truth();
  // The people of each team fit a page.
  const people = truth.teams.map(() => 1);
  return leastRequests(truth, await sandbox.lists(), { selection: 'all', assigned: true, people });
}

async function measured(name, config, before, formula) {
  await sandbox.resetLog();
  const state = before?.stateFile;
  const run = await runTap(EXECUTABLE, { config, state, folder });
  const { total } = await sandbox.requests();
  const rows = [...run.records.values()].reduce((sum, gids) => sum + gids.length, 0);
  console.log(
    `${name}: ${rows} rows, ${total} requests, ${run.seconds.toFixed(1)} s, ${run.memoryMb.toFixed(0)} MB at most`,
  );
  expect(`${name}: exit code`, run.code, 0);
  expect(`${name}: requests as the formula says`, total, await formula(run));
  expect(`${name}: under ${MEMORY_MB} MB`, run.memoryMb < MEMORY_MB, true);
  return run;
}

/** Renames a task of a project that the run has read already, as soon as stories come. */
async function editWhileReading(world) {
  const config = join(folder, 'smaller.json');
  await writeFile(config, JSON.stringify({ ...world.config, requests_per_minute: 1_000_000 }));
  let met;
  let edited;
  const run = await runTap(EXECUTABLE, {
    config,
    folder,
    onRecord(stream, gid) {
      if (stream === 'tasks') met ??= gid;
      if (stream !== 'stories' || edited !== undefined) return;
      edited = met;
      return world.edit([{ type: 'rename-task', task: edited, name: 'Meanwhile' }]);
    },
  });
  const next = await runTap(EXECUTABLE, { config, state: run.stateFile, folder });
  const isIn = next.gids('tasks').includes(edited);
  console.log(`edited meanwhile: task ${edited} is ${isIn ? '' : 'NOT '}in the next run`);
  return isIn;
}

function checkOnce(run, truth) {
  for (const [stream, gids] of run.records) {
    const due = truth[stream] ?? [];
    const out = new Set(gids);
    expect(`${stream}: each object once`, gids.length - out.size, 0);
    expect(`${stream}: all of them`, due.filter((gid) => !out.has(gid)).length, 0);
    expect(`${stream}: nothing else`, gids.length, due.length);
  }
}

function median(times, args) {
  const taken = Array.from({ length: times }, () => {
    const started = performance.now();
    spawnSync(process.execPath, args, { stdio: 'ignore' });
    return performance.now() - started;
  }).sort((a, b) => a - b);
  return taken[Math.floor(times / 2)];
}

function expect(what, got, wanted) {
  if (got !== wanted) broken.push(`${what}: got ${got}, wanted ${wanted}`);
}
