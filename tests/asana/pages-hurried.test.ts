import { describe, expect, it } from 'vitest';
import { fixedPace } from '../../src/asana/pace/pace.ts';
import { Priority } from '../../src/asana/pace/pacer.ts';
import { type ListQuery, type Page, Pages } from '../../src/asana/pages.ts';
import { sleep } from '../../src/clock.ts';
import { ok, openClient, refusal, requestOf, type Script } from './open-client.ts';

const EXPIRED = 'offset: Your pagination token has expired.';

const listOf = (path: string): ListQuery => ({
  path,
  params: {},
  optFields: [],
  endpoint: path,
  stream: 'tasks',
  priority: Priority.list,
});

/** Each list has 300 rows, and its second page expires once. */
function lists(): Script {
  const expired = new Set<string>();
  return ({ path, query }) => {
    const from = Number(query.get('offset') ?? 0);
    if (from === 100 && !expired.has(path)) {
      expired.add(path);
      return refusal(400, EXPIRED);
    }
    const rows = Array.from({ length: 100 }, (_, at) => ({ gid: `${path} ${from + at}` }));
    return ok(rows, { next_page: from < 200 ? { offset: String(from + 100) } : null });
  };
}

function open(pace = fixedPace(60_000)) {
  const opened = openClient(lists(), { pace });
  const pages = new Pages(opened.client, 100);
  const read = async (path: string, take: (page: Page) => Promise<void> = async () => {}) => {
    let rows = 0;
    for await (const page of pages.read(listOf(path))) {
      rows += page.rows.length;
      await take(page);
    }
    return rows;
  };
  return { ...opened, pages, read };
}

describe('lists that are read to their end without waiting for their readers', () => {
  it('say of each page when it was read, be it taken an hour later', async () => {
    const { clock, read, stop } = open();
    const begun = clock.now();
    const ages: number[] = [];
    await clock.run(
      read('/a', async ({ at }) => {
        ages.push(at - begun);
        await sleep(clock, 3_600_000, stop.signal);
      }),
    );
    expect(ages).toEqual([0, 3_600_002, 3_600_003]);
  });

  it('tell which rows came, so that whoever reads the rest leaves these out', async () => {
    const { clock, pages } = open();
    const seen = new Set(['/a 250']);
    const came: unknown[] = [];
    const read = async () => {
      for await (const { rows } of pages.read(listOf('/a'), seen)) came.push(...rows.map(({ gid }) => gid));
    };
    await clock.run(read());
    expect(came).toHaveLength(299);
    expect(seen.size).toBe(300);
  });

  it('are held in memory one at a time: the next begins when the one before is taken', async () => {
    const { asked, clock, read, stop } = open();
    const slowly = () => sleep(clock, 60_000, stop.signal);
    await clock.run(Promise.all([read('/a', slowly), read('/b', slowly), read('/c', slowly)]));
    const restarts = ['/a', '/b', '/c'].map((each) => {
      const starts = asked.filter(({ path, query }) => path === each && !query.has('offset'));
      expect(starts).toHaveLength(2);
      return starts[1]?.at ?? 0;
    });
    // Two pages are left to take of each, a minute each.
    expect(restarts.map((at) => Math.floor(at / 60_000))).toEqual([1, 3, 5]);
  });

  it('let the next one go when a reader stops early', async () => {
    const { clock, pages, read } = open();
    const early = async () => {
      let taken = 0;
      for await (const _ of pages.read(listOf('/a'))) if (++taken === 2) return;
    };
    expect(await clock.run(Promise.all([early(), read('/b')]))).toEqual([undefined, 300]);
  });

  it('let the next one go when a reader throws', async () => {
    const { clock, read } = open();
    let taken = 0;
    const failing = read('/a', async () => {
      if (++taken === 2) throw new Error('disk full');
    });
    const results = await clock.run(Promise.allSettled([failing, read('/b')]));
    expect(results).toMatchObject([{ reason: { message: 'disk full' } }, { value: 300 }]);
  });

  it('let the next one go when they cannot be read', async () => {
    const opened = openClient((asked, index) => {
      if (asked.path === '/a' && index > 1) return refusal(403);
      return lists()(asked, index);
    });
    const pages = new Pages(opened.client, 100);
    const all = (path: string) => pages.all(listOf(path)).then((rows) => rows.length);
    const results = await opened.clock.run(Promise.allSettled([all('/a'), all('/b')]));
    expect(results[0]).toMatchObject({ status: 'rejected' });
    expect(results[1]?.status).not.toBe('pending');
  });

  it('end with the run, those that wait for their turn too', async () => {
    const { clock, read, stop } = open();
    const never = () => sleep(clock, 3_600_000, stop.signal);
    const jobs = [read('/a', never), read('/b', never), read('/c')];
    clock.after(3_700_000, () => stop.abort(new Error('stopped')));
    const results = await clock.run(Promise.allSettled(jobs));
    expect(results.filter(({ status }) => status === 'rejected').length).toBeGreaterThanOrEqual(2);
    for (const result of results)
      if (result.status === 'rejected') expect(result).toMatchObject({ reason: { message: 'stopped' } });
  });

  it('go before new lists: they are open', async () => {
    const { asked, client, clock, read } = open(fixedPace(60));
    const others: Promise<unknown>[] = [];
    await clock.run(
      read('/a', async () => {
        for (let at = others.length; at < 20; at += 1) others.push(client.get(requestOf(`/other${at}`)));
      }),
    );
    await clock.run(Promise.all(others));
    const order = asked.map(({ path }) => path);
    expect(order.filter((path) => path === '/a')).toHaveLength(5);
    // One other was let go before, and one each while an answer was on its way.
    expect(order.lastIndexOf('/a')).toBeLessThan(10);
  });
});
