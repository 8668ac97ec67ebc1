import { takeJourney } from './journey.js';
import { worldOf } from './world/worlds.js';

/**
 * An initial run of all ten streams in growing worlds.
 *
 * In: the taps; sizes in tasks, `1000,10000`. Out: a list of `{tap, tasks, requests, cpuSeconds, memoryMb, seconds}`.
 */
export async function growthCurve(taps, sizes) {
  const points = [];
  for (const tasks of sizes.split(',').map(Number)) {
    for (const tap of taps) {
      const [run] = await takeJourney(worldOf(tasks), tap, { selection: 'all', runs: ['initial'] });
      const { requests, cpuSeconds, memoryMb, seconds } = run;
      points.push({ tap: tap.name, tasks, requests, cpuSeconds, memoryMb, seconds });
      console.log(`${tap.name}, ${tasks} tasks: ${requests} requests, ${cpuSeconds.toFixed(1)} s of CPU`);
    }
  }
  return points;
}
