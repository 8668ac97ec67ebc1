import { defineStreams, type ParentKind, type StreamRow } from './define.ts';
import { audit } from './rows/audit.ts';
import { core } from './rows/core.ts';
import { customFields } from './rows/custom-fields.ts';
import { goals } from './rows/goals.ts';
import { people } from './rows/people.ts';
import { time } from './rows/time.ts';
import { work } from './rows/work.ts';

/** Every stream there is, in the order in which SCHEMAs are written: those selected by default first. */
export const streams = defineStreams({
  ...core,
  ...people,
  ...customFields,
  ...goals,
  ...time,
  ...work,
  ...audit,
});

export type StreamName = keyof typeof streams;

/** The names of all streams, in the table's order. */
export const streamNames = Object.keys(streams) as readonly StreamName[];

/** @returns the row of a stream */
export function streamRow(name: StreamName): StreamRow {
  return streams[name];
}

/** @returns whether a stream of that name exists */
export function isStreamName(name: string): name is StreamName {
  return Object.hasOwn(streams, name);
}

/** The stream whose rows are the parents of each kind. */
const PARENT_STREAMS: Readonly<Record<ParentKind, StreamName | undefined>> = {
  account: undefined,
  workspace: 'workspaces',
  organization: 'workspaces',
  project: 'projects',
  team: 'teams',
  portfolio: 'portfolios',
  goal: 'goals',
  user: 'users',
  task: 'tasks',
};

/** @returns the stream whose rows other lists hang on as parents of a kind; undefined for the account */
export function parentStream(kind: ParentKind): StreamName | undefined {
  return PARENT_STREAMS[kind];
}
