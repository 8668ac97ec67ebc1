import type { Floors } from '../judge/floors.ts';
import type { Backup } from '../plan/backups.ts';
import { bookmarksOf } from '../state.ts';
import { mergeStates } from './merge-states.ts';

/** The states that have come back from runs, and what of them is given again. */
export class Backups {
  readonly #kept: { readonly state: unknown; readonly floors: Floors }[] = [];

  /** A run is over. */
  keep(state: unknown, floors: Floors): void {
    this.#kept.push({ state, floors: floors.copy() });
  }

  /**
   * @param now what the next run would be given
   * @returns what it is given, and what was known when the older state came back
   */
  restore(now: unknown, { runs, streams, isMerged }: Backup): { state: unknown; floors: Floors | undefined } {
    const then = this.#kept.at(-1 - runs);
    const floors = then?.floors;
    if (isMerged) return { state: mergeStates(now, then?.state), floors };
    return { state: streams === undefined ? then?.state : withStreams(now, then?.state, streams), floors };
  }
}

/** One state with some streams of another; those that it does not have are gone. */
function withStreams(now: unknown, then: unknown, streams: readonly string[]): unknown {
  const old = bookmarksOf(then);
  const others = Object.entries(bookmarksOf(now)).filter(([stream]) => !streams.includes(stream));
  const restored = streams.filter((stream) => old[stream] !== undefined).map((stream) => [stream, old[stream]]);
  return { ...(now as object | undefined), bookmarks: Object.fromEntries([...others, ...restored]) };
}
