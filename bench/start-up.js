import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProcess } from './processes/run.js';
import { startSandbox } from './world/sandbox.js';
import { WORLDS } from './world/worlds.js';

const TIMES = 10;
const FIRST_TIMES = 5;
const LATENCY_MS = 200;

/**
 * Start-up: `--discover` beside the bare runtime (seconds, each ten times, in turn), and, where each answer takes
 * 200 ms in real time, from the start to the first request and from there to the first RECORD. Out: `{discover, zero, asked,
 * first}`, each tap → seconds.
 */
export async function measureStartUp(taps) {
  const folder = await mkdtemp(join(tmpdir(), 'tap-asana-bench-'));
  const measured = { discover: {}, zero: {}, asked: {}, first: {} };
  const note = (part, { name }, seconds) => {
    measured[part][name] = [...(measured[part][name] ?? []), seconds];
  };
  const take = async (command, options) => runProcess(command, join(folder, 'output'), options);
  const sandbox = await startSandbox({ ...WORLDS.small, plan: 'paid' });
  const slow = await startSandbox({ ...WORLDS.small, plan: 'paid' }, { latencyMs: LATENCY_MS });
  try {
    for (let time = 0; time < TIMES; time += 1) {
      for (const tap of taps) {
        for (const [part, command] of [
          ['zero', tap.zero()],
          ['discover', tap.discover(sandbox, folder)],
        ]) {
          note(part, tap, (await take(command)).seconds);
        }
      }
    }
    for (let time = 0; time < FIRST_TIMES; time += 1) {
      for (const tap of taps) {
        const command = tap.command(slow, { folder, selection: 'all', paced: true });
        await slow.resetLog();
        const started = Date.now();
        const { firstSeconds } = await take(command, { stopAtFirst: true });
        const [{ at }] = (await slow.requests()).requests;
        note('asked', tap, (at - started) / 1000);
        note('first', tap, firstSeconds - (at - started) / 1000);
      }
    }
    return measured;
  } finally {
    await sandbox.stop();
    await slow.stop();
    await rm(folder, { recursive: true });
  }
}
