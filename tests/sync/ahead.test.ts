import { expect, it } from 'vitest';
import { SmallWorld } from './small-world.ts';

const FAR = '2999-01-01T00:00:00.000Z';

async function warnings(bookmarks: Readonly<Record<string, unknown>>, config = {}, streams = ['tasks', 'projects']) {
  const world = new SmallWorld({ sizes: { projects: 2, users: 1 } });
  world.later();
  const run = await world.next({ streams, config, state: { bookmarks } });
  return run.log.split('\n').filter((line) => line.startsWith('WARNING') && line.includes('in the future'));
}

it('bookmarks in the future are warned of, by stream: they hide what was changed', async () => {
  expect(
    await warnings({ tasks: { partitions: { 1201: FAR, 1202: FAR, 1203: '' } }, projects: { modified_at: FAR } }),
  ).toEqual([
    'WARNING projects: a bookmark of the state lies in the future, and what was changed before is not read. Set them back, or to "" for everything.',
    'WARNING tasks: 2 bookmarks of the state lie in the future, and what was changed before is not read. Set them back, or to "" for everything.',
  ]);
});

it('a bookmark of a run before, or of a clock that differs a little, is none of these', async () => {
  expect(await warnings({ tasks: { partitions: { 1201: '2020-01-01T00:00:00.000Z', 1202: '' } } })).toEqual([]);
});

it('so is a start_date, unless nothing begins at one', async () => {
  const config = { start_date: '2999-01-01' };
  expect(await warnings({}, config)).toEqual([
    'WARNING start_date lies in the future: of lists without a bookmark, what was changed before is not read. Set it back, and the bookmarks that they get in this run to "".',
  ]);
  expect(await warnings({}, config, ['users'])).toEqual([]);
  expect(await warnings({}, { start_date: '2020-01-01' })).toEqual([]);
});
