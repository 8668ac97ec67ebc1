/** What can be left out of a seed without disturbing the rest, each with what it leaves out. */
export const CONCERNS = {
  faults: 'no answer fails and none is slow beyond measure',
  kills: 'no run is killed',
  stops: 'no run is stopped by a signal',
  quota: 'no quota, and nobody else uses the token',
  reader: 'the reader of stdout is never slow',
  latency: 'every answer takes the same time',
  during: 'nothing is edited while a run goes on',
  between: 'nothing is edited between runs',
  selection: 'all streams are selected in every run',
  tables: 'no stream is read as a full table',
  closing: 'no full table is closed by ACTIVATE_VERSION',
  settings: 'page size, places, sweeps and lookbacks are the defaults',
  filters: 'no workspaces, no projects are configured, and everything is read',
  start: 'no start_date',
  states: 'STATE comes no more often than the contract says',
  storms: 'nothing is made to go wrong where it hurts',
  turns: 'no setting is changed for good, with failures around it',
  refresh: 'no run begins without its state',
  diamonds: 'no task moves to and fro between two projects on purpose',
  backups: 'no older state is given again, none is merged, and no stream alone begins without its state',
  rewinds: 'no bookmarks are set back by hand, but after a clock was ahead',
  clocks: 'no answer has a date that is ahead',
  older: 'no older tap was there before',
  hiding: 'no projects are hidden before the last run',
  further: 'no stream is selected that is not selected by default',
} as const;

export type Concern = keyof typeof CONCERNS;

/** A smaller variant of a seed. */
export interface Reduction {
  /** So many of the seed's rounds, the first ones. */
  readonly runs?: number;
  readonly without: ReadonlySet<Concern>;
  /** The only edits made, by their names (`2.5`: the fifth of the second round). */
  readonly edits?: readonly string[];
  /** At most so many tasks, subtasks and projects. */
  readonly tasks?: number;
  readonly projects?: number;
}

export const WHOLE: Reduction = { without: new Set() };

export function isConcern(name: string): name is Concern {
  return Object.hasOwn(CONCERNS, name);
}

/** @returns the flags of the command line that ask for it */
export function flagsOf(reduction: Reduction): string {
  const { runs, without, edits, tasks, projects } = reduction;
  const flags = [
    ...(runs === undefined ? [] : [`--runs ${runs}`]),
    ...(without.size === 0 ? [] : [`--without ${[...without].join(',')}`]),
    ...(edits === undefined ? [] : [`--edits ${edits.length === 0 ? 'none' : edits.join(',')}`]),
    ...(tasks === undefined ? [] : [`--max-tasks ${tasks}`]),
    ...(projects === undefined ? [] : [`--max-projects ${projects}`]),
  ];
  return flags.join(' ');
}
