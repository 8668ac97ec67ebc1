import { draw } from '../world/draw.ts';
import { DAY } from '../world/past.ts';
import type { Task } from '../world/rows.ts';
import { notesOf } from '../world/words.ts';
import { day, instant } from './forms.ts';
import type { Look } from './node.ts';

/** A number drawn for a task and a purpose. */
export function taskDraw(row: Task, { world }: Pick<Look, 'world'>, salt: number): number {
  return draw(world.seed, 'task', row.index, salt);
}

/** A task's text: as edited, or the one it began with. */
export function taskNotes(row: Task, { world }: Look): string {
  return row.notes ?? notesOf(world.seed, 'task', row.index);
}

/** `default_task` mostly; milestones, approvals and custom types now and then. */
export function subtypeOf(row: Task): string {
  if (row.index % 40 === 7) return 'custom';
  if (row.index % 20 === 5) return 'milestone';
  return row.index % 20 === 11 ? 'approval' : 'default_task';
}

interface TaskDates {
  readonly dueAt: string | null;
  readonly dueOn: string | null;
  readonly startOn: string | null;
}

/**
 * A task's dates: half have a due day, some of these a due time, which brings the day with it (specification, `due_on`:
 * "localized date", `due_at`: "UTC date and time"; users set one, both may be returned).
 */
export function readTaskDates(row: Task, look: Look): TaskDates {
  const by = taskDraw(row, look, 23);
  if (by % 2 === 0) return { dueAt: null, dueOn: null, startOn: null };
  const due = row.createdAt + (by % 120) * DAY;
  return {
    dueAt: by % 6 === 1 ? instant(due) : null,
    dueOn: day(due),
    startOn: by % 6 === 3 ? day(row.createdAt) : null,
  };
}
