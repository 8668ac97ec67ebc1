import type { Writable } from 'node:stream';
import { writeFailure } from '../singer/write-failure.ts';

/**
 * Writes a whole document to stdout, and waits until it is out.
 * @throws ReaderLeftError or FatalError when it cannot be written
 */
export async function print(out: Writable, text: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const fail = (error: Error) => reject(writeFailure(error));
    // The listener stays: a late EPIPE without one would end the process with a stack.
    out.on('error', fail);
    out.write(text.endsWith('\n') ? text : `${text}\n`, (error) => (error ? fail(error) : resolve()));
  });
}
