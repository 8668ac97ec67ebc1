import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { FakeIo } from './fake-io.ts';

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

test('serves until a signal stops it, and says where', async () => {
  const io = new FakeIo('sandbox --seed 3 --size tasks=10 --size subtasks=0 --latency 1 --quota none'.split(' '));
  const ended = main(io);
  await until(() => io.out.includes('access_token'));
  const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(io.out) ?? [];
  expect(io.out).toContain('no quota');
  expect((await fetch(`${url}/api/1.0/users/me`)).status).toBe(401);
  io.signal('SIGINT');
  expect(await ended).toBe(130);
  expect(io.err.trimEnd().split('\n').at(-1)).toBe('CRITICAL stopped by SIGINT');
});

test('a world that cannot be is bad usage', async () => {
  const io = new FakeIo('sandbox --size archivedProjects=99'.split(' '));
  expect(await main(io)).toBe(2);
  expect(io.err).toMatch(/^CRITICAL sandbox sizes: /);
  expect(io.out).toBe('');
});

test('a size that there is not is bad usage', async () => {
  const io = new FakeIo('sandbox --size task=10'.split(' '));
  expect(await main(io)).toBe(2);
  expect(io.err).toMatch(/^CRITICAL sandbox sizes: task: there is no such size; there are .*\btasks\b/);
});

test('a port that is taken is bad usage', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const io = new FakeIo(['sandbox', '--port', String(port)]);
  expect(await main(io)).toBe(2);
  expect(io.err).toBe(`CRITICAL --port ${port}: is in use\n`);
  server.close();
});

test('a scenario that is not there is bad usage', async () => {
  const io = new FakeIo(['sandbox', '--scenario', '/nowhere/scenario.json']);
  expect(await main(io)).toBe(2);
  expect(io.err).toContain('/nowhere/scenario.json');
});
