import type { Change } from '../edit/change.ts';

/** Edits that happen by themselves: so many seconds after the sandbox began, or once it has seen so many requests. */
export interface ScheduledEdit {
  readonly atSeconds?: number;
  readonly afterRequests?: number;
  readonly changes?: readonly Change[];
  /** Besides, this share (0 to 1) of all tasks and subtasks is changed. */
  readonly share?: number;
}

/** Takes out the edits that have become due. */
export type TakeDue = (seconds: number, requests: number) => ScheduledEdit[];

/** Keeps scheduled edits until they are due; each is handed out once, in the order they were given. */
export function createSchedule(edits: readonly ScheduledEdit[]): TakeDue {
  let waiting = [...edits];
  return (seconds, requests) => {
    if (waiting.length === 0) return [];
    const isDue = (edit: ScheduledEdit) =>
      seconds >= (edit.atSeconds ?? Number.POSITIVE_INFINITY) ||
      requests >= (edit.afterRequests ?? Number.POSITIVE_INFINITY);
    const due = waiting.filter(isDue);
    if (due.length > 0) waiting = waiting.filter((edit) => !isDue(edit));
    return due;
  };
}
