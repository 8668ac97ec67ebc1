// The stand-in for Asana, as a process of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { EXECUTABLE } from './tap.js';

const START_MS = 10_000;
const TOKEN = 'sandbox-token';

/**
 * Starts `tap-asana sandbox` on a free port; it ends with this process, however this process ends.
 *
 * In: sizes by name, and further flags. Out: `{url, config, truth(), lists(), edit(changes), editOnce(changes),
 * requests(), resetLog(), stop()}`; `editOnce` does nothing from the second time on.
 */
export async function startSandbox(sizes, more = []) {
  const flags = [...Object.entries(sizes).flatMap(([name, size]) => ['--size', `${name}=${size}`]), ...more];
  console.log('$ node bin/tap-asana.js sandbox --port 0');
  const child = spawn(process.execPath, [EXECUTABLE, 'sandbox', '--port', '0', ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const kill = () => child.kill();
  process.once('exit', kill);
  for (const [signal, code] of Object.entries({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 })) {
    process.once(signal, () => process.exit(code));
  }
  const said = [];
  let edited = false;
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
    truth: () => ask('truth'),
    edit: async (changes) => (await ask('edit', changes)).data,
    lists: () => ask('lists'),
    async editOnce(changes) {
      if (edited) return;
      edited = true;
      await ask('edit', changes);
    },
    requests: () => ask('requests'),
    resetLog: () => ask('reset-log', {}),
    async stop() {
      process.off('exit', kill);
      if (child.exitCode === null && child.kill()) await once(child, 'exit');
    },
  };
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
