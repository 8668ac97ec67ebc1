import type { State } from '../../../src/singer/state.ts';
import { streamNames, streamRow } from '../../../src/streams/table.ts';

/** Calls `moved` after each bookmark of a partition that moves. */
export function watchBookmarks(state: State, moved: () => void): void {
  for (const name of streamNames) {
    if (streamRow(name).replicationKey === undefined) continue;
    const { partitions } = state.of(name);
    const set = partitions.set.bind(partitions);
    partitions.set = (partition, at) => {
      set(partition, at);
      if (at !== '') moved();
      return partitions;
    };
  }
}
