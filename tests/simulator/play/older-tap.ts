import { toInstantText } from '../../../src/json/instant.ts';
import type { World } from '../../../src/sandbox/world/world.ts';
import type { Dice } from '../dice.ts';
import { ownFields } from '../judge/own-fields.ts';
import { live } from './between.ts';
import type { Bookmarks } from './bookmarks.ts';
import type { Stage } from './stage.ts';

const MINUTE = 60_000;

/** What it has read has been shown by now, and what happens at this very moment has not; bookmarks lie a lookback before. */
const SHOWN_BEFORE_MS = MINUTE + 1;

/** How singer-io's tap writes an instant, and others do. */
const FORMS: readonly ((instant: string) => string)[] = [
  (instant) => instant,
  (instant) => instant.replace('Z', ''),
  (instant) => instant.replace('Z', '000Z'),
];

/**
 * Has an older tap come before the first run (contract, 'State': "Without it the state is an older tap's"): the target
 * holds what is in projects and below, save the stories of subtasks that are in none, which it never read.
 * @returns its state: one bookmark a stream, without partitions
 */
export function playOlderTap({ sandbox, target, clock }: Stage, bookmarks: Bookmarks, dice: Dice): unknown {
  const { world } = sandbox;
  const put = (stream: string, gids: readonly string[]) => {
    target.take({ type: 'SCHEMA', stream, key_properties: ['gid'] }, Number.POSITIVE_INFINITY);
    for (const gid of gids) {
      const record = sandbox.object(gid, ownFields(stream).join(','));
      target.take({ type: 'RECORD', stream, record }, Number.POSITIVE_INFINITY);
    }
  };
  const projects = live(world.projects).map((index) => world.gid('project', index));
  const tasks = live(world.tasks);
  const placed = tasks.filter((index) => world.tasks.get(index).homes.length > 0);
  const below = tasks.filter((index) => world.tasks.get(index).parent !== null && isRooted(world, index));
  const stories = placed.flatMap((index) => Array.from(world.lists.taskStories.ids(index)));
  put('projects', projects);
  put('tasks', gids(world, 'task', placed));
  put('subtasks', gids(world, 'task', below));
  put('stories', gids(world, 'story', stories));
  target.end();

  const shown = toInstantText(clock.now() - SHOWN_BEFORE_MS);
  const partitions = Object.fromEntries(projects.map((gid) => [gid, shown]));
  for (const stream of ['tasks', 'subtasks', 'stories'])
    bookmarks.note({ bookmarks: { [stream]: { partitions } } }, MINUTE);
  const at = dice.pick(FORMS)(toInstantText(clock.now() - dice.int(2, 600) * MINUTE));
  const modified = { modified_at: at };
  const created = { created_at: at };
  return { bookmarks: { projects: modified, tasks: modified, subtasks: modified, stories: created, tags: created } };
}

function gids(world: World, kind: 'task' | 'story', indices: readonly number[]): string[] {
  return indices.map((index) => world.gid(kind, index));
}

/** Whether a task is in a project, or below one that is. */
function isRooted(world: World, index: number): boolean {
  const { homes, parent } = world.tasks.get(index);
  return homes.length > 0 || (parent !== null && world.tasks.has(parent) && isRooted(world, parent));
}
