import { describe, expect, it } from 'vitest';
import type { Fetch } from '../../src/asana/transport.ts';
import { mayHaveSubtasks } from '../../src/sync/has-subtasks.ts';
import { gids } from '../support/harness.ts';
import { logged, patchRows, SmallWorld } from './small-world.ts';

describe('a row whose num_subtasks', () => {
  it.each([
    [0, false],
    ['0', false],
    [-1, false],
    [2, true],
    ['2', true],
    [null, true],
    [undefined, true],
    ['', true],
    ['many', true],
    [Number.NaN, true],
    [[], true],
  ])('is %o may have subtasks: %s', (num_subtasks, may) => {
    expect(mayHaveSubtasks({ num_subtasks })).toBe(may);
  });

  it('says nothing is asked below, so that no tree is lost', async () => {
    const world = new SmallWorld();
    const [parent, leaf] = [world.task(0), world.task(0)];
    const child = world.subtask(parent);
    const run = await world.next({ fetch: patchRows(/^\/api\/1\.0\/tasks$/, { num_subtasks: null }) });
    expect([run.failures, gids(run, 'subtasks')]).toEqual([[], [child]]);
    expect(run.requests.map(({ path }) => path)).toContain(`/api/1.0/tasks/${leaf}/subtasks`);
  });
});

describe('a list that is answered with null', () => {
  const isNull = (fetch: Fetch): Fetch => {
    return async (input, init) => {
      const answer = await fetch(input, init);
      if (!String(input).includes('/stories')) return answer;
      return new Response('{"data":null,"next_page":null}', { status: 200, headers: answer.headers });
    };
  };

  it('counts as empty, which is counted, and said once a stream', async () => {
    const world = new SmallWorld();
    for (const task of [world.task(0), world.task(0)]) world.story(task);
    const run = await world.next({ fetch: isNull });
    expect([run.failures, gids(run, 'stories')]).toEqual([[], []]);
    expect(run.metrics.total('repaired_count', { stream: 'stories', rule: 'null_list' })).toBe(2);
    expect(logged(run, 'WARNING')).toEqual([expect.stringContaining('was answered with null in place of a list')]);
  });
});
