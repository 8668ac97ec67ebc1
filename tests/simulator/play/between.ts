import { readGid } from '../../../src/sandbox/world/gid.ts';
import type { Round } from '../plan/round-plan.ts';
import { leastRead } from './bookmarks.ts';
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

/** Shares every project and lets the app into every workspace. */
export function shareAll({ sandbox: { world }, editor }: Stage): void {
  for (let index = 0; index < world.workspaces.end(); index += 1) {
    if (world.workspaces.get(index).blocked)
      editor.apply({ type: 'unblock-workspace', workspace: `workspace:${index}` });
  }
  for (let index = 0; index < world.projects.end(); index += 1) {
    const isClosed = world.projects.has(index) && world.projects.get(index).access !== 'open';
    if (isClosed) editor.apply({ type: 'share-project', project: `project:${index}` });
  }
}

/** Hides a project that the run before did not read to its end: what it did not bring now has to come by other ways. */
export function unshare({ sandbox: { world }, editor }: Stage, state: unknown): void {
  for (const gid of leastRead(state)) {
    const index = readGid(world.seed, gid)?.index ?? -1;
    if (!world.projects.has(index) || world.projects.get(index).access !== 'open') continue;
    editor.apply({ type: 'hide-project', project: `project:${index}` });
    return;
  }
}
