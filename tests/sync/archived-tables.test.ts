import { describe, expect, it } from 'vitest';
import { gids } from '../support/harness.ts';
import { answering, asked, FAMILY, patchRows, placeOf, SmallWorld, stateOf } from './small-world.ts';

const config = { include_archived_projects: false, include_assigned_tasks: false };

/** Two projects, of which one is archived after the first run. */
async function archivedAfter(streams: readonly string[], index = 1) {
  const world = new SmallWorld({ sizes: { projects: 2, customFields: 1 } });
  world.task(0);
  world.task(1);
  const options = { streams, config };
  const one = await world.next(options);
  world.edit({ type: 'archive-project', project: `project:${index}` });
  return { world, one, options, archived: world.gid('project', index) };
}

describe('full tables below a project, with include_archived_projects: false', () => {
  it.each([[['sections']], [['sections', 'project_custom_field_settings']], [['project_memberships', 'sections']]])(
    'are read once more after it was archived, also where nothing else is selected: %j',
    async (streams) => {
      const { world, one, options, archived } = await archivedAfter(streams);
      const first = asked(one, `/projects/${archived}/sections`);
      expect(first).toHaveLength(1);
      const two = await world.next({ ...options, state: stateOf(one) });
      expect(asked(two, archived)).toEqual(asked(one, archived));
      const three = await world.next({ ...options, state: stateOf(two) });
      expect(asked(three, archived)).toEqual([]);
      expect(asked(three, '/sections')).toHaveLength(1);
    },
  );

  it('come once more too where they lie in its row', async () => {
    const { world, one, options } = await archivedAfter(['project_custom_field_settings']);
    const two = await world.next({ ...options, state: stateOf(one) });
    expect(gids(two, 'project_custom_field_settings')).toHaveLength(2);
    const three = await world.next({ ...options, state: stateOf(two) });
    expect(gids(three, 'project_custom_field_settings')).toHaveLength(1);
  });

  it.each([403, 404, 501])('are asked for again where that was answered %i', async (status) => {
    const { world, one, options, archived } = await archivedAfter(['projects', 'sections', ...FAMILY]);
    const fetch = answering(status, ({ pathname }) => pathname.includes(`/${archived}/sections`));
    const two = await world.next({ ...options, state: stateOf(one), fetch });
    const three = await world.next({ ...options, state: stateOf(two) });
    expect(gids(three, 'sections')).toHaveLength(2);
    const four = await world.next({ ...options, state: stateOf(three) });
    expect(asked(four, archived)).toEqual([]);
  });

  it.each([
    [['sections', ...FAMILY]],
    [['projects', 'sections']],
    [['project_memberships', 'sections']],
    [['sections']],
  ])('are asked for again where no reading has brought them so far: %j', async (streams) => {
    const world = new SmallWorld({ sizes: { projects: 2 } });
    const archived = world.gid('project', 1);
    const fetch = answering(403, ({ pathname }) => pathname.includes(`/${archived}/sections`));
    const one = await world.next({ streams, config, fetch });
    world.edit({ type: 'archive-project', project: 'project:1' });
    const two = await world.next({ streams, config, fetch, state: stateOf(one) });
    const three = await world.next({ streams, config, state: stateOf(two) });
    expect(gids(three, 'sections')).toHaveLength(2);
    expect(asked(await world.next({ streams, config, state: stateOf(three) }), archived)).toEqual([]);
  });

  it('come again where a closed table has lost them, since the project was hidden then', async () => {
    const { world, one, options, archived } = await archivedAfter(['sections']);
    const two = await world.next({ ...options, state: stateOf(one) });
    world.edit({ type: 'hide-project', project: 'project:1' });
    const closing = { include_assigned_tasks: false, emit_activate_version_messages: true };
    const three = await world.next({ streams: ['sections'], config: closing, state: stateOf(two) });
    const closed = three.messages.findIndex(({ type }) => type === 'ACTIVATE_VERSION');
    expect(three.messages[closed]).toMatchObject({ stream: 'sections' });
    // In a STATE that comes before the rows go.
    const before = three.messages.slice(0, closed).findLast(({ type }) => type === 'STATE')?.['value'];
    expect(before).toMatchObject({ bookmarks: { sections: { partitions: { [archived]: '' } } } });
    world.edit({ type: 'share-project', project: 'project:1' });
    const four = await world.next({ ...options, state: stateOf(three) });
    expect(asked(four, archived)).toHaveLength(1);
    expect(asked(await world.next({ ...options, state: stateOf(four) }), archived)).toEqual([]);
  });

  it('do not come again for a closed table that has them', async () => {
    const { world, one, options, archived } = await archivedAfter(['sections']);
    const two = await world.next({ ...options, state: stateOf(one) });
    const closing = { include_assigned_tasks: false, emit_activate_version_messages: true };
    const three = await world.next({ streams: ['sections'], config: closing, state: stateOf(two) });
    expect(three.messages.filter(({ type }) => type === 'ACTIVATE_VERSION')).toHaveLength(1);
    const four = await world.next({ ...options, state: stateOf(three) });
    expect(asked(four, archived)).toEqual([]);
  });

  it.each([[['projects', 'sections']], [['tasks', 'sections']]])(
    'come again also where that was left to be told by others: %j',
    async (streams) => {
      const { world, archived } = await archivedAfter([]);
      const closing = { include_assigned_tasks: false, emit_activate_version_messages: true };
      const one = await world.next({ streams, config: closing });
      world.edit({ type: 'hide-project', project: 'project:1' });
      const two = await world.next({ streams, config: closing, state: stateOf(one) });
      world.edit({ type: 'share-project', project: 'project:1' });
      const three = await world.next({ streams, config, state: stateOf(two) });
      expect(asked(three, `/projects/${archived}/sections`)).toHaveLength(1);
      expect(asked(await world.next({ streams, config, state: stateOf(three) }), archived)).toEqual([]);
    },
  );

  it('are not begun in one that was archived before it was read, and are once it is not any more', async () => {
    const { world, archived } = await archivedAfter([]);
    const one = await world.next({ streams: ['sections'], config });
    expect(asked(one, archived)).toEqual([]);
    const two = await world.next({ streams: ['sections'], config, state: stateOf(one) });
    expect(asked(two, archived)).toEqual([]);
    world.edit({ type: 'unarchive-project', project: 'project:1' });
    const three = await world.next({ streams: ['sections'], config, state: stateOf(two) });
    expect(asked(three, archived)).toHaveLength(1);
  });

  it('leave alone what has a bookmark of its own below a project: attachments', async () => {
    const { one, options, world } = await archivedAfter(['attachments', 'sections']);
    const places = Object.values(placeOf(one, 'attachments').partitions);
    expect(places).toEqual(Object.values(placeOf(one, 'sections').partitions));
    const two = await world.next({ ...options, state: stateOf(one) });
    expect(Object.values(placeOf(two, 'attachments').partitions)).not.toContain('');
  });

  it('do not keep it open by what it has no more', async () => {
    const { world, one, options, archived } = await archivedAfter(['project_briefs', 'sections'], 0);
    expect(asked(one, '/project_briefs/')).toHaveLength(1);
    const fetch = patchRows(/\/projects$/, { project_brief: null });
    const two = await world.next({ ...options, state: stateOf(one), fetch });
    expect(asked(two, archived)).toHaveLength(1);
    const three = await world.next({ ...options, state: stateOf(two), fetch });
    expect(asked(three, archived)).toEqual([]);
  });

  it("go by the project's own bookmark where the state does not tell", async () => {
    const { world, one, options, archived } = await archivedAfter(['projects', 'sections']);
    const { projects } = (stateOf(one) as { bookmarks: Record<string, unknown> }).bookmarks;
    const two = await world.next({ ...options, state: { bookmarks: { projects, sections: {} } } });
    expect(asked(two, archived)).toHaveLength(1);
    const three = await world.next({ ...options, state: stateOf(two) });
    expect(asked(three, archived)).toEqual([]);
  });

  it('keep what tells it where archived projects are read like others, and set it back for whoever writes ""', async () => {
    const { world, one, options, archived } = await archivedAfter(['sections']);
    const kept = placeOf(one, 'sections').partitions;
    expect(Object.keys(kept)).toEqual([world.gid('project'), archived]);
    const two = await world.next({ ...options, config: { include_assigned_tasks: false }, state: stateOf(one) });
    expect(placeOf(two, 'sections').partitions).toEqual(kept);
    const three = await world.next({ ...options, state: stateOf(two) });
    const state = { bookmarks: { sections: { partitions: { ...kept, [archived]: '' } } } };
    expect(asked(await world.next({ ...options, state: stateOf(three) }), archived)).toEqual([]);
    expect(asked(await world.next({ ...options, state }), archived)).toHaveLength(1);
  });

  it('say nothing where archived projects are read like others', async () => {
    const world = new SmallWorld();
    const run = await world.next({ streams: ['sections'] });
    expect(stateOf(run)).toMatchObject({ bookmarks: { sections: {} } });
    expect(placeOf(run, 'sections')).toEqual({});
  });
});

it('what hangs on teams has no partitions: projects alone are archived', async () => {
  const world = new SmallWorld({ sizes: { teams: 1 } });
  const run = await world.next({ streams: ['team_memberships'], config: { include_archived_projects: false } });
  expect(gids(run, 'team_memberships')).not.toEqual([]);
  expect(placeOf(run, 'team_memberships')).toEqual({});
});
