import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { coreStreams } from '../support/core-streams.ts';
import { gids, serve, stateOf, Tap, TOKEN } from './tap.ts';

interface Catalog {
  readonly streams: readonly {
    readonly tap_stream_id: string;
    readonly metadata: readonly {
      readonly breadcrumb: readonly string[];
      readonly metadata: Record<string, unknown>;
    }[];
  }[];
}

/** Marks streams in a catalog as a person does. */
function select(catalog: Catalog, names: readonly string[]): Catalog {
  for (const { tap_stream_id: id, metadata } of catalog.streams) {
    for (const entry of metadata) {
      if (entry.breadcrumb.length === 0) entry.metadata['selected'] = names.includes(id);
    }
  }
  return catalog;
}

describe('the executable', () => {
  it('discovers, syncs what is selected, and goes on from its state', async () => {
    const sizes = { tasks: 60, subtasks: 12, subtaskParents: 6 };
    const { sandbox, tap, later } = await serve({ sizes, logCap: 100_000 });
    // Without config, credentials or a network.
    const discovered = await tap.run('--discover');
    expect([discovered.code, discovered.err]).toEqual([0, '']);
    tap.file('catalog.json', select(JSON.parse(discovered.out), coreStreams));
    expect(sandbox.requests).toEqual([]);

    const one = await tap.run('--config config.json --catalog catalog.json');
    expect(one.code).toBe(0);
    const truth = sandbox.truth();
    for (const stream of coreStreams) {
      expect([stream, gids(stream, one).sort()]).toEqual([stream, [...truth[stream]].sort()]);
    }
    expect(one.messages.at(-1)).toMatchObject({ type: 'STATE' });
    // Nothing but messages on standard output, each line whole.
    expect(one.out.trimEnd().split('\n')).toHaveLength(one.messages.length);
    expect(one.err).toContain('INFO total ');

    later();
    const [task, project] = [sandbox.world.gid('task', 3), sandbox.world.gid('project', 1)];
    sandbox.edit({ type: 'rename-task', task, name: 'new “name” ✎' });
    sandbox.edit({ type: 'rename-project', project, name: 'new' });
    const { gid: story } = sandbox.edit({ type: 'add-story', task });
    tap.file('state.json', stateOf(one));
    later();
    // As Meltano puts them: before whatever the user adds.
    const two = await tap.run('--config config.json --catalog catalog.json --state state.json');
    expect([two.code, gids('tasks', two), gids('projects', two)]).toEqual([0, [task], [project]]);
    expect(gids('stories', two)).toContain(story);
    expect(two.out).toContain('new “name” ✎');
    expect(gids('users', two).sort()).toEqual([...truth.users].sort());

    // A whole STATE line, as people keep the last line of the output.
    tap.file('line.json', two.out.trimEnd().split('\n').at(-1));
    const three = await tap.run('-s line.json -p catalog.json -c config.json');
    expect([three.code, gids('tasks', three), gids('stories', three)]).toEqual([0, [], []]);
    for (const { out, err } of [one, two, three]) expect(out + err).not.toContain(TOKEN);
  });

  it('is told by the environment what no file says', async () => {
    const { tap } = await serve({ sizes: { tasks: 2, subtasks: 0 } });
    const { api_url: url } = JSON.parse(readFileSync(join(tap.folder, 'config.json'), 'utf8'));
    const bare = new Tap({
      TAP_ASANA_ACCESS_TOKEN: TOKEN,
      TAP_ASANA_API_URL: url,
      TAP_ASANA_WORKSPACES: '["4711"]',
      TAP_ASANA_LOGLEVEL: 'WARNING',
    });
    const run = await bare.run('--config ENV');
    expect(run.code).toBe(1);
    expect(run.err.trimEnd().split('\n')).toEqual([
      'WARNING workspaces: the token does not reach workspace 4711.',
      'CRITICAL None of the configured workspaces is reachable with this token. Check `workspaces`.',
    ]);
  });

  it('exits 1 if something selected failed, with the reason last, and has read the rest', async () => {
    const fault = { type: 'status', status: 418, message: 'nobody foresaw this' } as const;
    const { sandbox, tap } = await serve({ sizes: { tasks: 4, subtasks: 0 }, faults: [{ path: '/tags', fault }] });
    const run = await tap.run('--config config.json');
    expect(run.code).toBe(1);
    expect(run.err.trimEnd().split('\n').at(-1)).toMatch(/^CRITICAL tags: could not read .*nobody foresaw this/);
    expect(gids('tasks', run).sort()).toEqual([...sandbox.truth().tasks].sort());
    expect(run.messages.at(-1)).toMatchObject({ type: 'STATE' });
  });

  it('with --test writes one record a stream and no state', async () => {
    const { tap } = await serve({ sizes: { tasks: 4, subtasks: 2, subtaskParents: 1 } });
    const run = await tap.run('--config config.json --test');
    expect(run.code).toBe(0);
    expect(coreStreams.map((stream) => gids(stream, run).length)).toEqual(coreStreams.map(() => 1));
    expect(run.messages.filter(({ type }) => type === 'STATE')).toEqual([]);
  });
});
