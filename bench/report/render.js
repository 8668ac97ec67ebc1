import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { drawCurve } from './curve.js';
import { endpointTable, resultsTable, startUpTable } from './table.js';
import { GROWTH, INTRODUCTION, LEGEND } from './text.js';

const DOCS = join(import.meta.dirname, '..', '..', 'docs');

/** A world that is shaped like those of the growth curve, and is a point of it where that has none. */
const ON_THE_CURVE = 'typical';

/** Writes docs/performance.md and docs/growth.svg from what was measured. */
export async function render({ worlds, startUp, growth, singerIo }) {
  const parts = [INTRODUCTION];
  if (singerIo !== undefined) {
    parts.push(`singer-io's is ${singerIo.version}, the newest on PyPI then, on ${singerIo.runtime}.\n`);
  }
  parts.push(`## Results\n\n${LEGEND}\n\n${resultsTable(worlds)}\n`);
  parts.push(`${Object.entries(worlds).map(worldLine).join('\n')}\n`);
  if (startUp !== undefined) parts.push(`## Start-up\n\n${startUpTable(startUp)}\n\nBy ${origins([startUp])}\n`);
  if (growth !== undefined) {
    const others = pointsOf(worlds[ON_THE_CURVE]).filter((point) => !growth.some((known) => isSame(known, point)));
    const points = [...growth, ...others].sort((one, other) => one.tasks - other.tasks);
    await writeFile(join(DOCS, 'growth.svg'), await drawCurve(points));
    parts.push(
      `## Growth\n\n![Requests, CPU and memory against tasks](growth.svg)\n\n${GROWTH} By ${origins(growth)}\n`,
    );
  }
  parts.push('## Requests by endpoint\n\nLike for like.\n');
  for (const [name, world] of Object.entries(worlds)) parts.push(`### ${name}\n\n${endpointTable(world)}\n`);
  await writeFile(join(DOCS, 'performance.md'), parts.join('\n'));
}

function worldLine([name, { plan, sizes, cells }]) {
  const numbers = Object.entries(sizes).map(([size, number]) => `${size} ${number.toLocaleString('en-US')}`);
  const scales = cells
    .filter(({ limits, tap }) => limits !== undefined && tap === 'ours')
    .map(({ limits }) => `${limits.scale} times as fast at ${limits.quota} a minute`);
  const scaled = scales.length === 0 ? '' : ` Time ran ${scales.join(' and ')}, for both.`;
  return `- **${name}**, ${plan} plan: ${numbers.join(', ')}.${scaled}${leftOut(cells)} By ${origins(cells)}`;
}

/** A missing row is not a run that failed. */
function leftOut(cells) {
  return cells.some(({ tap }) => tap === 'singerIo') ? '' : " singer-io's was not taken through it.";
}

/** Where parts were measured: each command, machine and day once, and the load at their ends. */
function origins(parts) {
  const each = (say) => [...new Set(parts.map(say))].sort().join(', ');
  const commands = each(({ command }) => `\`${command.trim()}\``);
  const machines = each(({ machine: { cpu, memoryGb, node } }) => `${cpu}, ${memoryGb} GB, Node ${node}`);
  const days = each(({ machine }) => machine.date);
  const loads = parts.map(({ machine }) => Number(machine.load));
  const load = `load ${Math.min(...loads)} to ${Math.max(...loads)}, the benchmark's own programs included`;
  return `${commands} on ${machines}, ${days}; ${load}.`;
}

function pointsOf(world) {
  return (world?.cells ?? [])
    .filter(({ title }) => title === 'like for like')
    .map(({ tap, journeys }) => ({ tap, tasks: world.sizes.tasks, ...journeys[0][0] }));
}

const isSame = (one, other) => one.tap === other.tap && one.tasks === other.tasks;
