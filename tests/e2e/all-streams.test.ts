import { expect, it } from 'vitest';
import { streamNames, streamRow } from '../../src/streams/table.ts';
import { type Ended, gids, serve, stateOf } from './tap.ts';

/** The keys of a stream's records as the sandbox's truth writes them. */
function keys({ messages }: Ended, stream: (typeof streamNames)[number]): string[] {
  return messages
    .filter((message) => message['type'] === 'RECORD' && message['stream'] === stream)
    .map(({ record }) =>
      streamRow(stream)
        .key.map((field) => (record as Record<string, string>)[field])
        .join('|'),
    )
    .sort();
}

it('every stream there is comes whole from the executable, and the next run has what is new', async () => {
  expect(streamNames.length).toBeGreaterThan(40);
  const sizes = { tasks: 30, subtasks: 8, subtaskParents: 4, otherPortfolios: 2 };
  const { sandbox, tap, later } = await serve({ plan: 'enterprise', serviceAccount: true, sizes });
  const catalog = JSON.parse((await tap.run('--discover')).out) as {
    streams: { metadata: { breadcrumb: string[]; metadata: { selected?: boolean } }[] }[];
  };
  expect(catalog.streams).toHaveLength(streamNames.length);
  for (const { metadata } of catalog.streams) {
    for (const entry of metadata) if (entry.breadcrumb.length === 0) entry.metadata.selected = true;
  }
  tap.file('catalog.json', catalog);

  const one = await tap.run('--config config.json --catalog catalog.json');
  expect([one.code, one.err.match(/^(WARNING|ERROR|CRITICAL).*$/gm)]).toEqual([0, null]);
  const truth = sandbox.truth();
  for (const stream of streamNames) {
    expect([stream, truth[stream].length > 0]).toEqual([stream, true]);
    expect([stream, keys(one, stream)]).toEqual([stream, [...truth[stream]].sort()]);
  }

  later();
  const day = new Date().toISOString().slice(0, 'YYYY-MM-DD'.length);
  const made = {
    attachments: sandbox.edit({ type: 'add-attachment', parent: 'task:1' }).gid,
    status_updates: sandbox.edit({ type: 'add-status-update', parent: 'goal:0' }).gid,
    goals: sandbox.edit({ type: 'add-goal' }).gid,
    time_tracking_entries: sandbox.edit({ type: 'add-time-entry', task: 'task:0', minutes: 5, enteredOn: day }).gid,
    audit_log_events: sandbox.edit({ type: 'add-audit-event' }).gid,
  };
  tap.file('state.json', stateOf(one));
  const two = await tap.run('--config config.json --catalog catalog.json --state state.json');
  expect(two.code).toBe(0);
  for (const [stream, gid] of Object.entries(made))
    expect([stream, gids(stream, two)]).toEqual([stream, expect.arrayContaining([gid])]);
  expect(gids('audit_log_events', two)).toHaveLength(1);
  expect(gids('attachments', two).length).toBeLessThan(gids('attachments', one).length);

  const tested = await tap.run('--config config.json --catalog catalog.json --test');
  expect([tested.code, stateOf(tested)]).toEqual([0, undefined]);
  for (const stream of streamNames) expect([stream, keys(tested, stream).length]).toEqual([stream, 1]);
});
