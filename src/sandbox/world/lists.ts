/** The members of one list in their order. A member's rank never changes while it stays, so a page can go on after a rank. */
export interface Ranked {
  readonly ids: ArrayLike<number>;
  /** The rank of the member at a position; ranks rise with the position. */
  rankAt(position: number): number;
  /** The first position whose rank is greater than `rank`. */
  after(rank: number): number;
}

/** Many ordered lists under integer keys (a project's tasks, a task's subtasks …): made from the key until one is changed. */
export interface Lists {
  get(key: number): Ranked;
  ids(key: number): ArrayLike<number>;
  has(key: number, id: number): boolean;
  /** Puts an id last (or first) in a list; does nothing if it is there already. */
  add(key: number, id: number, at?: 'bottom' | 'top'): void;
  /** Takes an id out of a list; does nothing if it is not there. */
  remove(key: number, id: number): void;
}

interface Changed extends Ranked {
  readonly ids: number[];
  readonly ranks: number[];
}

/** Lists that begin as `base` says for every key; a change copies only the list it touches. */
export function createLists(base: (key: number) => ArrayLike<number>): Lists {
  const changed = new Map<number, Changed>();
  const get = (key: number): Ranked => changed.get(key) ?? unchanged(base(key));
  const open = (key: number): Changed => {
    const had = changed.get(key);
    if (had !== undefined) return had;
    const ids = Array.from(base(key));
    const made = ranked(
      ids,
      ids.map((_, position) => position),
    );
    changed.set(key, made);
    return made;
  };
  const find = (key: number, id: number) => Array.prototype.indexOf.call(get(key).ids, id);
  return {
    get,
    ids: (key) => get(key).ids,
    has: (key, id) => find(key, id) >= 0,
    add(key, id, at = 'bottom') {
      if (find(key, id) >= 0) return;
      const list = open(key);
      if (at === 'top') {
        list.ranks.unshift((list.ranks[0] ?? 0) - 1);
        list.ids.unshift(id);
      } else {
        list.ranks.push((list.ranks.at(-1) ?? -1) + 1);
        list.ids.push(id);
      }
    },
    remove(key, id) {
      const position = find(key, id);
      if (position < 0) return;
      const list = open(key);
      list.ids.splice(position, 1);
      list.ranks.splice(position, 1);
    },
  };
}

/** A list whose ranks are its positions. */
export function unchanged(ids: ArrayLike<number>): Ranked {
  return {
    ids,
    rankAt: (position) => position,
    after: (rank) => Math.max(0, Math.min(ids.length, Math.floor(rank) + 1)),
  };
}

function ranked(ids: number[], ranks: number[]): Changed {
  return {
    ids,
    ranks,
    rankAt: (position) => ranks[position] ?? Number.POSITIVE_INFINITY,
    after(rank) {
      let low = 0;
      let high = ranks.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if ((ranks[middle] ?? 0) <= rank) low = middle + 1;
        else high = middle;
      }
      return low;
    },
  };
}

/** Lists of the values 0 … n-1, each under the key that `keyOf` gives it, -1 for none; grouped when first asked for. */
export function listsBy(n: number, keyCount: number, keyOf: (value: number) => number): Lists {
  let grouped: ((key: number) => Int32Array) | undefined;
  return createLists((key) => {
    grouped ??= group(n, keyCount, [Int32Array.from({ length: n }, (_, value) => keyOf(value))]);
    return grouped(key);
  });
}

/** How many of the values 0 … n-1, which go round the first `keyCount` keys in turn, fall to a key. */
export function countInTurn(n: number, keyCount: number, key: number): number {
  return Math.max(0, Math.ceil((n - key) / keyCount));
}

/** Lists of the values 0 … n-1 that go round the first `keyCount` keys in turn. */
export function listsInTurn(n: number, keyCount: number): Lists {
  return createLists((key) =>
    key < 0 || key >= keyCount
      ? NONE
      : Int32Array.from({ length: countInTurn(n, keyCount, key) }, (_, nth) => nth * keyCount + key),
  );
}

const NONE = new Int32Array(0);

/** Groups the values 0 … n-1 by key into slices of one array: the base of `createLists`. `keysOf` gives each value's keys, -1 for none. */
export function group(
  n: number,
  keyCount: number,
  keysOf: ReadonlyArray<ArrayLike<number>>,
): (key: number) => Int32Array {
  const starts = new Int32Array(keyCount + 1);
  for (const keys of keysOf) {
    for (let value = 0; value < n; value += 1) {
      const key = keys[value] ?? -1;
      if (key >= 0) starts[key + 1] = (starts[key + 1] ?? 0) + 1;
    }
  }
  for (let key = 0; key < keyCount; key += 1) starts[key + 1] = (starts[key + 1] ?? 0) + (starts[key] ?? 0);
  const next = starts.slice();
  const all = new Int32Array(starts[keyCount] ?? 0);
  for (let value = 0; value < n; value += 1) {
    for (const keys of keysOf) {
      const key = keys[value] ?? -1;
      if (key < 0) continue;
      const place = next[key] ?? 0;
      all[place] = value;
      next[key] = place + 1;
    }
  }
  return (key) => (key >= 0 && key < keyCount ? all.subarray(starts[key], starts[key + 1]) : NONE);
}
