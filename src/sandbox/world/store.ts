/**
 * The objects of one kind: the first `base` are made from their index whenever asked for, those that were edited or added
 * are kept. Rows handed out by `get` must not be written to; `edit` gives the one row that may.
 */
export interface Store<T extends object> {
  /** The row at an index. Throws a RangeError where there is none, or no longer. */
  get(index: number): T;
  has(index: number): boolean;
  /** The row at an index, kept from now on, to be changed in place. Throws like `get`. */
  edit(index: number): T;
  /** Adds a row made from its new index, and returns that index. */
  add(make: (index: number) => T): number;
  /** Forgets a row; its index is never given again. */
  remove(index: number): void;
  /** How many rows there are. */
  size(): number;
  /** The kept row of an index, if it was ever edited or added: lets hot loops skip making the row. */
  kept(index: number): T | undefined;
  /** One past the highest index ever given. */
  end(): number;
}

/** A store whose first `base` rows come from `make`, a pure function of the index. */
export function createStore<T extends object>(base: number, make: (index: number) => T): Store<T> {
  const kept = new Map<number, T>();
  const gone = new Set<number>();
  let end = base;
  const has = (index: number) => index >= 0 && index < end && !gone.has(index);
  const get = (index: number): T => {
    if (!has(index)) throw new RangeError(`no row ${index}`);
    return kept.get(index) ?? make(index);
  };
  return {
    get,
    has,
    edit(index) {
      const row = get(index);
      kept.set(index, row);
      return row;
    },
    add(makeAdded) {
      const index = end;
      end += 1;
      kept.set(index, makeAdded(index));
      return index;
    },
    remove(index) {
      kept.delete(index);
      gone.add(index);
    },
    size: () => end - gone.size,
    kept: (index) => kept.get(index),
    end: () => end,
  };
}
