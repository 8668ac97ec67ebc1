import { expect, it } from 'vitest';
import { gids } from '../support/harness.ts';
import { FAMILY, SmallWorld, stateOf } from './small-world.ts';

type Json = Record<string, unknown>;

/** A stream's bookmark in a STATE message. */
function bookmarkIn(message: Json | undefined, stream: string): Json {
  const value = message?.['value'] as { bookmarks: Record<string, Json> } | undefined;
  return value?.bookmarks[stream] ?? {};
}

it('each stream may have echoed another STATE of a run: two runs later nothing is missing, nor what changed meanwhile', async () => {
  const world = new SmallWorld({ sizes: { projects: 3 }, latencyMs: 4000 });
  const tasks = Array.from({ length: 120 }, (_, task) => world.task(task % 3));
  const children = tasks.filter((_, task) => task % 4 === 0).map((task) => world.subtask(task));
  for (const task of [...tasks, ...children]) world.story(task);
  const one = await world.next({ config: { max_concurrent_requests: 3 } });
  const states = one.messages.flatMap(({ type }, index) => (type === 'STATE' ? [index] : []));
  expect(states.length).toBeGreaterThan(4);
  // Some of them were written inside of partitions.
  const places = states.map((index) => bookmarkIn(one.messages[index], 'subtasks')['open'] ?? {});
  expect(places.filter((open) => Object.values(open).some((place) => place !== '')).length).toBeGreaterThan(1);

  for (const task of children) world.edit({ type: 'rename-task', task, name: 'changed' });
  const late = children.map((task) => world.story(task));
  for (const turn of states.keys()) {
    const echoed = FAMILY.map((stream, place) => [stream, states[(turn + 2 * place) % states.length] ?? 0] as const);
    const bookmarks = echoed.map(([stream, index]) => [stream, bookmarkIn(one.messages[index], stream)]);
    const two = await world.next({ state: { bookmarks: Object.fromEntries(bookmarks) } });
    const three = await world.next({ state: stateOf(two) });
    const later = (stream: string) => [...(two.records.get(stream) ?? []), ...(three.records.get(stream) ?? [])];
    const changed = later('subtasks').filter(({ name }) => name === 'changed');
    expect(changed.map(({ gid }) => gid)).toEqual(expect.arrayContaining(children));
    expect(later('stories').map(({ gid }) => gid)).toEqual(expect.arrayContaining(late));
    for (const [stream, index] of echoed) {
      const loaded = one.messages.slice(0, index).filter((message) => message['stream'] === stream);
      const rows = [...loaded.map(({ record }) => record as Json | undefined), ...later(stream)];
      const table = new Set(rows.map((row) => String(row?.['gid'])));
      expect(gids(one, stream).filter((gid) => !table.has(gid))).toEqual([]);
    }
  }
});
