import { instantOf } from '../../../src/sync/tasks/reading.ts';
import { bookmarksOf } from '../state.ts';

/**
 * Whether some lists go on from before `start_date`, or another one, as others cannot that begin there: what hangs on a task
 * in both may be asked for twice (docs/limits.md).
 * @param state the one a run is given
 * @param start its `start_date`, epoch ms; by default it has none
 */
export function beginsApart(state: unknown, start = Number.NEGATIVE_INFINITY): boolean {
  return Object.values(bookmarksOf(state)).some(
    ({ cut = [], open = {}, partitions = {}, refused = [], swept = {} }) =>
      [...Object.values(partitions), ...Object.values(swept)].some((at) => Date.parse(at) < start) ||
      Object.values(open).some((place) => place !== '' && instantOf(place.split('|')[1] ?? '') !== start) ||
      cut.some((place) => instantOf(place.split('|')[0] ?? '') !== start) ||
      // Of these all is owed, also what is older.
      (refused.length > cut.length && start !== Number.NEGATIVE_INFINITY),
  );
}

/** Whether a list hangs on a task. */
export function isBelowTask(url: string): boolean {
  return /\/tasks\/\d+\/|\/attachments\?/.test(url);
}
