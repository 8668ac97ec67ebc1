// The stand-in for Asana, as a process of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { EXECUTABLE } from './executable.js';

const START_MS = 30_000;
const TOKEN = 'sandbox-token';

/** What a shell says of a program that a signal has ended. */
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };

let hearsSignals = false;

/**
 * Starts `tap-asana sandbox` on a free port; it ends with this process, however this process ends.
 *
 * In: its flags; flags for Node and variables for its environment. Out: `{url, config, truth(query), lists(), edit(changes),
 * requests(), resetLog(), stop()}`. Throws if it does not start.
 */
export async function startSandbox(flags, { nodeFlags = [], env = {} } = {}) {
  const child = spawn(process.execPath, [...nodeFlags, EXECUTABLE, 'sandbox', '--port', '0', ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  const kill = () => child.kill();
  process.once('exit', kill);
  exitOnSignals();
  const said = [];
  child.stderr.on('data', (chunk) => said.push(chunk));
  const url = await address(child, said);
  const ask = async (what, body) => {
    const response = await fetch(`${url}/_sandbox/${what}`, {
      // A kept connection may be closed by the time of the next question.
      headers: { connection: 'close' },
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    });
    const answer = await response.json();
    if (!response.ok) throw new Error(`the sandbox answered ${response.status} to ${what}: ${JSON.stringify(answer)}`);
    return answer;
  };
  return {
    url,
    config: { access_token: TOKEN, api_url: `${url}/api/1.0`, oauth_url: `${url}/-/oauth_token` },
    truth: (query = '') => ask(`truth${query}`),
    lists: () => ask('lists'),
    edit: async (changes) => (await ask('edit', changes)).data,
    requests: () => ask('requests'),
    resetLog: () => ask('reset-log', {}),
    async stop() {
      process.off('exit', kill);
      if (child.exitCode === null && child.kill()) await once(child, 'exit');
    },
  };
}

/** In: sizes by name, as in docs/sandbox.md. Out: the flags for them. */
export function sizeFlags(sizes) {
  return Object.entries(sizes).flatMap(([name, size]) => ['--size', `${name}=${size}`]);
}

/** Without a handler a signal ends this process past its `exit` handlers, and leaves the sandbox behind. */
function exitOnSignals() {
  if (hearsSignals) return;
  hearsSignals = true;
  for (const [signal, code] of Object.entries(EXIT_CODES)) process.once(signal, () => process.exit(code));
}

/** The first line says where it listens; what is said later is read too, so that no pipe fills. */
async function address(child, said) {
  const lines = createInterface({ input: child.stdout });
  const signal = AbortSignal.timeout(START_MS);
  const ended = once(child, 'exit', { signal }).then(([code]) => {
    throw new Error(`the sandbox ended with ${code}: ${Buffer.concat(said)}`);
  });
  const heard = once(lines, 'line', { signal }).then(([line]) => line);
  ended.catch(() => {});
  const line = await Promise.race([heard, ended]);
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
  if (url === undefined) throw new Error(`the sandbox did not say where it is: ${line}`);
  return url;
}
