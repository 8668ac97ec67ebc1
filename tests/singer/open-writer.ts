import type { TapError } from '../../src/errors.ts';
import { Writer } from '../../src/singer/writer.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import { Reader } from './slow-reader.ts';

export const LINE = JSON.stringify({ type: 'RECORD', text: 'x'.repeat(1000) });

/** A writer on a clock of its own, its reader, and what it was told of failures. */
export interface OpenWriter {
  readonly reader: Reader;
  readonly clock: VirtualClock;
  readonly failures: TapError[];
  readonly writer: Writer;
  /** The first record is never held back: this one is out, and taken. */
  readonly begin: () => Promise<void>;
  /** Fills more than a chunk. */
  readonly fill: () => ReturnType<Writer['record']>;
}

/** @param stalled whether the reader takes nothing until it is told to */
export function openWriter(stalled = false): OpenWriter {
  const reader = new Reader(stalled);
  const clock = new VirtualClock();
  const failures: TapError[] = [];
  const writer = new Writer({ out: reader.out, clock, onFailure: (failure) => failures.push(failure) });
  const begin = async () => {
    void writer.record('{"first":1}');
    await reader.take();
  };
  const fill = () => {
    let written: ReturnType<Writer['record']>;
    for (let line = 0; line < 70; line += 1) written = writer.record(LINE);
    return written;
  };
  return { reader, clock, failures, writer, begin, fill };
}
