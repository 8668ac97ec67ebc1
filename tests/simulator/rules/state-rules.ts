import type { State } from '../../../src/singer/state.ts';
import { streamNames, streamRow } from '../../../src/streams/table.ts';

type Json = Record<string, unknown>;

const KEYED = streamNames.filter((name) => streamRow(name).replicationKey !== undefined);

/** Rule `own` switched off: the state as a tap writes it that keeps one bookmark a stream. */
export function withOneBookmark(state: unknown): unknown {
  return mapBookmarks(state, (bookmark, key) => {
    const places = Object.values((bookmark['partitions'] ?? {}) as Json).map(String);
    const newest = places.reduce((most, place) => (place > most ? place : most), '');
    return newest === '' ? {} : { [key]: newest };
  });
}

/** Rule `resume` switched off: what is open seems to have been begun now. */
export function withNewStart(state: unknown, now: string): unknown {
  return mapBookmarks(state, (bookmark) => {
    const open = Object.entries((bookmark['open'] ?? {}) as Json).map(([partition, text]) => {
      const [, since, gid] = String(text).split('|');
      return [partition, text === '' ? '' : `${now}|${since}|${gid}`];
    });
    return bookmark['open'] === undefined ? bookmark : { ...bookmark, open: Object.fromEntries(open) };
  });
}

function mapBookmarks(state: unknown, change: (bookmark: Json, key: string) => Json): unknown {
  const bookmarks = (state as { bookmarks?: Record<string, Json> } | undefined)?.bookmarks;
  if (bookmarks === undefined) return state;
  const changed = Object.entries(bookmarks).map(([stream, bookmark]) => {
    const key = KEYED.find((name) => name === stream);
    const replicationKey = key === undefined ? undefined : streamRow(key).replicationKey;
    return [stream, replicationKey === undefined ? bookmark : change(bookmark, replicationKey)];
  });
  return { bookmarks: Object.fromEntries(changed) };
}

/** Rule `start` switched off: all bookmarks that the run moves are the largest value seen in it. */
export function keepLargest(state: State): void {
  for (const name of KEYED) {
    const bookmark = state.of(name);
    const moved = new Set<string>();
    const set = bookmark.partitions.set.bind(bookmark.partitions);
    let largest = bookmark.largest;
    bookmark.partitions.set = (partition, at) => {
      if (at !== '') moved.add(partition);
      return set(partition, at === '' ? at : (largest ?? at));
    };
    Object.defineProperty(bookmark, 'largest', {
      get: () => largest,
      set: (value: string) => {
        largest = value;
        for (const partition of moved) set(partition, value);
      },
    });
  }
}
