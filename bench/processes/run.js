import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { withoutProxies } from '../../scripts/programs/no-proxy.js';

/**
 * Runs a command to its end, its output into a file, looked at only until the first RECORD is there.
 *
 * In: `{command, args, env}`; the file; `{stopAtFirst}` ends it at its first RECORD. Out: `{code, seconds, firstSeconds,
 * cpuSeconds, memoryMb, log}`: real seconds; the last lines of its log.
 */
export async function runProcess({ command, args, env }, output, { stopAtFirst = false } = {}) {
  const started = performance.now();
  const child = spawn(command, args, {
    env: { ...withoutProxies(process.env), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const kill = () => child.kill();
  process.once('exit', kill);
  const ended = once(child, 'close');
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    log = (log + text).slice(-20_000);
  });
  let firstSeconds;
  const watched = async function* (chunks) {
    let tail = '';
    for await (const chunk of chunks) {
      if (firstSeconds === undefined) {
        const seen = tail + chunk.toString('latin1');
        tail = seen.slice(-40);
        if (/"type": ?"RECORD"/.test(seen)) {
          firstSeconds = (performance.now() - started) / 1000;
          if (stopAtFirst) child.kill();
        }
      }
      yield chunk;
    }
  };
  await pipeline(child.stdout, watched, createWriteStream(output));
  const [code] = await ended;
  process.off('exit', kill);
  const seconds = (performance.now() - started) / 1000;
  const usage = /^USAGE (.*)$/m.exec(log)?.[1];
  return { code, seconds, firstSeconds, log, ...(usage && JSON.parse(usage)) };
}
