import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { EXECUTABLE } from '../taps.js';

const CLOCK = join(import.meta.dirname, '..', 'processes', 'scaled-clock.cjs');

/**
 * Starts `tap-asana sandbox` with a world of its own; it ends with this process.
 *
 * In: the world, and `{quota, latencyMs, scale}` (no quota, no latency, real time without them). Out: `{url, env, truth(query),
 * peopleOf(team), lists(), requests(), resetLog(), edit(changes), stop()}`; `env` is what the tap needs to live in the same time.
 */
export async function startSandbox({ sizes, plan }, { quota = null, latencyMs = 0, scale = 1 } = {}) {
  const env = scale === 1 ? {} : { BENCH_SCALE: String(scale), BENCH_EPOCH: String(Date.now()) };
  const flags = Object.entries(sizes).flatMap(([name, size]) => ['--size', `${name}=${size}`]);
  flags.push('--seed', '1', '--plan', plan, '--quota', quota ?? 'none', '--latency', latencyMs);
  const preload = scale === 1 ? [] : ['--require', CLOCK];
  const child = spawn(process.execPath, [...preload, EXECUTABLE, 'sandbox', ...flags.map(String)], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, ...env },
  });
  const kill = () => child.kill();
  process.once('exit', kill);
  const url = await address(child);
  const ask = async (what, body) => {
    const post = body && { method: 'POST', body: JSON.stringify(body) };
    const response = await fetch(`${url}/_sandbox/${what}`, { headers: { connection: 'close' }, ...post });
    const answer = await response.json();
    if (!response.ok) throw new Error(`the sandbox answered ${response.status} to ${what}: ${JSON.stringify(answer)}`);
    return answer;
  };
  return {
    url,
    env,
    truth: (query = '') => ask(`truth${query}`),
    peopleOf: async (team) => {
      const headers = { authorization: 'Bearer sandbox-token', connection: 'close' };
      return (await (await fetch(`${url}/api/1.0/teams/${team}/users`, { headers })).json()).data.length;
    },
    lists: () => ask('lists'),
    requests: () => ask('requests'),
    resetLog: () => ask('reset-log', {}),
    edit: async (changes) => (await ask('edit', changes)).data,
    async stop() {
      process.off('exit', kill);
      if (child.exitCode === null && child.kill()) await once(child, 'exit');
    },
  };
}

async function address(child) {
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the sandbox ended with ${code}`);
  });
  ended.catch(() => {});
  const [line] = await Promise.race([once(createInterface({ input: child.stdout }), 'line'), ended]);
  return /http:\/\/127\.0\.0\.1:\d+/.exec(line)[0];
}
