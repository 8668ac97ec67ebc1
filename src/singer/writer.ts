import type { Writable } from 'node:stream';
import type { Clock } from '../clock.ts';
import type { TapError } from '../errors.ts';
import { Chunk } from './chunk.ts';
import { activateVersionMessage, type Message, schemaMessage, stateMessage } from './messages.ts';
import type { SelectedStream } from './selection.ts';
import { writeFailure } from './write-failure.ts';

/** `meltano config test` waits for the first RECORD, and people watch: nothing is held back for longer. */
const FLUSH_MS = 1000;

/**
 * Nothing to wait for, or a promise that resolves once the reader has taken enough, or never will: it does not reject, so
 * that it may be left alone; the next call throws.
 */
export type Written = Promise<void> | undefined;

export interface WriterOptions {
  readonly out: Writable;
  readonly clock: Clock;
  /** Called once, at once, when stdout cannot be written any more; the run should end with this error. */
  readonly onFailure?: (failure: TapError) => void;
}

/**
 * Writes Singer messages to stdout, a line each, never a part of a line alone. Each method returns a promise only when
 * the reader is behind; whoever awaits it reads no faster than the target stores. All throw ReaderLeftError
 * once the reader is gone, and FatalError once stdout has failed otherwise.
 */
export class Writer {
  readonly #out: Writable;
  readonly #clock: Clock;
  readonly #onFailure: ((failure: TapError) => void) | undefined;
  /** One system call for many rows, and few enough bytes to lose none of the pace. */
  readonly #chunk = new Chunk();
  #flushedBytes = 0;
  #cancelTimer: (() => void) | undefined;
  /** While the reader is behind. */
  #draining: Deferred | undefined;
  #isOverdue = false;
  /** The first record is not held back: whoever waits for it (`meltano config test`, people) waits for nothing else. */
  #hasRecord = false;
  #lastWrite: Deferred | undefined;
  #failure: TapError | undefined;
  #stopped: Error | undefined;

  constructor(options: WriterOptions) {
    this.#out = options.out;
    this.#clock = options.clock;
    this.#onFailure = options.onFailure;
    this.#out.on('error', this.#fail);
    this.#out.on('close', this.#closed);
    this.#out.on('drain', this.#drained);
  }

  /** Bytes of all lines so far, those still held back included: what the spacing of STATE is measured in. */
  get bytes(): number {
    return this.#flushedBytes + this.#chunk.size;
  }

  /** Announces a stream: once a run, before its first record (targets flush everything on each SCHEMA). */
  schema(stream: SelectedStream): Written {
    this.#refuseIfStopped();
    return this.#write(schemaMessage(stream.id, stream.schema, stream.keyProperties, stream.replicationKey));
  }

  /**
   * @param line a RECORD message, encoded, without the line's end
   * @throws the reason given to `stop`, after it: a row that was not written must not count as written
   */
  record(line: string): Written {
    this.#refuseIfStopped();
    const written = this.#append(line);
    if (this.#hasRecord) return written;
    this.#hasRecord = true;
    this.#send();
    return this.#draining?.promise;
  }

  /** @param value the state that is true once everything written so far is stored */
  state(value: unknown): Written {
    return this.#write(stateMessage(value));
  }

  activateVersion(stream: string, version: number): Written {
    this.#refuseIfStopped();
    return this.#write(activateVersionMessage(stream, version));
  }

  /** From now on only STATE passes; everything else throws `reason`. Idempotent: the first reason stays. */
  stop(reason: Error): void {
    this.#stopped ??= reason;
  }

  /**
   * Nothing more is written, not even what is held back: the program is in a state that nobody foresaw, and a STATE of
   * it could promise what is not true. All later calls throw `failure`.
   */
  abandon(failure: TapError): void {
    this.#end(failure);
  }

  /** Resolves once every line so far has been handed to the system. */
  async flush(): Promise<void> {
    this.#throwIfFailed();
    while (this.#draining !== undefined) await this.#draining.promise;
    this.#send();
    // Writes are done in order, so the end of the last one is the end of all.
    await this.#lastWrite?.promise;
    this.#throwIfFailed();
  }

  /** Flushes and lets go of the stream; stdout itself stays open (Node cannot close it). */
  async close(): Promise<void> {
    try {
      await this.flush();
    } finally {
      this.#out.off('close', this.#closed);
      this.#out.off('drain', this.#drained);
      // The 'error' listener stays: a late EPIPE without a listener would end the process with a stack.
    }
  }

  #write(message: Message): Written {
    return this.#append(JSON.stringify(message));
  }

  #append(line: string): Written {
    this.#throwIfFailed();
    this.#chunk.add(line);
    if (this.#chunk.isFull) this.#send();
    else this.#cancelTimer ??= this.#clock.after(FLUSH_MS, this.#overdue);
    return this.#draining?.promise;
  }

  /** Hands the chunk over, unless the reader is behind: then `#drained` does it. */
  #send(): void {
    if (this.#chunk.size === 0 || this.#draining !== undefined) return;
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    this.#isOverdue = false;
    const bytes = this.#chunk.take();
    this.#flushedBytes += bytes.length;
    const done = deferred();
    this.#lastWrite = done;
    const hasRoom = this.#out.write(bytes, (error) => {
      if (error) this.#fail(error);
      done.resolve();
    });
    if (!hasRoom && this.#failure === undefined) this.#draining = deferred();
  }

  readonly #overdue = (): void => {
    this.#isOverdue = true;
    this.#send();
  };

  readonly #drained = (): void => {
    this.#draining?.resolve();
    this.#draining = undefined;
    if (this.#isOverdue || this.#chunk.isFull) this.#send();
  };

  readonly #fail = (error: Error): void => {
    if (this.#failure !== undefined) return;
    const failure = writeFailure(error);
    this.#end(failure);
    this.#onFailure?.(failure);
  };

  #end(failure: TapError): void {
    this.#failure ??= failure;
    this.#chunk.take();
    this.#cancelTimer?.();
    this.#draining?.resolve();
    this.#draining = undefined;
    this.#lastWrite?.resolve();
  }

  readonly #closed = (): void => this.#fail(Object.assign(new Error('stdout was closed'), { code: 'EPIPE' }));

  #throwIfFailed(): void {
    if (this.#failure !== undefined) throw this.#failure;
  }

  #refuseIfStopped(): void {
    if (this.#stopped !== undefined) throw this.#stopped;
  }
}

interface Deferred {
  readonly promise: Promise<void>;
  readonly resolve: () => void;
}

function deferred(): Deferred {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
