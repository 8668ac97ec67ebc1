import { Checkpoint } from '../../../src/sync/checkpoint.ts';

/**
 * Lets the simulator have a STATE whenever it wants one: the spacing between two is thrift, and every moment has to be a
 * safe one.
 */
export class SafePoints {
  readonly #start = Checkpoint.prototype.start;
  #checkpoint: Checkpoint | undefined;

  /** Catches the checkpoint of the next run. */
  watch(): void {
    const caught = (checkpoint: Checkpoint) => {
      this.#checkpoint = checkpoint;
    };
    const start = this.#start;
    Checkpoint.prototype.start = function () {
      caught(this);
      start.call(this);
    };
  }

  /** Writes a STATE, if the run is so far. */
  write(): void {
    this.#checkpoint?.write();
  }

  release(): void {
    Checkpoint.prototype.start = this.#start;
    this.#checkpoint = undefined;
  }
}
