import { FatalError, ReaderLeftError, type TapError } from '../errors.ts';

/** What a pipe or socket says when nobody reads at its other end. */
const READER_LEFT = new Set(['EPIPE', 'ERR_STREAM_DESTROYED', 'ERR_STREAM_WRITE_AFTER_END', 'ECONNRESET', 'EOF']);

/**
 * Says what a failed write to stdout means.
 * @param error what the stream reported
 * @returns ReaderLeftError if the reader is gone, otherwise FatalError with the system's name for it (ENOSPC, EIO …)
 */
export function writeFailure(error: Error & { readonly code?: string }): TapError {
  const code = error.code ?? error.name;
  if (READER_LEFT.has(code)) {
    return new ReaderLeftError(`the reader of stdout left (${code}); nothing more is written`, { cause: error });
  }
  const hint = code === 'ENOSPC' ? ': the disk that stdout goes to is full' : '';
  return new FatalError(`stdout cannot be written (${code})${hint}`, { cause: error });
}
