import type { Clock } from '../clock.ts';
import { stateSize } from '../singer/messages.ts';
import type { State } from '../singer/state.ts';
import type { Writer } from '../singer/writer.ts';
import type { Progress } from './progress.ts';

/** STATE is written no more often than this, and only after a hundred times its own size of other output. */
const SPACING_MS = 10_000;
const SPACING_SIZES = 100;

/** How often that is looked at: what comes out in between would be read again after a crash. */
const LOOK_MS = 1000;

/**
 * Writes STATE. Every moment is a safe point, because a bookmark moves only after what it promises was handed to the
 * writer, and the writer keeps the order.
 */
export class Checkpoint {
  readonly #writer: Writer;
  readonly #state: State;
  readonly #progress: Progress;
  readonly #clock: Clock;
  readonly #selected: ReadonlySet<string>;
  readonly #cap: () => string | undefined;
  #cancel: (() => void) | undefined;
  #writtenAt = 0;
  #bytesThen = 0;
  #size = 0;

  /** @param options.cap the run's own bookmark, once it is known */
  constructor(options: {
    writer: Writer;
    state: State;
    progress: Progress;
    clock: Clock;
    selected: ReadonlySet<string>;
    cap: () => string | undefined;
  }) {
    this.#writer = options.writer;
    this.#state = options.state;
    this.#progress = options.progress;
    this.#clock = options.clock;
    this.#selected = options.selected;
    this.#cap = options.cap;
  }

  /** Writes one now, and further ones while the run goes on. */
  start(): void {
    this.write();
    this.#again();
  }

  /** Ends the writing of further ones. */
  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  /** Writes the state that is true now. */
  write(): void {
    this.#write(this.#value());
  }

  #write(value: unknown): void {
    const before = this.#writer.bytes;
    this.#writtenAt = this.#clock.now();
    // Not waited for: a timer has nobody to wait, and the rows that follow will.
    void this.#writer.state(value);
    this.#bytesThen = this.#writer.bytes;
    this.#size = this.#bytesThen - before;
  }

  #value(): unknown {
    this.#progress.refresh();
    return this.#state.toValue(this.#selected, this.#cap());
  }

  #writeIfDue(): void {
    if (this.#clock.now() - this.#writtenAt < SPACING_MS || !this.#isSpaced()) return;
    // It may have grown since: made only now, since that takes its time where there are thousands of partitions.
    const value = this.#value();
    this.#size = stateSize(value);
    if (this.#isSpaced()) this.#write(value);
  }

  /** Whether enough has gone out since the last one for one of the size that was last seen. */
  #isSpaced(): boolean {
    return this.#writer.bytes - this.#bytesThen >= SPACING_SIZES * this.#size;
  }

  #again(): void {
    this.#cancel = this.#clock.after(LOOK_MS, () => {
      try {
        this.#writeIfDue();
        this.#again();
      } catch {
        // stdout has failed: whoever writes the next row learns it, and ends the run.
      }
    });
  }
}
