import { syncBuiltinESMExports } from 'node:module';
import zlib, { gunzipSync, gzipSync, type InputType } from 'node:zlib';

/*
 * Compression happens on other threads, whose time is not virtual: on the simulator's clock a list would come back
 * compressed after a minute or after none. So it is done at once here. To be loaded before anything that compresses.
 */

type Done = (error: Error | null, result: Buffer) => void;

/** What is done, put where the asynchronous function was: the last argument is always the callback. */
function atOnce(work: (input: InputType) => Buffer) {
  return (input: InputType, ...rest: readonly unknown[]): void => {
    const done = rest.at(-1) as Done;
    done(null, work(input));
  };
}

Object.assign(zlib, { gzip: atOnce((input) => gzipSync(input, { level: 1 })), gunzip: atOnce(gunzipSync) });
syncBuiltinESMExports();
