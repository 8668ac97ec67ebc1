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
} as const;

export type Rule = keyof typeof RULES;

export function isRule(name: string): name is Rule {
  return Object.hasOwn(RULES, name);
}
