import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type RunOptions, runSandbox } from '../../src/sandbox/run.ts';

/** Runs a sandbox, hands over what it printed, and stops it. */
async function run<T>(options: RunOptions, use: (text: string) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  let printed: (text: string) => void = () => {};
  const text = new Promise<string>((resolve) => {
    printed = resolve;
  });
  const running = runSandbox(options, { print: (line) => printed(line), signal: controller.signal });
  try {
    return await use(await Promise.race([text, running.then(() => '')]));
  } finally {
    controller.abort();
    await running;
  }
}

test('prints what it serves and a config that works, and ends with the signal', async () => {
  const url = await run({ seed: 7, plan: 'free' }, async (text) => {
    expect(text).toMatch(/seed 7: 1 workspaces, 6 users/);
    expect(text).toMatch(/Plan free: 150 requests a minute \(sliding window\)/);
    const config = JSON.parse(text.slice(text.indexOf('{'), text.indexOf('}') + 1)) as Record<string, string>;
    const headers = { authorization: `Bearer ${config['access_token']}` };
    expect((await fetch(`${config['api_url']}/users/me`, { headers })).status).toBe(200);
    expect((await fetch(config['oauth_url'] ?? '', { method: 'POST' })).status).toBe(400);
    return config['api_url'];
  });
  await expect(fetch(`${url}/users/me`)).rejects.toThrow('fetch failed');
});

test('a scenario file is served; what is told besides wins', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const scenarioFile = join(folder, 'scenario.json');
  writeFileSync(scenarioFile, JSON.stringify({ seed: 3, quota: null, sizes: { projects: 7, users: 9 } }));
  await run({ scenarioFile, sizes: { projects: 8 } }, async (text) => {
    expect(text).toMatch(/seed 3: .* 9 users, .* 8 projects/);
    expect(text).toContain('no quota');
  });
  writeFileSync(scenarioFile, '{"sizes": {"projects": "x"}}');
  await expect(run({ scenarioFile }, async () => {})).rejects.toThrow(/projects: must be integer/);
});

test('a signal that has aborted already ends it at once', async () => {
  await runSandbox({}, { print: () => expect.unreachable(), signal: AbortSignal.abort() });
});
