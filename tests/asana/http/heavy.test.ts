import { gzipSync } from 'node:zlib';
import { expect, it, onTestFinished } from 'vitest';
import { Health } from '../../../src/asana/health.ts';
import { HEAVY_BYTES, heavyTurns } from '../../../src/asana/http/heavy.ts';
import { createTransport } from '../../../src/asana/http/transport.ts';
import { Priority } from '../../../src/asana/pace/pacer.ts';
import { type Page, Pages } from '../../../src/asana/pages.ts';
import { sleep } from '../../../src/clock.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';
import { ok, openClient, refusal, type Script } from '../open-client.ts';
import { serve } from './loopback.ts';

const MINUTE = 60_000;

/** An answer that is large, by what it says before it is unpacked. */
function heavy(answer: Response): Response {
  return Object.assign(answer, { size: HEAVY_BYTES });
}

/** Lists, and the paths of those of which an answer has been unpacked. */
function open(script: Script) {
  const unpacked: string[] = [];
  const opened = openClient(async (asked, index) => {
    const answer = await script(asked, index);
    if (answer instanceof Error) throw answer;
    const read = answer.text.bind(answer);
    const text = () => {
      unpacked.push(asked.path);
      return read();
    };
    return Object.assign(answer, { text });
  });
  const pages = new Pages(opened.client, 100);
  const read = (path: string) =>
    pages.read({ path, params: {}, optFields: [], endpoint: path, stream: 'tasks', priority: Priority.list });
  return { ...opened, pages, unpacked, read };
}

const row: Script = () => heavy(ok([{ gid: '1' }]));

it('large answers are unpacked one at a time, each when the rows of the one before are taken', async () => {
  const { clock, read, unpacked } = open(row);
  await clock.run(
    (async () => {
      const first = read('/a');
      await first.next();
      const second = read('/b').next();
      // Longer than any request may take, and longer than a run waits for one to succeed.
      await sleep(clock, 20 * MINUTE, new AbortController().signal);
      expect(unpacked).toEqual(['/a']);
      expect((await first.next()).done).toBe(true);
      expect((await second).value).toMatchObject({ rows: [{ gid: '1' }] });
      expect(unpacked).toEqual(['/a', '/b']);
    })(),
  );
});

it('the others do not wait for them', async () => {
  const page = () => Object.assign(ok([{ gid: '2' }]), { size: 2 ** 20 });
  const { clock, read } = open(({ path }) => (path === '/a' ? heavy(ok([{ gid: '1' }])) : page()));
  const job = async () => {
    await read('/a').next();
    return (await read('/b').next()).value;
  };
  expect(await clock.run(job())).toMatchObject({ rows: [{ gid: '2' }] });
});

it('who waits for his turn is not asking: what failed before is no failure of that time', async () => {
  const [health, clock] = [new Health(), new VirtualClock()];
  const { signal } = new AbortController();
  const enter = heavyTurns(health, clock, signal);
  health.begin(clock.now());
  const leave = await enter(HEAVY_BYTES);
  health.failed(clock.now(), clock.now(), 'reset');
  const next = enter(HEAVY_BYTES);
  await clock.run(sleep(clock, 20 * MINUTE, signal));
  leave?.();
  await next;
  expect(() => health.failed(clock.now(), clock.now(), 'reset')).not.toThrow();
});

it('one that is no good, and one whose reader leaves, keep nobody waiting', async () => {
  const { clock, read } = open(({ path }) => heavy(path === '/refused' ? refusal(403) : ok([{ gid: '1' }])));
  const job = async () => {
    await expect(read('/refused').next()).rejects.toThrow('403');
    for await (const _ of read('/left')) break;
    return (await read('/b').next()).value;
  };
  expect(await clock.run(job())).toMatchObject({ rows: [{ gid: '1' }] });
});

it('one that cannot be unpacked keeps nobody waiting, not even itself', async () => {
  const broken = () => Object.assign(heavy(ok()), { text: () => Promise.reject(new TypeError('terminated')) });
  const { clock, read } = open((asked, index) => (index === 0 ? broken() : row(asked, index)));
  expect((await clock.run(read('/a').next())).value).toMatchObject({ rows: [{ gid: '1' }] });
});

it('a list that is read again to its end waits for no reader', async () => {
  const { clock, read } = open(({ path }, index) =>
    path === '/b' && index === 1
      ? refusal(400, 'offset: Your pagination token has expired.')
      : heavy(ok([{ gid: '1' }])),
  );
  const job = async () => {
    await read('/a').next();
    return (await read('/b').next()).value as Page;
  };
  expect(await clock.run(job())).toMatchObject({ rows: [{ gid: '1' }] });
});

it('an object that is asked for by itself has nobody wait for its reader', async () => {
  const { clock, pages, read } = open(({ path }) => heavy(ok(path === '/one' ? { gid: '1' } : [{ gid: '2' }])));
  const one = { params: {}, optFields: [], endpoint: '/one', stream: 'jobs', priority: Priority.list };
  const job = async () => {
    await pages.one({ ...one, path: '/one' });
    return (await read('/b').next()).value;
  };
  expect(await clock.run(job())).toMatchObject({ rows: [{ gid: '2' }] });
});

it('how large an answer will be is known before it is unpacked', async () => {
  const text = 'ä'.repeat(100_000);
  const server = await serve(({ url }, response) => {
    if (url === '/packed') response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(text));
    else response.end(text);
  });
  const { fetch, close } = await createTransport({}, 2);
  onTestFinished(close);
  for (const path of ['/packed', '/'])
    expect((await fetch(`${server.url}${path}`, { method: 'GET', headers: {} })).size).toBe(200_000);
});
