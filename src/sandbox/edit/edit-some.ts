import type { Rng } from '../world/random.ts';
import type { World } from '../world/world.ts';
import type { Change } from './change.ts';
import { edit } from './edit.ts';

/** The changes that leave every list as it is, and move `modified_at` of one task. */
const KINDS: ReadonlyArray<(task: string, draw: number) => Change> = [
  (task, draw) => ({ type: 'rename-task', task, name: `Renamed ${draw}` }),
  (task, draw) => ({ type: 'complete-task', task, completed: draw % 2 === 0 }),
  (task, draw) => ({ type: 'add-story', task, text: `Comment ${draw}` }),
  (task, draw) => ({ type: 'describe-task', task, notes: `Notes ${draw} ✎` }),
];

/**
 * Changes a share (0 to 1) of all tasks and subtasks at a moment, each once: renames, completions, comments, new notes.
 * Exactly the rounded number of them; which, decides `rng`. Returns the changes made.
 */
export function editSome(world: World, share: number, rng: Rng, now: number): Change[] {
  const wanted = Math.round(world.tasks.size() * share);
  const chosen = new Set<number>();
  while (chosen.size < wanted) {
    const task = Math.floor(rng() * world.tasks.end());
    if (world.tasks.has(task)) chosen.add(task);
  }
  return Array.from(chosen, (task) => {
    const draw = Math.floor(rng() * 1_000_000);
    const make = KINDS[draw % KINDS.length] as (typeof KINDS)[number];
    const change = make(world.gid('task', task), Math.floor(draw / KINDS.length));
    edit(world, change, now);
    return change;
  });
}
