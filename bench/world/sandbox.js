import { join } from 'node:path';
import { sizeFlags, startSandbox as start } from '../../scripts/programs/sandbox.js';

const CLOCK = join(import.meta.dirname, '..', 'processes', 'scaled-clock.cjs');
const RECORDER = join(import.meta.dirname, '..', 'processes', 'record.cjs');

/**
 * Starts `tap-asana sandbox` with a world of its own; it ends with this process.
 *
 * In: the world; `{quota, latencyMs, scale}` (no quota, no latency, real time without them); the file in which to write
 * down each page that was answered, if that is wanted. Out: what `startSandbox` of
 * scripts/programs/ gives, and `{env, peopleOf(team)}`; `env` is what the tap needs to live in the same time.
 */
export async function startSandbox({ sizes, plan }, { quota = 'none', latencyMs = 0, scale = 1 } = {}, pages) {
  const isScaled = scale !== 1;
  const env = isScaled ? { BENCH_SCALE: String(scale), BENCH_EPOCH: String(Date.now()) } : {};
  const limits = ['--seed', '1', '--plan', plan, '--quota', String(quota), '--latency', String(latencyMs)];
  const nodeFlags = [...(isScaled ? ['--require', CLOCK] : []), ...(pages ? ['--require', RECORDER] : [])];
  const recording = pages && { BENCH_PAGES: pages };
  const sandbox = await start([...sizeFlags(sizes), ...limits], { nodeFlags, env: { ...env, ...recording } });
  return {
    ...sandbox,
    env,
    peopleOf: async (team) => {
      const headers = { authorization: `Bearer ${sandbox.config.access_token}`, connection: 'close' };
      const response = await fetch(`${sandbox.config.api_url}/teams/${team}/users`, { headers });
      return (await response.json()).data.length;
    },
  };
}
