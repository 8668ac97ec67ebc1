import type { Store } from '../../../src/sandbox/world/store.ts';
import type { Dice } from '../dice.ts';
import type { Round } from '../plan/round-plan.ts';
import { oldestBookmarks } from './bookmarks.ts';
import type { Stage } from './stage.ts';

/** Lets the time between two runs pass, with the edits that fall into it. */
export function pause({ clock, editor }: Stage, round: Round): void {
  const edits = round.edits.filter(({ moment }) => moment === undefined).sort((a, b) => a.share - b.share);
  const begun = clock.now();
  for (const edit of edits) {
    clock.advance(Math.floor(begun + edit.share * round.pauseMs - clock.now()));
    editor.make(edit);
  }
  clock.advance(begun + round.pauseMs - clock.now());
}

/** The indices of those that are still there. */
export function live(rows: Store<object>): number[] {
  return Array.from({ length: rows.end() }, (_, index) => index).filter((index) => rows.has(index));
}

/** Shares every project and lets the app into every workspace. */
export function shareAll({ sandbox: { world }, editor }: Stage): void {
  for (let index = 0; index < world.workspaces.end(); index += 1) {
    if (world.workspaces.get(index).blocked)
      editor.apply({ type: 'unblock-workspace', workspace: `workspace:${index}` });
  }
  for (const index of live(world.projects)) {
    const isClosed = world.projects.get(index).access !== 'open';
    if (isClosed) editor.apply({ type: 'share-project', project: `project:${index}` });
  }
}

/** Hides projects by chance. */
export function hideSome({ sandbox: { world }, editor }: Stage, dice: Dice): void {
  const open = live(world.projects).filter((index) => world.projects.get(index).access === 'open');
  for (const index of dice.some(open, 0.4)) editor.apply({ type: 'hide-project', project: `project:${index}` });
}

/** A project that could be hidden. */
interface Candidate {
  readonly project: number;
  /** Of the tasks that it shares with projects further on: those the target lacks stories of, and all of them. */
  readonly lacking: number;
  readonly shared: number;
  /** Its oldest bookmark. */
  readonly at: string;
}

/**
 * Hides a project that the run before did not read to its end, best one with tasks that are in a project which it did: what
 * it did not bring has to come from there now.
 */
export function unshare({ sandbox: { world }, editor, target }: Stage, state: unknown): void {
  const bookmarks = oldestBookmarks(state);
  const bookmarkOf = (project: number) => bookmarks.get(world.gid('project', project)) ?? '';
  const stories = target.table('stories');
  const lacks = (task: number) =>
    Array.from(world.lists.taskStories.ids(task)).some((story) => !stories.has(world.gid('story', story)));
  const candidates: Candidate[] = [];
  for (const project of live(world.projects)) {
    if (world.projects.get(project).access !== 'open') continue;
    const at = bookmarkOf(project);
    const shared = Array.from(world.lists.projectTasks.ids(project)).filter((task) =>
      world.tasks.get(task).homes.some((home) => bookmarkOf(home.project) > at),
    );
    candidates.push({ project, lacking: shared.filter(lacks).length, shared: shared.length, at });
  }
  const [best] = candidates.sort(
    (a, b) => b.lacking - a.lacking || b.shared - a.shared || (a.at < b.at ? -1 : a.at > b.at ? 1 : 0),
  );
  if (best !== undefined) editor.apply({ type: 'hide-project', project: `project:${best.project}` });
}
