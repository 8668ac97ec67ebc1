/** By partition, and by workspace. */
export type Places = Readonly<Record<string, string>>;

/** A stream's bookmark as a STATE has it (contract, 'State'). */
export interface Bookmark {
  readonly partitions?: Places;
  readonly open?: Places;
  readonly swept?: Places;
  readonly waiting?: Places;
  readonly refused?: readonly string[];
  readonly cut?: readonly string[];
}

/** @returns the bookmarks of a state by stream; none where there is no state */
export function bookmarksOf(state: unknown): Readonly<Record<string, Bookmark>> {
  return (state as { bookmarks?: Readonly<Record<string, Bookmark>> } | undefined)?.bookmarks ?? {};
}
