#!/usr/bin/env node
// `npm run bench`: measures ours and singer-io's in the same worlds, and renders docs/performance.md. See README.md.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { growthCurve } from './growth.js';
import { takeJourney } from './journey.js';
import { machine } from './report/machine.js';
import { render } from './report/render.js';
import { installSingerIo, VERSION } from './singer-io/install.js';
import { measureStartUp } from './start-up.js';
import { ours, singerIo } from './taps.js';
import { WORLDS } from './world/worlds.js';

const RUNS = ['initial', 'unchanged', '1 % changed'];
const LATENCY_MS = 200;
const CACHE = join(import.meta.dirname, '.cache');

const { values: flags } = parseArgs({
  options: {
    worlds: { type: 'string', default: 'small,typical' },
    walls: { type: 'string', default: 'small' },
    taps: { type: 'string', default: 'ours,singerIo' },
    repeat: { type: 'string' },
    cells: { type: 'string' },
    runs: { type: 'string', default: RUNS.join(',') },
    growth: { type: 'string', default: '' },
    'singer-io': { type: 'string', default: VERSION },
    results: { type: 'string', default: join(CACHE, 'results.json') },
    render: { type: 'boolean', default: false },
  },
});

mkdirSync(CACHE, { recursive: true });
const given = process.argv.slice(2).map((part) => (/^[\w,.=-]+$/.test(part) ? part : JSON.stringify(part)));
const command = given.length === 0 ? 'npm run bench' : `npm run bench -- ${given.join(' ')}`;
const results = read(flags.results);
if (!flags.render) await measure();
await render(results);

/** Adds to what earlier calls measured; what is measured again is replaced. */
async function measure() {
  const wanted = list(flags.taps);
  const theirs = wanted.includes('singerIo') ? singerIo(installSingerIo(CACHE, flags['singer-io'])) : undefined;
  const taps = [ours, theirs].filter((tap) => tap !== undefined && wanted.includes(tap.name));
  if (theirs !== undefined) results.singerIo = { version: theirs.version, runtime: theirs.runtime };
  if (wanted.length > 1 && flags.worlds !== '') {
    keep('startUp', { command, machine: machine(), ...(await measureStartUp(taps)) });
  }
  for (const name of list(flags.worlds)) {
    const world = WORLDS[name];
    for (const tap of taps) {
      for (const cell of cellsOf(name, world, tap)) {
        if (flags.cells !== undefined && !list(flags.cells).includes(cell.title.replaceAll('`', ''))) continue;
        const measured = await repeated(world, tap, cell);
        const others = (results.worlds[name]?.cells ?? []).filter(({ id }) => id !== measured.id);
        const cells = [...others, measured];
        const { sizes, plan } = world;
        keep('worlds', { ...results.worlds, [name]: { sizes, plan, cells } });
      }
    }
  }
  if (flags.growth !== '') {
    const points = (await growthCurve(taps, flags.growth)).map((point) => ({ ...point, command, machine: machine() }));
    const isOld = ({ tap, tasks }) => !points.some((point) => point.tap === tap && point.tasks === tasks);
    keep('growth', [...(results.growth ?? []).filter(isOld), ...points]);
  }
}

/** What a tap goes through in a world. */
function* cellsOf(name, world, tap) {
  const runs = RUNS.filter((run) => list(flags.runs).includes(run));
  const core = world.plan === 'free' ? 'nine' : 'all';
  const isOurs = tap.name === 'ours';
  if (world.repeat[tap.name] === 0) return;
  yield { title: 'like for like', selection: core, runs, floor: isOurs };
  yield { title: '`tasks` alone', selection: 'tasks', runs, floor: isOurs };
  if (core !== 'all') yield { title: 'all ten streams', selection: 'all', runs: ['initial'] };
  if (isOurs && name !== 'enterprise') {
    yield { title: 'with assigned tasks', selection: core, assigned: true, runs, once: true };
    if (name !== 'large')
      yield { title: 'every stream', selection: 'everything', assigned: true, runs: ['initial'], once: true };
  }
  if (world.walls === undefined || !list(flags.walls).includes(name)) return;
  for (const [quota, scale] of Object.entries(world.walls.scales)) {
    const limits = { quota: Number(quota), latencyMs: LATENCY_MS, scale };
    const asked = world.walls.runs.filter((run) => runs.includes(run));
    yield { title: `${quota} a minute`, selection: core, runs: asked, limits };
  }
}

/** Takes the same journey several times. Out: the cell, with one list of measurements for each time. */
async function repeated(world, tap, cell) {
  const times = cell.once ? 1 : Number(flags.repeat ?? (cell.limits === undefined ? world.repeat[tap.name] : 1));
  const journeys = [];
  for (let time = 0; time < times; time += 1) {
    const started = performance.now();
    journeys.push(await takeJourney(world, tap, cell));
    const seconds = Math.round((performance.now() - started) / 1000);
    console.log(`${tap.name}, ${cell.title}, ${time + 1} of ${times}: ${seconds} s`);
  }
  return { id: `${tap.name} ${cell.title}`, tap: tap.name, ...cell, journeys, command, machine: machine() };
}

function list(text) {
  return text.split(',').filter((part) => part !== '');
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { worlds: {} };
  }
}

/** Written after each part, so that a long run that is stopped has something. */
function keep(part, value) {
  results[part] = value;
  writeFileSync(flags.results, JSON.stringify(results));
}
