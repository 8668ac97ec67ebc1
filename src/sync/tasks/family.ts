import type { StreamName } from '../../streams/table.ts';
import type { Walk } from '../walk.ts';
import { type Reading, readingOf } from './reading.ts';

/** @returns the selected streams of tasks and what hangs on them */
export function familyStreams(walk: Walk): StreamName[] {
  const { tasks, subtasks, children } = walk.plan.family;
  return [...(tasks ? (['tasks'] as const) : []), ...(subtasks ? (['subtasks'] as const) : []), ...children];
}

/** @returns what a stream reads of a partition in this run */
export function readingOfPartition(walk: Walk, name: StreamName, partition: string): Reading {
  const options = { startDate: walk.config.startDate, full: walk.plan.family.full.has(name) };
  return readingOf(walk.state.of(name), partition, options);
}
