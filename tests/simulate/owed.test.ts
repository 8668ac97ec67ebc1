import { expect, it } from 'vitest';
import { readGid } from '../../src/sandbox/world/gid.ts';
import { History } from '../simulator/edit/history.ts';
import { Coverage } from '../simulator/judge/coverage.ts';
import { Floors } from '../simulator/judge/floors.ts';
import { Owed } from '../simulator/judge/owed.ts';
import { Shown } from '../simulator/judge/shown.ts';
import { Bookmarks } from '../simulator/play/bookmarks.ts';
import { SmallWorld } from '../sync/small-world.ts';

it("a project's own attachments are owed from start_date on, whatever the bookmark says that its tasks' have", () => {
  const world = new SmallWorld();
  const attach = (parent: string) => world.edit({ type: 'add-attachment', parent });
  const [own, below] = [attach('project:0'), attach(world.task(0))];
  const state = { bookmarks: { attachments: { partitions: { [world.gid('project')]: world.later() } } } };
  const start = Date.parse(world.later());
  const late = attach('project:0');
  const floors = new Floors();
  for (const each of [undefined, start]) floors.note(state, { start: each, tables: [], isRefresh: false });

  const { sandbox } = world;
  const everything = { workspaces: [], projects: [], isAssigned: true, isArchived: true };
  const coverage = new Coverage(sandbox.world, sandbox.reader, everything);
  const history = new History(false);
  const owed = new Owed(coverage, history, floors);
  const shown = new Shown(coverage, history, new Bookmarks(), floors);
  const has = (gid: string) => owed.has('attachments', readGid(sandbox.world.seed, gid)?.index ?? -1, shown);
  expect([own, below, late].map(has)).toEqual([false, true, true]);
});
