import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import type { Dispatcher } from 'undici';
import { LongAnswerError } from '../errors.ts';

/** The part of the web's `Response` that the program reads. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  /** Bytes of that text, as far as can be told without unpacking it. */
  readonly size?: number;
  /** The body's text, unpacked; throws or rejects if it was cut short. Can be asked for once. */
  text(): string | Promise<string>;
}

type Headers = Parameters<NonNullable<Dispatcher.DispatchHandler['onResponseStart']>>[2];

type Unpacker = typeof gunzipSync;

/** gzip is all that is asked for; what a proxy may send all the same is unpacked too, as `fetch` does. */
const UNPACKERS: Readonly<Record<string, Unpacker>> = {
  gzip: gunzipSync,
  'x-gzip': gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync,
};

const SIZE_BYTES = 4;
const BYTE_ORDER_MARK = 0xfeff;

/** Hardly a page of 100 rows has as much; what has more would take all memory there is, a few kilobytes of gzip no less. */
const MOST_BYTES = 2 ** 28;

/**
 * Sends one request straight through undici's dispatcher. The web's `fetch` on top of it makes a request, a response,
 * several streams and a dozen promises for each answer: four fifths of what a small answer costs.
 *
 * Bodies are collected whole and unpacked in one go: they are pages of at most 100 rows. One that is too long is cut
 * off. No redirect is followed.
 * @param url as WHATWG writes it, without a fragment
 * @returns the answer, its body read to the end
 * @throws the signal's reason when it is aborted; LongAnswerError; an Error in `fetch`'s own words, with its cause, where
 *   the way failed
 */
export function dispatch(dispatcher: Dispatcher, url: string, init: RequestInit): Promise<RawAnswer> {
  const slash = url.indexOf('/', url.indexOf('//') + 2);
  const signal = init.signal ?? undefined;
  return new Promise((resolve, reject) => {
    let status = 0;
    let headers: Headers = {};
    const chunks: Buffer[] = [];
    let bytes = 0;
    let stop = () => reject(signal?.reason);
    const settle = () => signal?.removeEventListener('abort', aborted);
    const fail = (cause: unknown) => {
      settle();
      if (signal?.aborted) reject(signal.reason);
      else if (cause instanceof LongAnswerError) reject(cause);
      else reject(new TypeError(status === 0 ? 'fetch failed' : 'terminated', { cause }));
    };
    const aborted = () => stop();
    signal?.addEventListener('abort', aborted, { once: true });
    dispatcher.dispatch(
      {
        origin: slash === -1 ? url : url.slice(0, slash),
        path: slash === -1 ? '/' : url.slice(slash),
        method: init.method as Dispatcher.HttpMethod,
        headers: init.headers as Record<string, string>,
        body: (init.body as string | undefined) ?? null,
      },
      {
        onRequestStart(controller) {
          stop = () => controller.abort(signal?.reason);
          if (signal?.aborted) stop();
        },
        onResponseStart(_controller, statusCode, given) {
          status = statusCode;
          headers = given;
        },
        onResponseData(controller, chunk) {
          bytes += chunk.length;
          if (bytes > MOST_BYTES) controller.abort(new LongAnswerError(MOST_BYTES));
          else chunks.push(chunk);
        },
        onResponseEnd() {
          settle();
          resolve(answer(status, headers, chunks));
        },
        onResponseError(_controller, error) {
          fail(error);
        },
      },
    );
  });
}

function answer(status: number, headers: Headers, chunks: Buffer[]): RawAnswer {
  const get = (name: string) => {
    const value = headers[name];
    // A proxy may repeat what it passes on: two equal dates are one, and joined they would be none.
    return Array.isArray(value) ? [...new Set(value)].join(', ') : (value ?? null);
  };
  const unpacker = UNPACKERS[get('content-encoding')?.trim().toLowerCase() ?? ''];
  return { status, headers: { get }, size: sizeOf(chunks, unpacker), text: () => textOf(chunks.splice(0), unpacker) };
}

/** What gzip has packed ends with its size (RFC 1952). */
function sizeOf(chunks: readonly Buffer[], unpacker: Unpacker | undefined): number {
  const last = chunks.at(-1);
  if (unpacker === gunzipSync && last !== undefined && last.length >= SIZE_BYTES)
    return last.readUInt32LE(last.length - SIZE_BYTES);
  return chunks.reduce((sum, { length }) => sum + length, 0);
}

function textOf(chunks: readonly Buffer[], unpacker: Unpacker | undefined): string {
  const [first, ...others] = chunks;
  if (first === undefined) return '';
  const packed = others.length === 0 ? first : Buffer.concat(chunks);
  const text = unpack(packed, unpacker).toString('utf8');
  return text.charCodeAt(0) === BYTE_ORDER_MARK ? text.slice(1) : text;
}

function unpack(packed: Buffer, unpacker: Unpacker | undefined): Buffer {
  if (unpacker === undefined) return packed;
  try {
    return unpacker(packed, { maxOutputLength: MOST_BYTES });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw new LongAnswerError(MOST_BYTES);
    throw new TypeError('terminated', { cause });
  }
}
