#!/usr/bin/env node
// Runs the simulator (docs/simulator.md), as `npm run simulate` has built it: into a folder of its own that git ignores,
// beside which the program expects its schemas. In: the simulator's flags. Exit code: 0 nothing found, 1 something, 2 usage.
import { cpSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const BUILT = join(ROOT, 'tests/simulator/dist');

cpSync(join(ROOT, 'schemas'), join(BUILT, 'schemas'), { recursive: true });
const { main } = await import('../tests/simulator/dist/tests/simulator/command/main.js');
process.exitCode = await main(process.argv.slice(2), {
  write: (line) => process.stdout.write(`${line}\n`),
  now: () => performance.now(),
  cores: availableParallelism(),
});
