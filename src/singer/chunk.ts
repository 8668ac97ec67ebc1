/** A chunk is handed over once it has so many bytes. */
export const FULL_BYTES = 64 * 1024;

/** Room for the line that fills a chunk, unless it is a long one. */
const ROOM_BYTES = FULL_BYTES + 32 * 1024;

/** A UTF-16 unit takes at most three bytes of UTF-8. */
const BYTES_A_UNIT = 3;

const LINE_FEED = 0x0a;

/**
 * Lines, gathered as UTF-8. Texts would be gathered as fast, but V8 then has to copy them twice more: into one piece, of
 * two bytes a character where a single line needs that, and into bytes.
 */
export class Chunk {
  #bytes = Buffer.alloc(0);
  #end = 0;

  /** Bytes, each line's end included. */
  get size(): number {
    return this.#end;
  }

  get isFull(): boolean {
    return this.#end >= FULL_BYTES;
  }

  /** @param line without its end */
  add(line: string): void {
    this.#makeRoom(line);
    this.#end += this.#bytes.write(line, this.#end);
    this.#bytes[this.#end] = LINE_FEED;
    this.#end += 1;
  }

  /** @returns the bytes of all lines; the chunk is empty then, and does not touch them any more */
  take(): Buffer {
    const taken = this.#bytes.subarray(0, this.#end);
    this.#bytes = Buffer.alloc(0);
    this.#end = 0;
    return taken;
  }

  #makeRoom(line: string): void {
    // Only long lines are worth being counted.
    const most = line.length > FULL_BYTES ? Buffer.byteLength(line) : line.length * BYTES_A_UNIT;
    const needed = this.#end + most + 1;
    if (needed <= this.#bytes.length) return;
    // Doubled, so that a reader who is far behind does not cost a copy a line.
    const roomy = Buffer.allocUnsafeSlow(Math.max(ROOM_BYTES, needed, this.#end * 2));
    this.#bytes.copy(roomy, 0, 0, this.#end);
    this.#bytes = roomy;
  }
}
