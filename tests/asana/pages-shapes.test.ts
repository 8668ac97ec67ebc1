import { describe, expect, it } from 'vitest';
import { LongAnswerError } from '../../src/asana/errors.ts';
import { Priority } from '../../src/asana/pace/pacer.ts';
import { type ListQuery, Pages } from '../../src/asana/pages.ts';
import { StreamError } from '../../src/errors.ts';
import { ok, openClient, refusal, type Script } from './open-client.ts';

const QUERY: ListQuery = {
  path: '/jobs',
  params: { workspace: '7' },
  optFields: ['gid', 'name'],
  endpoint: '/jobs',
  stream: 'jobs',
  priority: Priority.list,
};

function open(script: Script) {
  const opened = openClient(script);
  return { ...opened, pages: new Pages(opened.client, 100) };
}

describe('one object', () => {
  it('is a page of one row, asked for without a limit', async () => {
    const { asked, clock, pages } = open(() => ok({ gid: '1', name: 'a' }));
    const begun = clock.now();
    expect(await clock.run(pages.one(QUERY))).toEqual({ rows: [{ gid: '1', name: 'a' }], at: begun });
    expect(asked[0]?.path).toBe('/jobs');
    expect(Object.fromEntries(asked[0]?.query ?? [])).toEqual({ workspace: '7', opt_fields: 'gid,name' });
  });

  it('without fields asks for none', async () => {
    const { asked, clock, pages } = open(() => ok({ gid: '1' }));
    await clock.run(pages.one({ ...QUERY, optFields: [] }));
    expect(asked[0]?.query.has('opt_fields')).toBe(false);
  });

  it('that is null is a page without rows', async () => {
    const { clock, pages } = open(() => ok(null));
    expect((await clock.run(pages.one(QUERY))).rows).toEqual([]);
  });

  it.each([[[]], ['text'], [7]])('that is none (%o) fails instead of being lost', async (data) => {
    const { clock, pages } = open(() => ok(data));
    await expect(clock.run(pages.one(QUERY))).rejects.toThrow(StreamError);
  });
});

it('one object that is refused for its offset, which it has not, fails by itself', async () => {
  const { clock, pages } = open(() => refusal(400, 'Your pagination token has expired.'));
  await expect(clock.run(pages.one(QUERY))).rejects.toThrow(StreamError);
});

describe('a list without pages', () => {
  it('takes no limit', async () => {
    const { asked, clock, pages } = open(() => ok([{ gid: '1' }]));
    expect(await clock.run(pages.all({ ...QUERY, shape: 'whole' }))).toEqual([{ gid: '1' }]);
    expect(asked[0]?.query.has('limit')).toBe(false);
  });

  it('cannot be asked for in smaller ones', async () => {
    const { asked, clock, pages } = open(() => refusal(504));
    await expect(clock.run(pages.all({ ...QUERY, shape: 'whole' }))).rejects.toThrow(StreamError);
    expect(asked).toHaveLength(6);
  });
});

describe('a list that never ends', () => {
  it('ends with its first empty page, though there is a next one', async () => {
    const { asked, clock, pages } = open((_, index) =>
      ok(index < 2 ? [{ gid: String(index) }] : [], { next_page: { offset: `after ${index}` } }),
    );
    expect(await clock.run(pages.all({ ...QUERY, shape: 'endless' }))).toEqual([{ gid: '0' }, { gid: '1' }]);
    expect(asked).toHaveLength(3);
  });
});

describe('a list of rows that are larger than memory has room for', () => {
  const tooLong = (most: number): Script => {
    return ({ query }) => {
      if (Number(query.get('limit')) > most) throw new LongAnswerError(100);
      return ok([{ gid: '1' }]);
    };
  };

  it('is asked for with half the page at once', async () => {
    const { asked, clock, pages } = open(tooLong(25));
    const begun = clock.now();
    expect(await clock.run(pages.all(QUERY))).toEqual([{ gid: '1' }]);
    expect(asked.map(({ query }) => query.get('limit'))).toEqual(['100', '50', '25']);
    expect(clock.now() - begun).toBeLessThan(100);
  });

  it('fails with the smallest page', async () => {
    const { asked, clock, pages } = open(tooLong(0));
    await expect(clock.run(pages.all(QUERY))).rejects.toThrow(/failed: the answer has more than 100 bytes\.$/);
    expect(asked).toHaveLength(5);
  });
});

describe('a list that has no end, each page with another offset', () => {
  const endless =
    (row: (index: number) => unknown): Script =>
    (_, index) =>
      ok([row(index)], { next_page: { offset: `o${index}` } });

  it.each<[string, (index: number) => unknown]>([
    ['the same row again and again', () => ({ gid: '1' })],
    ['the same few rows', (index) => ({ gid: `${index % 7}` })],
    ['rows without a gid', () => ({ name: 'a' })],
    ['nothing that is a row', () => null],
  ])('fails where it has %s', async (_, row) => {
    const { asked, clock, pages } = open(endless(row));
    await expect(clock.run(pages.all(QUERY))).rejects.toThrow('GET /jobs has 1001 pages without a new row, and more.');
    expect(asked.length).toBeLessThan(1020);
  });

  it('is told from a long list that is begun again', async () => {
    let expired = 0;
    const { clock, pages } = open((one) => {
      const index = Number(one.query.get('offset') ?? 0);
      if (index === 1500 && expired++ === 0) return refusal(400, 'Your pagination token has expired.');
      return ok([{ gid: `${index}` }], index < 1600 ? { next_page: { offset: `${index + 1}` } } : {});
    });
    expect(await clock.run(pages.all(QUERY))).toHaveLength(1601);
    expect(expired).toBe(2);
  });
});

describe('lists that wait for one place', () => {
  /** @returns what is asked for, in this order, where each list has two pages and some offsets die once */
  const order = async (dying = '') => {
    const dead = new Set([dying]);
    const { asked, client, clock } = openClient(
      ({ path, query }) => {
        const isSecond = query.has('offset');
        if (isSecond && dead.delete(path)) return refusal(400, 'Your pagination token has expired.');
        return ok([{ gid: `${path}${isSecond}` }], { next_page: isSecond ? null : { offset: 'o' } });
      },
      { places: 1 },
    );
    const pages = new Pages(client, 100);
    await clock.run(Promise.all(['/a', '/b', '/c', '/d'].map((path) => pages.all({ ...QUERY, path }))));
    return asked.map(({ path, query }) => `${path}${query.has('offset') ? ' on' : ''}`);
  };

  it('are gone on with before others are begun, so that their offsets live', async () => {
    expect(await order()).toEqual(['/a', '/a on', '/b', '/b on', '/c', '/c on', '/d', '/d on']);
  });

  it('are begun again before others are begun', async () => {
    const began = await order('/a');
    expect(began.slice(0, 2)).toEqual(['/a', '/a on']);
    expect(began.lastIndexOf('/a')).toBeLessThan(began.indexOf('/c'));
    expect(began.lastIndexOf('/a on')).toBeLessThan(began.indexOf('/c'));
  });
});
