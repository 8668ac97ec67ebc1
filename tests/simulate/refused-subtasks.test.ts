import { describe, expect, it } from 'vitest';
import type { Fetch } from '../support/fetch.ts';
import { gids, Harness } from '../support/harness.ts';

const SIZES = {
  projects: 1,
  tasks: 1,
  looseTasks: 0,
  subtasks: 2,
  subtaskParents: 1,
  subtaskDepth: 1,
  storiesPerTask: 2,
};
const STREAMS = ['tasks', 'subtasks', 'stories'] as const;

type Bookmarks = { bookmarks: Record<string, { refused?: string[] }> };

/** Answers one list with a status. */
function refuse(list: string, status: number) {
  return (fetch: Fetch): Fetch =>
    async (url, init) =>
      url.includes(list) ? new Response('{"errors":[{"message":"No."}]}', { status }) : fetch(url, init);
}

/** Two runs: in the first the list of a task's subtasks is refused. */
async function open() {
  const harness = new Harness({ sizes: SIZES });
  const task = harness.sandbox.world.gid('task', 0);
  const subtask = harness.sandbox.world.gid('task', 1);
  const first = await harness.sync({ streams: STREAMS, fetch: refuse(`/${task}/subtasks`, 403) });
  harness.later();
  return { harness, task, subtask, state: first.states.at(-1) };
}

describe('subtasks that were refused once', () => {
  it('are remembered by each stream that misses something', async () => {
    const { task, state } = await open();
    const { subtasks, stories } = (state as Bookmarks).bookmarks;
    expect([subtasks?.refused, stories?.refused]).toEqual([[task], [task]]);
  });

  it('come with their stories in the next run, even if only these are selected then', async () => {
    const { harness, state } = await open();
    const { stories } = harness.sandbox.truth();
    const second = await harness.sync({ streams: ['stories'], state });
    expect(gids(second, 'stories').sort()).toEqual([...stories].sort());
    harness.later();
    const third = await harness.sync({ streams: ['subtasks'], state: second.states.at(-1) });
    expect(gids(third, 'subtasks').sort()).toEqual([...harness.sandbox.truth().subtasks].sort());
  });

  it('are asked again when something below them failed', async () => {
    const { harness, task, subtask, state } = await open();
    const second = await harness.sync({ streams: STREAMS, state, fetch: refuse(`/${subtask}/stories`, 400) });
    expect(second.failures).toHaveLength(1);
    expect((second.states.at(-1) as Bookmarks).bookmarks['stories']?.refused).toEqual([task]);
    harness.later();
    const third = await harness.sync({ streams: STREAMS, state: second.states.at(-1) });
    expect(gids(third, 'stories')).toEqual(expect.arrayContaining(storiesOf(harness, 1)));
    expect((third.states.at(-1) as Bookmarks).bookmarks['stories']?.refused).toEqual([]);
  });
});

function storiesOf({ sandbox: { world } }: Harness, task: number): string[] {
  return Array.from(world.lists.taskStories.ids(task), (story) => world.gid('story', story));
}
