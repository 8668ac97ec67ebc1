import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { refreshTokenKeeper } from '../../src/cli/keep-refresh-token.ts';
import type { Credentials } from '../../src/config/config.ts';
import { createLogger, type Logger } from '../../src/log/logger.ts';
import { textFormat } from '../../src/log/text-format.ts';

const oauth = {
  kind: 'oauth',
  clientId: '1',
  clientSecret: 'secret-abc',
  refreshToken: 'old-token',
  redirectUri: 'urn:x',
} as const satisfies Credentials;

let folder: string;
let lines: string[];
let logger: Logger;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tap-asana-'));
  lines = [];
  logger = createLogger({ level: 'INFO', format: textFormat, writeLine: (line) => lines.push(line), now: () => 0 });
});

afterEach(() => rm(folder, { recursive: true }));

test('a new refresh token goes to the file the old one came from, and into no log', async () => {
  const file = join(folder, 'config.json');
  await writeFile(file, '{"refresh_token":"old-token","page_size":10}');
  await refreshTokenKeeper({ ...oauth, file }, logger).rotated('new-token');
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ refresh_token: 'new-token', page_size: 10 });
  expect(lines).toEqual([`INFO Asana handed out a new refresh token: written to ${file}`]);
});

test('without a file, or one that cannot be written, a warning says so and the run goes on', async () => {
  await refreshTokenKeeper(oauth, logger).rotated('new-token');
  await refreshTokenKeeper({ ...oauth, file: join(folder, 'gone.json') }, logger).rotated('new-token');
  expect(lines).toEqual([
    expect.stringMatching(/^WARNING Asana handed out a new refresh token, and there is no config file/),
    expect.stringMatching(/^WARNING Asana handed out a new refresh token, and it could not be written .*\(ENOENT\)$/),
  ]);
});

test('a file that is no JSON any more is left alone', async () => {
  const file = join(folder, 'config.json');
  await writeFile(file, 'no json');
  await refreshTokenKeeper({ ...oauth, file }, logger).rotated('new-token');
  expect(await readFile(file, 'utf8')).toBe('no json');
  expect(lines).toEqual([
    expect.stringMatching(/^WARNING .* it could not be written to .* \(it is no JSON object any more\)$/),
  ]);
});

test('a config that came through a named pipe cannot keep it, and nobody waits for another', async () => {
  const file = join(folder, 'pipe');
  execFileSync('mkfifo', [file]);
  await refreshTokenKeeper({ ...oauth, file }, logger).rotated('new-token');
  expect(lines).toEqual([expect.stringContaining('(it is no regular file)')]);
});

test('an access token has no refresh token to keep', async () => {
  await refreshTokenKeeper({ kind: 'token', accessToken: 'x' }, logger).rotated('new-token');
  expect(lines).toEqual([]);
});

test('it is settled once every request for a token is over, whatever became of it', async () => {
  const keeper = refreshTokenKeeper(oauth, logger);
  const done: string[] = [];
  const settled = keeper.settled().then(() => done.push('at first'));
  await settled;
  const fails = Promise.reject(new Error('revoked'));
  let answer = () => {};
  const lasts = new Promise<void>((resolve) => {
    answer = resolve;
  });
  keeper.asked(lasts);
  keeper.asked(fails);
  const both = keeper.settled().then(() => done.push('then'));
  await Promise.allSettled([fails]);
  expect(done).toEqual(['at first']);
  answer();
  await both;
  expect(done).toEqual(['at first', 'then']);
});
