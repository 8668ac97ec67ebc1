import { Writable } from 'node:stream';
import type { Clock } from '../../../src/clock.ts';
import type { Message } from './target.ts';

/**
 * The stdout of a run, up to its reader's end.
 * @param bytesPerSecond how fast the reader takes them; undefined: at once
 * @param message takes each line, parsed
 */
export function openPipe(
  clock: Clock,
  bytesPerSecond: number | undefined,
  message: (message: Message) => void,
): Writable {
  return new Writable({
    highWaterMark: 4096,
    write(chunk: Buffer, _encoding, done) {
      for (const line of chunk.toString('utf8').split('\n')) if (line !== '') message(JSON.parse(line) as Message);
      if (bytesPerSecond === undefined || chunk.length === 0) done();
      else clock.after((1000 * chunk.length) / bytesPerSecond, () => done());
    },
  });
}
