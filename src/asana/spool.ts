import { gunzipSync, gzipSync } from 'node:zlib';

/** Things kept in memory until somebody takes them, compressed: task rows shrink to a tenth. */
export class Spool<T> {
  #items: (Buffer | { readonly plain: T })[] = [];

  /** @param item anything JSON can hold */
  put(item: T): void {
    // At once: a hundred rows take a millisecond or two, and time stands still for nobody else.
    this.#items.push(packed(item));
  }

  /** Gives back what was put, in order, and lets go of it. */
  *take(): Generator<T, void, void> {
    const items = this.#items.reverse();
    this.#items = [];
    for (let item = items.pop(); item !== undefined; item = items.pop())
      yield 'plain' in item ? item.plain : (JSON.parse(gunzipSync(item).toString('utf8')) as T);
  }
}

function packed<T>(item: T): Buffer | { readonly plain: T } {
  try {
    return gzipSync(JSON.stringify(item), { level: 1 });
  } catch (error) {
    // `JSON.parse` goes deeper than `JSON.stringify` does, and what is too deep comes from the API: it stops no run.
    if (error instanceof RangeError) return { plain: item };
    throw error;
  }
}
