import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { drawCurve } from './curve.js';
import { endpointTable, resultsTable, startUpTable } from './table.js';

const DOCS = join(import.meta.dirname, '..', '..', 'docs');

const INTRODUCTION = `# Performance

What this tap and singer-io's [tap-asana](https://pypi.org/project/tap-asana/) take for the same worlds, and the least that Asana's
API allows. Both read the [sandbox](sandbox.md) on loopback, prove who they are by OAuth, and have their output read to its end. How it
is measured, and how to measure it again, is in [bench/README.md](../bench/README.md). This page is rendered by it.
`;

const LEGEND = `- **Requests**: the token's own left out. **least**: the formula of [a run's cost](streams.md#what-a-run-costs).
- **Rows**, those of them that came **twice**, those of the sandbox's truth that are **missing**: in the third run, of the tasks that were
  renamed. singer-io's misses the stories of subtasks, which it does not read.
- **CPU s** of the process, user and system. **loop**: a program that asks for the same pages, parses them and prints their rows, and does
  nothing else.
- **Time s** where each answer takes 200 ms and the quota is what the row says. **least**: the least requests at that quota.
- **like for like**: the ten streams that both have, \`include_assigned_tasks\` off; without portfolios where the plan has none.
- A number is a median, with the least and the most behind it where there was more than one run.`;

/** Writes docs/performance.md and docs/growth.svg from what was measured. */
export async function render({ worlds, startUp, growth, singerIo }) {
  const parts = [INTRODUCTION];
  if (singerIo !== undefined) {
    parts.push(`singer-io's is ${singerIo.version}, the newest on PyPI then, on ${singerIo.runtime}.\n`);
  }
  parts.push(`## Results\n\n${LEGEND}\n\n${resultsTable(worlds)}\n`);
  parts.push(`${Object.entries(worlds).map(worldLine).join('\n')}\n`);
  if (startUp !== undefined) parts.push(`## Start-up\n\n${startUpTable(startUp)}\n\n${origin(startUp)}\n`);
  if (growth !== undefined) {
    await writeFile(join(DOCS, 'growth.svg'), await drawCurve(growth.points));
    parts.push(`## Growth\n\n![Requests, CPU and memory against tasks](growth.svg)\n\n${growthText(growth)}\n`);
  }
  parts.push('## Requests by endpoint\n\nLike for like.\n');
  for (const [name, world] of Object.entries(worlds)) parts.push(`### ${name}\n\n${endpointTable(world)}\n`);
  await writeFile(join(DOCS, 'performance.md'), parts.join('\n'));
}

function worldLine([name, world]) {
  const sizes = Object.entries(world.sizes).map(([size, number]) => `${size} ${number.toLocaleString('en-US')}`);
  const scales = world.cells
    .filter(({ limits, tap }) => limits !== undefined && tap === 'ours')
    .map(({ limits }) => `${limits.scale} times as fast at ${limits.quota} a minute`);
  const scaled = scales.length === 0 ? '' : ` Time ran ${scales.join(' and ')}, for both.`;
  return `- **${name}**, ${world.plan} plan: ${sizes.join(', ')}.${scaled} ${origin(world)}`;
}

function growthText(growth) {
  const ends = Object.values(Object.groupBy?.(growth.points, ({ tap }) => tap) ?? { all: growth.points });
  const most = Math.max(
    ...ends
      .flat()
      .filter(({ tap }) => tap === 'singerIo')
      .map(({ tasks }) => tasks),
  );
  const theirs = Number.isFinite(most) ? ` singer-io's was measured up to ${most.toLocaleString('en-US')} tasks.` : '';
  return `An initial run of the ten streams, a hundred tasks a project, a fifth as many subtasks, three stories each.${theirs} ${origin(growth)}`;
}

function origin({ command, machine: { cpu, memoryGb, node, load, date } }) {
  return `\`${command}\` on ${cpu}, ${memoryGb} GB, Node ${node}, ${date}; load ${load} at its end, other programs' too.`;
}
