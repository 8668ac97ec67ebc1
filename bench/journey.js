import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countMissing, readMessages } from './processes/messages.js';
import { runProcess } from './processes/run.js';
import { nodeArguments } from './taps.js';
import { leastRequests } from './world/least.js';
import { readPages } from './world/pages.js';
import { startSandbox } from './world/sandbox.js';

const FLOOR = join(import.meta.dirname, 'floor.js');

/**
 * Takes a tap through a world: an initial run, one with nothing changed, one with 1 % of the tasks renamed, as many as
 * `runs` names. Each journey has a sandbox of its own, so that all find the same.
 *
 * In: the world, the tap, `{selection, assigned, runs, limits, floor}`; `limits` as startSandbox takes them. Out: a list of
 * measurements, one a run; with `floor`, each tells what the parse-and-print loop took for the same pages.
 */
export async function takeJourney(world, tap, { selection, assigned = false, runs, limits = {}, floor = false }) {
  const folder = await mkdtemp(join(tmpdir(), 'tap-asana-bench-'));
  const pages = floor ? join(folder, 'pages.txt') : undefined;
  const sandbox = await startSandbox(world, limits, pages);
  const setting = { folder, selection, assigned, paced: limits.quota !== undefined };
  const measured = [];
  try {
    let state;
    for (const run of runs) {
      const truth = await sandbox.truth(truthQuery(setting));
      const changed = run === '1 % changed' ? await change(sandbox, truth) : undefined;
      const command = tap.command(sandbox, { ...setting, state });
      await sandbox.resetLog();
      if (pages) await writeFile(pages, '');
      const output = join(folder, 'output.jsonl');
      const { code, log, seconds, firstSeconds, cpuSeconds, memoryMb } = await runProcess(command, output);
      const { total, byEndpoint, byStatus, requests } = await sandbox.requests();
      const floorCpuSeconds = pages && (await measureFloor(sandbox, folder, await readPages(pages)));
      const { rows, keys, duplicates, state: last } = await readMessages(output);
      const people = await Promise.all(truth.teams.map((team) => sandbox.peopleOf(team)));
      const least = leastRequests(truth, await sandbox.lists(), { ...setting, people });
      const below = [...(keys.get('tasks') ?? []), ...(keys.get('subtasks') ?? [])];
      measured.push({
        run,
        ...(code !== 0 && { failed: reasonOf(log) }),
        requests: total - (byEndpoint['POST /-/oauth_token'] ?? 0),
        refused: byStatus['429'] ?? 0,
        least: leastOf(run, least, below, selection),
        byEndpoint,
        rows,
        duplicates,
        missing: missingOf(run, keys, changed, truth, selection),
        cpuSeconds,
        memoryMb,
        seconds,
        firstSeconds,
        askingSeconds: askingSeconds(requests, total, limits),
        floorCpuSeconds,
      });
      state = join(folder, 'state.json');
      await writeFile(state, JSON.stringify(last));
    }
    return measured;
  } finally {
    await sandbox.stop();
    await rm(folder, { recursive: true });
  }
}

/** The last line of a log that says anything: the exception of a Python program, the last words of ours. */
function reasonOf(log) {
  const lines = log.split('\n').filter((line) => /^(CRITICAL|[\w.]+(Error|Exception): )/.test(line));
  return (lines.at(-1) ?? log.slice(-200)).slice(0, 200);
}

function truthQuery({ selection, assigned }) {
  const streams = selection === 'everything' ? '&streams=all' : '';
  return `?assigned=${assigned}${streams}`;
}

/** Renames every hundredth task, in the truth's own order. Out: their gids. */
async function change(sandbox, truth) {
  const tasks = truth.tasks.filter((_, index) => index % 100 === 0);
  await sandbox.edit(tasks.map((task, index) => ({ type: 'rename-task', task, name: `Renamed ${index}` })));
  return tasks;
}

function leastOf(run, least, below, selection) {
  if (selection === 'everything') return undefined;
  if (run === 'initial') return least.initial;
  // What has not changed has no stories to read; what comes out in a run without changes came in the lookback.
  return least.next(run === 'unchanged' ? [] : below);
}

function missingOf(run, keys, changed, truth, selection) {
  if (run === 'unchanged') return undefined;
  if (changed !== undefined) return countMissing(keys, { tasks: changed });
  const streams = Object.keys(truth);
  const wanted = { tasks: ['tasks'], nine: streams.filter((stream) => stream !== 'portfolios') }[selection] ?? streams;
  return countMissing(keys, Object.fromEntries(wanted.map((stream) => [stream, truth[stream]])));
}

/**
 * From the first request to the last answer, by the sandbox's clock, which is scaled as the tap's is. Starting the process
 * is left out: scaled, its seconds of computing would become minutes. Only where the log still has all requests.
 */
function askingSeconds(requests, total, { latencyMs }) {
  if (latencyMs === undefined || requests.length < total) return undefined;
  return (requests.at(-1).at - requests[0].at + latencyMs) / 1000;
}

/** CPU seconds of the loop, for these pages. */
async function measureFloor({ url, config }, folder, pages) {
  const file = join(folder, 'pages.json');
  await writeFile(file, JSON.stringify({ url, token: config.access_token, ...pages }));
  const command = { command: process.execPath, args: [...nodeArguments(false), FLOOR, file], env: {} };
  const { cpuSeconds } = await runProcess(command, join(folder, 'floor.jsonl'));
  return cpuSeconds;
}
