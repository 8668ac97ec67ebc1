import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { startServer } from '../../src/sandbox/server.ts';

const part = (path: string) => import(new URL(`../../${path}`, import.meta.url).href);
const { sync } = await part('scripts/demonstration/tap.js');
const { EXECUTABLE } = await part('scripts/programs/executable.js');
const { runTap } = await part('scripts/programs/run-tap.js');
const { runProcess } = await part('bench/processes/run.js');

const PROXIES = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'http_proxy', 'https_proxy', 'all_proxy'];

/** A config for a stand-in, in an environment whose proxy lets nobody through. */
async function behindProxy() {
  const proxy = createServer((_, response) => response.writeHead(418).end('{}')).listen(0, '127.0.0.1');
  proxy.on('connect', (_, socket) => {
    socket.write('HTTP/1.1 200 OK\r\n\r\n');
    socket.once('data', () => socket.end('HTTP/1.1 418 No\r\ncontent-length: 2\r\n\r\n{}'));
  });
  const server = await startServer(createSandbox({ quota: null, sizes: { tasks: 2, subtasks: 0, subtaskParents: 0 } }));
  const folder = mkdtempSync(join(tmpdir(), 'tap-asana-scripts-'));
  const config = join(folder, 'config.json');
  writeFileSync(config, JSON.stringify({ access_token: 'sandbox-token', api_url: `${server.url}/api/1.0` }));
  for (const name of PROXIES) vi.stubEnv(name, `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`);
  for (const name of ['NO_PROXY', 'no_proxy']) vi.stubEnv(name, '');
  vi.spyOn(console, 'log').mockImplementation(() => {});
  onTestFinished(async () => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
    proxy.close();
    await server.close();
    rmSync(folder, { recursive: true });
  });
  return { config, folder };
}

it('the demo asks its stand-in past the proxies of whoever starts it', async () => {
  const { config, folder } = await behindProxy();
  const { code, lastWords } = await sync(['--config', config, '--test'], join(folder, 'log'));
  expect([code, lastWords]).toEqual([0, expect.stringMatching(/^INFO total/)]);
});

it('so does what is measured', async () => {
  const { config, folder } = await behindProxy();
  expect(await runTap(EXECUTABLE, { config, folder })).toMatchObject({ code: 0 });
});

it('so does what is compared, singer-io’s too', async () => {
  const { folder } = await behindProxy();
  const output = join(folder, 'environment');
  const args = ['-p', `Object.keys(process.env).filter((name) => /^[a-z]+_proxy$/i.test(name)).join()`];
  await runProcess({ command: process.execPath, args, env: {} }, output);
  expect(readFileSync(output, 'utf8').trim().split(',').sort()).toEqual(['NO_PROXY', 'no_proxy']);
});
