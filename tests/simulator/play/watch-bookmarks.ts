import type { State } from '../../../src/singer/state.ts';
import type { StreamName } from '../../../src/streams/table.ts';

/** Streams of what lies below tasks: their bookmarks move when a partition is done, and promise the most. */
const DEEP: readonly StreamName[] = ['subtasks', 'stories'];

/**
 * Calls `moved` after each bookmark of a partition that moves: those of the deep streams, or of tasks where none of them is
 * selected.
 */
export function watchBookmarks(state: State, selected: readonly StreamName[], moved: () => void): void {
  const deep = DEEP.filter((name) => selected.includes(name));
  for (const name of deep.length > 0 ? deep : (['tasks'] as const)) {
    const { partitions } = state.of(name);
    const set = partitions.set.bind(partitions);
    partitions.set = (partition, at) => {
      set(partition, at);
      if (at !== '') moved();
      return partitions;
    };
  }
}
