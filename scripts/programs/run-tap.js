import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { withoutProxies } from './no-proxy.js';

const PRELOAD = join(import.meta.dirname, '..', '..', 'bench', 'processes', 'usage.cjs');
let runs = 0;

/**
 * Runs the tap to its end.
 *
 * In: the executable; a config file, a state file if any, a folder for what it leaves, and what to do at each record
 * (awaited, so that the tap waits too). Out: `{code, records: stream → gids, gids(stream), stateFile, seconds, memoryMb}`.
 */
export async function runTap(executable, { config, state, folder, onRecord }) {
  const started = performance.now();
  const flags = ['--config', config, ...(state === undefined ? [] : ['--state', state])];
  const child = spawn(process.execPath, ['--require', PRELOAD, executable, ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: withoutProxies(process.env),
  });
  const ended = once(child, 'close');
  const records = new Map();
  let last = '{}';
  let memoryMb = 0;
  const log = createInterface({ input: child.stderr });
  log.on('line', (line) => {
    if (line.startsWith('USAGE ')) ({ memoryMb } = JSON.parse(line.slice('USAGE '.length)));
    else if (/^(ERROR|CRITICAL)/.test(line)) console.log(line);
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const message = JSON.parse(line);
    if (message.type === 'STATE') last = JSON.stringify(message.value);
    if (message.type !== 'RECORD') continue;
    const gids = records.get(message.stream) ?? [];
    gids.push(message.record.gid);
    records.set(message.stream, gids);
    await onRecord?.(message.stream, message.record.gid);
  }
  const [code] = await ended;
  runs += 1;
  const stateFile = join(folder, `state-${runs}.json`);
  await writeFile(stateFile, last);
  return {
    code,
    records,
    gids: (stream) => records.get(stream) ?? [],
    stateFile,
    seconds: (performance.now() - started) / 1000,
    memoryMb,
  };
}
