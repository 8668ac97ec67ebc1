// `npm run demo`: two runs against the sandbox, with changes between them, and what each of them cost.
// Leaves config, catalog, state and rows in demo/. Ends with 1 if anything is not as it should be.
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkRun, checkSecondRun } from './demonstration/checks.js';
import { CHANGES, changesFor } from './demonstration/edits.js';
import { comparison, runTable } from './demonstration/tables.js';
import { discover, sync } from './demonstration/tap.js';
import { sizeFlags, startSandbox } from './programs/sandbox.js';

const FOLDER = 'demo';

/** Enough of everything to see the difference between two runs, and little enough for half a minute. */
const WORLD = { projects: 8, tasks: 160, subtasks: 40, subtaskParents: 20, users: 8, storiesPerTask: 3 };

/** A paid plan's, which is what the sandbox allows unless told otherwise. */
const REQUESTS_PER_MINUTE = 1500;

const path = (name) => join(FOLDER, name);

/** Writes a whole file or none of it: a state that is cut short would be lost. */
function write(name, value) {
  const temporary = path(`.${name}.tmp`);
  writeFileSync(temporary, `${JSON.stringify(value, null, 2)}\n`);
  renameSync(temporary, path(name));
}

/** Appends a run's rows to demo/<stream>.jsonl, as a target that only appends would. */
function keepRows(run, flag) {
  for (const [stream, rows] of run.records) {
    writeFileSync(path(`${stream}.jsonl`), rows.map((row) => `${JSON.stringify(row)}\n`).join(''), { flag });
  }
}

/** One run from config to state, held against what the sandbox has. In: `first` or `second`. Out: the run. */
async function runOnce(which, sandbox, streams, flags) {
  await sandbox.resetLog();
  console.log(`\nThe ${which} run:`);
  const run = await sync([...flags, '--catalog', path('catalog.json')], path(`${which}-run.log`));
  keepRows(run, which === 'first' ? 'w' : 'a');
  if (run.state !== undefined) write('state.json', run.state);
  console.log(`\n${runTable(run, streams).join('\n')}`);
  return { run, surprises: checkRun(which, run, streams, await sandbox.requests()) };
}

/** Out: everything that was not as it should be. */
async function main(sandbox) {
  console.log(`\nThe sandbox plays Asana on ${sandbox.url}, on a paid plan: ${REQUESTS_PER_MINUTE} requests a minute.`);
  write('config.json', { ...sandbox.config, requests_per_minute: REQUESTS_PER_MINUTE });
  const catalog = await discover();
  write('catalog.json', catalog);
  const streams = catalog.streams.map((stream) => stream.tap_stream_id);

  const before = await sandbox.truth();
  const config = ['--config', path('config.json')];
  const first = await runOnce('first', sandbox, streams, config);
  if (first.run.code !== 0) return first.surprises;
  console.log(`\nNow this changes in Asana: ${CHANGES.join(', ')}.`);
  const edits = changesFor(before);
  const changed = await sandbox.edit(edits.map(({ change }) => change));
  const second = await runOnce('second', sandbox, streams, [...config, '--state', path('state.json')]);
  const after = await sandbox.truth();

  console.log(`\n${comparison(first.run, second.run).join('\n')}`);
  return [
    ...first.surprises,
    ...second.surprises,
    ...checkSecondRun({ before, after, edits, changed, first: first.run, second: second.run }),
  ];
}

rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER);
console.log('$ node bin/tap-asana.js sandbox --port 0');
const sandbox = await startSandbox(sizeFlags(WORLD));
try {
  const surprises = await main(sandbox);
  for (const surprise of surprises) console.error(`SURPRISE: ${surprise}`);
  if (surprises.length > 0) process.exitCode = 1;
  else
    console.log(`\nEvery object came out, each of them once a run. Rows, catalog, state and logs are in ${FOLDER}/.`);
} finally {
  await sandbox.stop();
}
