import type { Target } from '../play/target.ts';

/**
 * What has gone from the tables, so that somebody set bookmarks back: owed by the lists whose bookmarks these are, and by no
 * other that has the row, too. It has come again where it is in its table.
 */
export class Damage {
  /** By stream and gid, the partitions, with what their bookmarks were set back to. */
  readonly #owing = new Map<string, Map<string, string>>();

  /** A row has gone, and a list whose bookmark was set back to a moment is to bring it again. */
  add(stream: string, gid: string, partition: string, moment: string): void {
    const key = keyOf(stream, gid);
    this.#owing.set(key, (this.#owing.get(key) ?? new Map()).set(partition, moment));
  }

  has(stream: string, gid: string): boolean {
    return this.#owing.has(keyOf(stream, gid));
  }

  /** Whether one of some lists is to bring a row that has gone. */
  isOwedBy(stream: string, gid: string, partitions: readonly string[]): boolean {
    const owing = this.#owing.get(keyOf(stream, gid));
    return partitions.some((partition) => owing?.has(partition) === true);
  }

  /** Whether a list has promised a row: not one that has gone, until a run has read the list from where it was set back to. */
  isPromisedBy(stream: string, gid: string, partition: string, bookmark: string | undefined): boolean {
    const owing = this.#owing.get(keyOf(stream, gid));
    return owing === undefined || (owing.has(partition) && owing.get(partition) !== bookmark);
  }

  /** A run is over: what is there again is like all others. */
  settle(target: Pick<Target, 'table'>): void {
    for (const key of this.#owing.keys()) {
      const [stream = '', gid = ''] = key.split(' ');
      if (target.table(stream).has(gid)) this.#owing.delete(key);
    }
  }
}

function keyOf(stream: string, gid: string): string {
  return `${stream} ${gid}`;
}
