import { expect, it } from 'vitest';
import { logged, patchRows, SmallWorld } from './small-world.ts';

it.each([
  ['users', 'a row without its key', /\/users$/, { gid: null }],
  ['sections', 'a parent that nothing can be asked about', /\/projects$/, { gid: null }],
  ['goal_custom_field_settings', 'a parent that does not say', /\/goals$/, { custom_field_settings: null }],
  ['teams', 'a workspace that does not say what it is', /\/workspaces$/, { is_organization: null }],
  ['portfolios', 'a workspace that does not say what it is', /\/workspaces$/, { is_organization: null }],
])('the table of %s stays open where there was %s', async (stream, _, path, set) => {
  const world = new SmallWorld({ sizes: { users: 2, teams: 2, goals: 1 } });
  const run = await world.next({
    streams: [stream],
    config: { emit_activate_version_messages: true },
    fetch: patchRows(path, set),
  });
  expect(run.messages.filter(({ type }) => type === 'ACTIVATE_VERSION')).toEqual([]);
  expect(logged(run, 'WARNING')).toContainEqual(expect.stringContaining(`${stream}: not closed`));
});

it('the tables of what each workspace has are closed where one does not say what it is', async () => {
  const world = new SmallWorld({ sizes: { users: 2, teams: 2 } });
  const run = await world.next({
    streams: ['workspaces', 'teams', 'portfolios', 'users'],
    config: { emit_activate_version_messages: true },
    fetch: patchRows(/\/workspaces$/, { is_organization: null }),
  });
  const closed = run.messages.filter(({ type }) => type === 'ACTIVATE_VERSION').map(({ stream }) => stream);
  expect(new Set(closed)).toEqual(new Set(['workspaces', 'users']));
});
