import { Writable } from 'node:stream';

/** A reader that takes what is written only when it is told to, or at once. */
export class Reader {
  readonly chunks: string[] = [];
  readonly out: Writable;
  #waiting: ((error?: Error) => void)[] = [];
  stalled: boolean;

  constructor(stalled = false) {
    this.stalled = stalled;
    this.out = new Writable({
      highWaterMark: 16 * 1024,
      write: (chunk: Buffer, _encoding, done) => {
        this.chunks.push(chunk.toString('utf8'));
        if (this.stalled) this.#waiting.push(done);
        else done();
      },
    });
  }

  get text(): string {
    return this.chunks.join('');
  }

  get lines(): string[] {
    return this.text.split('\n').slice(0, -1);
  }

  /** Takes what was written, or refuses it. */
  async take(error?: Error): Promise<void> {
    const [done] = this.#waiting.splice(0, 1);
    done?.(error);
    await settle();
  }
}

/** Lets streams go on. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
