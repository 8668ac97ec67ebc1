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
  for (const name of list(flags.worlds)) await measureWorld(name, taps);
  if (flags.growth !== '') {
    const points = (await growthCurve(taps, flags.growth)).map((point) => ({ ...point, command, machine: machine() }));
    const isOld = ({ tap, tasks }) => !points.some((point) => point.tap === tap && point.tasks === tasks);
    keep('growth', [...(results.growth ?? []).filter(isOld), ...points]);
  }
}

/**
 * Takes the taps through a world, through all of it each time: what is measured several times in a row has no share in
 * how a machine goes faster and slower over the minutes. What waits for a quota does hardly anything else: all of that at once.
 */
async function measureWorld(name, taps) {
  const world = WORLDS[name];
  const parts = taps.flatMap((tap) => Array.from(cellsOf(name, world, tap), (cell) => ({ tap, cell, journeys: [] })));
  const timesOf = ({ tap, cell }) =>
    Number(flags.repeat ?? (cell.limits ? world.walls.repeat : world.repeat[tap.name]));
  for (let time = 1; parts.some((part) => time <= timesOf(part)); time += 1) {
    const due = parts.filter((part) => time <= timesOf(part));
    const go = (part) => measureCell(name, part, `${time} of ${timesOf(part)}`);
    for (const part of due.filter(({ cell }) => !cell.limits)) await go(part);
    await Promise.all(due.filter(({ cell }) => cell.limits).map(go));
  }
}

async function measureCell(name, { tap, cell, journeys }, which) {
  const started = performance.now();
  journeys.push(await takeJourney(WORLDS[name], tap, cell));
  const seconds = Math.round((performance.now() - started) / 1000);
  console.log(`${name}, ${tap.name}, ${cell.title}, ${which}: ${seconds} s`);
  const id = `${tap.name} ${cell.title}`;
  keepCell(name, { id, tap: tap.name, ...cell, journeys, command, machine: machine() });
}

function keepCell(name, cell) {
  const { sizes, plan } = WORLDS[name];
  const others = (results.worlds[name]?.cells ?? []).filter(({ id }) => id !== cell.id);
  keep('worlds', { ...results.worlds, [name]: { sizes, plan, cells: [...others, cell] } });
}

/** What a tap goes through in a world, but for what the flags leave out. */
function cellsOf(name, world, tap) {
  const isWanted = ({ title }) => flags.cells === undefined || list(flags.cells).includes(title.replaceAll('`', ''));
  return world.repeat[tap.name] === 0 ? [] : [...allCellsOf(name, world, tap)].filter(isWanted);
}

function* allCellsOf(name, world, tap) {
  const runs = RUNS.filter((run) => list(flags.runs).includes(run));
  const core = world.plan === 'free' ? 'nine' : 'all';
  const isOurs = tap.name === 'ours';
  const floor = isOurs;
  yield { title: 'like for like', selection: core, runs, floor };
  yield { title: '`tasks` alone', selection: 'tasks', runs, floor };
  if (core !== 'all') yield { title: 'all ten streams', selection: 'all', runs: ['initial'], floor };
  if (isOurs && name !== 'enterprise') {
    yield { title: 'with assigned tasks', selection: core, assigned: true, runs, floor };
    if (name !== 'large')
      yield { title: 'every stream', selection: 'everything', assigned: true, runs: ['initial'], floor };
  }
  if (world.walls === undefined || !list(flags.walls).includes(name)) return;
  for (const [quota, scale] of Object.entries(world.walls.scales)) {
    const limits = { quota: Number(quota), latencyMs: LATENCY_MS, scale };
    const asked = world.walls.runs.filter((run) => runs.includes(run));
    yield { title: `${quota} a minute`, selection: core, runs: asked, limits };
  }
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
