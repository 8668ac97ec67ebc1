import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';

interface Measured {
  readonly requests: number;
  readonly least: number;
  readonly duplicates: number;
  readonly missing: number;
  readonly cpuSeconds: number;
  readonly floorCpuSeconds: number;
  readonly memoryMb: number;
}

/** What the benchmark is made of (bench/README.md): the executable over HTTP, in processes of their own. */
const part = (name: string) => import(pathToFileURL(join(import.meta.dirname, '..', '..', 'bench', name)).href);
const { takeJourney } = await part('journey.js');
const { ours } = await part('taps.js');
const { worldOf } = await part('world/worlds.js');

const RUNS = ['initial', 'unchanged', '1 % changed'];

/** The benchmark has about 2, whatever else the machine does: the loop is slowed by it as much. */
const CPU_AGAINST_LOOP = 3;

/** From 400 tasks to 1,600 the benchmark has 1.05: what is kept of a task is small beside the program itself. */
const MEMORY_AT_FOUR_TIMES = 1.25;

test('a run takes the requests, the CPU and the memory that it took', { timeout: 180_000 }, async () => {
  const options = { selection: 'all', runs: RUNS, floor: true };
  const small = (await takeJourney(worldOf(400), ours, options)) as Measured[];
  const [large] = (await takeJourney(worldOf(1600), ours, { ...options, runs: ['initial'] })) as Measured[];
  for (const run of [...small, large]) {
    expect(run?.requests).toBe(run?.least);
    expect(run).toMatchObject({ duplicates: 0 });
  }
  expect(large).toMatchObject({ missing: 0 });
  const { cpuSeconds, floorCpuSeconds, memoryMb } = large as Measured;
  expect(cpuSeconds / floorCpuSeconds, 'CPU against the loop').toBeLessThan(CPU_AGAINST_LOOP);
  const before = (small[0] as Measured).memoryMb;
  expect(memoryMb / before, 'memory at four times the tasks').toBeLessThan(MEMORY_AT_FOUR_TIMES);
});
