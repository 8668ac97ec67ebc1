import { describe, expect, it } from 'vitest';
import { Priority } from '../../src/asana/pace/pacer.ts';
import { type ListQuery, Pages } from '../../src/asana/pages.ts';
import { StreamError } from '../../src/errors.ts';
import { type Asked, ok, openClient, refusal, type Script } from './open-client.ts';

const QUERY: ListQuery = {
  path: '/tasks',
  params: { project: '1201', modified_since: '2026-11-20T08:00:00.000Z' },
  optFields: ['gid', 'name'],
  endpoint: '/tasks',
  stream: 'tasks',
  priority: Priority.list,
};

const EXPIRED = 'offset: Your pagination token has expired.';

/** A list of so many rows, in pages; an offset is the number of rows before it, and its generation. */
function list(total: number, change: (asked: Asked, index: number) => Response | undefined = () => undefined): Script {
  return (asked, index) => {
    const changed = change(asked, index);
    if (changed !== undefined) return changed;
    const from = Number(asked.query.get('offset') ?? 0);
    const to = Math.min(total, from + Number(asked.query.get('limit')));
    const rows = Array.from({ length: to - from }, (_, at) => ({ gid: String(from + at) }));
    return ok(rows, { next_page: to < total ? { offset: String(to), path: '/x', uri: 'https://x' } : null });
  };
}

function open(script: Script, pageSize = 100) {
  const opened = openClient(script);
  const pages = new Pages(opened.client, pageSize);
  const offsets = () => opened.asked.map(({ query }) => query.get('offset') ?? 'start');
  return { ...opened, pages, offsets };
}

async function gids(pages: Pages, query = QUERY, seen?: Set<string>): Promise<string[]> {
  const found: string[] = [];
  for await (const { rows } of pages.read(query, seen)) found.push(...rows.map(({ gid }) => String(gid)));
  return found;
}

const count = (total: number, from = 0) => Array.from({ length: total }, (_, at) => String(from + at));

describe('a list', () => {
  it('that is held has as many rows as it may', async () => {
    const { clock, pages } = open(list(300_000), 300_000);
    expect(await clock.run(pages.all(QUERY))).toHaveLength(300_000);
  });

  it('is asked for page by page, with the same parameters', async () => {
    const { asked, clock, pages } = open(list(250));
    expect(await clock.run(gids(pages))).toEqual(count(250));
    expect(asked.map(({ query }) => Object.fromEntries(query))).toEqual(
      [undefined, '100', '200'].map((offset) => ({
        project: '1201',
        modified_since: '2026-11-20T08:00:00.000Z',
        limit: '100',
        ...(offset !== undefined && { offset }),
        opt_fields: 'gid,name',
      })),
    );
  });

  it('leaves its rows to a reader who takes one page and goes', async () => {
    const { clock, pages } = open(list(250));
    const job = async () => {
      for await (const { rows } of pages.read(QUERY)) return rows;
      return [];
    };
    expect(await clock.run(job())).toHaveLength(100);
  });

  it('without fields asks for none', async () => {
    const { asked, clock, pages } = open(list(1));
    expect(await clock.run(pages.all({ ...QUERY, optFields: [] }))).toEqual([{ gid: '0' }]);
    expect(asked[0]?.query.has('opt_fields')).toBe(false);
  });

  it('is not asked for further than its reader goes', async () => {
    const { asked, clock, pages } = open(list(1000));
    const first = async () => {
      for await (const page of pages.read(QUERY)) return page.rows.length;
      return 0;
    };
    expect(await clock.run(first())).toBe(100);
    expect(asked).toHaveLength(1);
  });

  it('lets go of a page once the next one is asked for, whoever still holds it', async () => {
    const { clock, pages } = open(list(250));
    const read = pages.read(QUERY);
    const first = (await clock.run(read.next())).value;
    expect(first?.rows).toHaveLength(100);
    await clock.run(read.next());
    expect(first?.rows).toHaveLength(0);
  });

  it('goes on after an empty page: next_page alone ends it', async () => {
    const answers = [
      () => ok([{ gid: '0' }], { next_page: { offset: 'a' } }),
      () => ok([], { next_page: { offset: 'b' } }),
      () => ok([{ gid: '1' }], { next_page: null }),
    ];
    const { clock, offsets, pages } = open((_, index) => answers[index]?.() ?? refusal(404));
    expect(await clock.run(gids(pages))).toEqual(['0', '1']);
    expect(offsets()).toEqual(['start', 'a', 'b']);
  });

  it('with pages that are empty for ever ends', async () => {
    const { asked, clock, pages } = open((_, index) => ok([], { next_page: { offset: `after ${index}` } }));
    await expect(clock.run(gids(pages))).rejects.toThrow('GET /tasks has 1001 pages without a new row, and more.');
    expect(asked).toHaveLength(1001);
  });

  it('may have many empty pages among others', async () => {
    const { clock, pages } = open((_, index) =>
      ok(index % 900 === 899 ? [{ gid: String(index) }] : [], {
        next_page: index < 2700 ? { offset: `after ${index}` } : null,
      }),
    );
    expect(await clock.run(gids(pages))).toEqual(['899', '1799', '2699']);
  });

  it.each([[null], ['text'], [{ gid: '1' }], [7]])('that is none (%o) fails instead of being lost', async (data) => {
    const { clock, pages } = open(() => ok(data));
    await expect(clock.run(gids(pages))).rejects.toThrow(StreamError);
  });

  it.each([{}, { offset: null }, { offset: '' }, { offset: 7 }, 'more'])(
    'with a next page that cannot be asked for (%o) fails instead of ending early',
    async (next_page) => {
      const { clock, pages } = open(() => ok([], { next_page }));
      await expect(clock.run(gids(pages))).rejects.toThrow('GET /tasks has a next page, but does not say where.');
    },
  );

  it('keeps rows without a gid, and makes empty ones of what is no row', async () => {
    const { clock, pages } = open(() => ok([{ gid: 7 }, { gid: 7 }, { gid: '7' }, { name: 'x' }, null, 'y', [1]]));
    expect(await clock.run(pages.all(QUERY))).toEqual([{ gid: 7 }, { name: 'x' }, {}, {}, {}]);
  });

  it('leaves out rows that were seen', async () => {
    const { clock, pages } = open(list(5));
    const seen = new Set(['1', '3']);
    expect(await clock.run(gids(pages, QUERY, seen))).toEqual(['0', '2', '4']);
    expect([...seen].sort()).toEqual(count(5));
  });
});

describe('a list whose offset died', () => {
  const dies = (at: string, times = 1) => {
    let left = times;
    return (asked: Asked) => (asked.query.get('offset') === at && left-- > 0 ? refusal(400, EXPIRED) : undefined);
  };

  it('is begun again, and no row comes twice', async () => {
    const { clock, offsets, pages } = open(list(350, dies('200')));
    expect(await clock.run(gids(pages))).toEqual(count(350));
    expect(offsets()).toEqual(['start', '100', '200', 'start', '100', '200', '300']);
  });

  it('brings the rows that came meanwhile', async () => {
    const { clock, pages } = open((asked, index) => {
      if (index === 1) return refusal(400, EXPIRED);
      return list(index === 0 ? 150 : 260)(asked, index);
    });
    expect(await clock.run(gids(pages))).toEqual(count(260));
  });

  it('is begun again three times, then given up', async () => {
    const thrice = open(list(350, dies('200', 3)));
    expect(await thrice.clock.run(gids(thrice.pages))).toEqual(count(350));
    const fourth = open(list(350, dies('200', 4)));
    const rows: string[] = [];
    const read = async () => {
      for await (const page of fourth.pages.read(QUERY)) rows.push(...page.rows.map(({ gid }) => String(gid)));
    };
    await expect(fourth.clock.run(read())).rejects.toThrow(/expired\. \(begun again 3 times\)$/);
    expect(rows).toEqual(count(200));
  });

  it('then is read to its end without waiting for its reader', async () => {
    const { asked, clock, pages } = open(list(1000, dies('100')));
    const asIsRead: number[] = [];
    const read = async () => {
      for await (const _ of pages.read(QUERY)) asIsRead.push(asked.length);
    };
    await clock.run(read());
    expect(asIsRead).toEqual([1, ...Array.from({ length: 9 }, () => 12)]);
  });

  it('is treated alike when it leads back to a page it has been on', async () => {
    let circles = 1;
    const { clock, offsets, pages } = open((asked, index) => {
      if (asked.query.get('offset') === '200' && circles-- > 0) return ok([], { next_page: { offset: '100' } });
      return list(350)(asked, index);
    });
    expect(await clock.run(gids(pages))).toEqual(count(350));
    expect(offsets()).toEqual(['start', '100', '200', 'start', '100', '200', '300']);
  });

  it('is given up when it leads back each time', async () => {
    const { clock, pages } = open(() => ok([], { next_page: { offset: 'again' } }));
    await expect(clock.run(gids(pages))).rejects.toThrow(/^GET \/tasks repeats a page offset/);
  });
});

describe('a list that is too heavy', () => {
  const heavy =
    (most: number, status = 504) =>
    (asked: Asked) =>
      Number(asked.query.get('limit')) > most ? refusal(status) : undefined;

  it.each([500, 504])('is asked for again from its start with half the page after %i', async (status) => {
    const { asked, clock, pages } = open(list(60, heavy(25, status)));
    expect(await clock.run(gids(pages))).toEqual(count(60));
    expect([...new Set(asked.map(({ query }) => query.get('limit')))]).toEqual(['100', '50', '25']);
  });

  it('is asked for in pages of 10 at the least', async () => {
    const { asked, clock, pages } = open(list(60, heavy(0)));
    await expect(clock.run(gids(pages))).rejects.toThrow(StreamError);
    expect([...new Set(asked.map(({ query }) => query.get('limit')))]).toEqual(['100', '50', '25', '12', '10']);
    expect(asked).toHaveLength(30);
  });

  it('is not made smaller when its pages are small already, nor for 503', async () => {
    const small = open(list(60, heavy(0)), 8);
    await expect(small.clock.run(gids(small.pages))).rejects.toThrow(StreamError);
    expect(small.asked).toHaveLength(6);
    const down = open(() => refusal(503));
    await expect(down.clock.run(gids(down.pages))).rejects.toThrow(StreamError);
    expect(down.asked).toHaveLength(6);
  });

  it('in its middle brings no row twice', async () => {
    const { clock, pages } = open(
      list(350, (asked) => (asked.query.get('offset') === '200' ? heavy(50)(asked) : undefined)),
    );
    expect(await clock.run(gids(pages))).toEqual(count(350));
  });
});
