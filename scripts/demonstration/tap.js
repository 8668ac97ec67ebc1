// The tap as its users start it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { EXECUTABLE } from '../programs/executable.js';
import { withoutProxies } from '../programs/no-proxy.js';

const RUN_MS = 60_000;

/** Out: the catalog as an object. */
export async function discover() {
  console.log('$ node bin/tap-asana.js --discover > demo/catalog.json');
  const lines = [];
  const code = await run(['--discover'], (line) => lines.push(line), console.error);
  if (code !== 0) throw new Error(`--discover ended with ${code}`);
  return JSON.parse(lines.join('\n'));
}

/**
 * One run. In: its flags, and where its log goes.
 *
 * Out: `{code, records, state, metrics, seconds, lastWords}`: stream → rows, the last STATE's value, the METRIC lines as
 * objects, the last line of the log.
 */
export async function sync(flags, logFile) {
  console.log(`$ node bin/tap-asana.js ${flags.join(' ')} 2> ${logFile}`);
  const records = new Map();
  const metrics = [];
  let state;
  let lastWords = '';
  const log = createWriteStream(logFile);
  const started = performance.now();
  const code = await run(
    flags,
    (line) => {
      const message = JSON.parse(line);
      if (message.type === 'SCHEMA') records.set(message.stream, records.get(message.stream) ?? []);
      if (message.type === 'RECORD') records.get(message.stream).push(message.record);
      if (message.type === 'STATE') state = message.value;
    },
    (line) => {
      log.write(`${line}\n`);
      lastWords = line;
      const metric = /^INFO METRIC: (.*)$/.exec(line)?.[1];
      if (metric !== undefined) metrics.push(JSON.parse(metric));
    },
  );
  log.end();
  await once(log, 'close');
  return { code, records, state, metrics, seconds: (performance.now() - started) / 1000, lastWords };
}

/** Starts the tap and hands on what it says, line by line. Out: its exit code, or the signal that ended it. */
async function run(flags, onOutput, onLog) {
  const child = spawn(process.execPath, [EXECUTABLE, ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: RUN_MS,
    env: { ...withoutProxies(process.env), TAP_ASANA_LOGLEVEL: 'INFO', SINGER_SDK_LOG_CONFIG: '' },
  });
  const kill = () => child.kill();
  process.once('exit', kill);
  const ended = once(child, 'close');
  const readers = [
    [child.stdout, onOutput],
    [child.stderr, onLog],
  ].map(async ([input, take]) => {
    for await (const line of createInterface({ input })) take(line);
  });
  await Promise.all(readers);
  const [code, signal] = await ended;
  process.off('exit', kill);
  return code ?? signal;
}
