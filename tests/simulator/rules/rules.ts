/**
 * Rules of the model that the simulator can switch off, to show that it would notice: each with what is done instead. The
 * shipped code knows nothing of it.
 */
export const RULES = {
  start: 'a bookmark is the largest value seen, not the start of the run',
  own: 'a stream has one bookmark for all projects, the newest of them',
  wait: 'a task that another partition is at work on counts as done',
  changed: 'rows of a changed list are passed over if their modified_at is older than the bookmark',
  resume: 'a partition that is gone on with takes the start of the run that finishes it',
  whole: 'a full table is closed even if something of it was left out',
  days: 'time is read from the day of the bookmark on, not of 30 days before',
} as const;

/** Where these are switched off, bookmarks are right all the same, and everything is judged. */
const HARMLESS: readonly (Rule | undefined)[] = [undefined, 'whole', 'days'];

/** @returns whether bookmarks are as they should be */
export function keepsBookmarks(off: Rule | undefined): boolean {
  return HARMLESS.includes(off);
}

export type Rule = keyof typeof RULES;

export function isRule(name: string): name is Rule {
  return Object.hasOwn(RULES, name);
}
