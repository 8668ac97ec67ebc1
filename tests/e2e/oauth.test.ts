import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { lastWords, Tap } from './tap.ts';

/** A token endpoint that takes its time, and hands out another refresh token. */
async function slowEndpoint(ms: number): Promise<{ url: string; asked: Promise<void> }> {
  let tell = () => {};
  const asked = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      tell();
      setTimeout(() => response.end('{"access_token":"a1","expires_in":3600,"refresh_token":"new-token"}'), ms);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

it.each([[['--config', 'config.json']], [['check', '--config', 'config.json']]])(
  '%j keeps a new refresh token that is on its way when a signal comes',
  async (line) => {
    const { url, asked } = await slowEndpoint(500);
    const config = { client_id: '1', client_secret: 's', refresh_token: 'old-token', api_url: url, oauth_url: url };
    const tap = new Tap().file('config.json', config);
    const { child, ended } = tap.start(line.join(' '));
    await asked;
    child.kill('SIGTERM');
    const end = await ended;
    expect(end.code).toBe(143);
    expect(lastWords(end)).toBe('CRITICAL stopped by SIGTERM');
    const kept = JSON.parse(readFileSync(join(tap.folder, 'config.json'), 'utf8')) as Record<string, unknown>;
    expect(kept['refresh_token']).toBe('new-token');
  },
);
